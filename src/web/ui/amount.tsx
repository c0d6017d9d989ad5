import type { Money } from '../../kernel/money';

interface AmountProps {
  readonly of: Money;
  /** Shows a dash for zero, so that a column is read by its exceptions. */
  readonly isZeroQuiet?: boolean;
}

/** An amount of money, always with cents, in tabular digits. */
export function Amount({ of, isZeroQuiet = false }: AmountProps) {
  if (isZeroQuiet && of.isZero())
    return (
      <span class="money money-zero">
        <span aria-hidden="true">–</span>
        <span class="visually-hidden">{of.format()}</span>
      </span>
    );
  return <span class={of.isNegative() ? 'money money-negative' : 'money'}>{of.format()}</span>;
}
