import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { Figures } from '../ui/layout';

/** The same money as three books have it. */
export interface ThreeWay {
  /** What was counted or told: the slip, or the processor. */
  readonly told: Money;
  readonly ledger: Money;
  /** Left out until a line of the statement is matched. */
  readonly bank?: Money;
}

const isTold = ({ told, ledger }: ThreeWay): boolean => told.equals(ledger);

/** Whether the three agree, in words and color. */
export function Agreement({ sides }: { readonly sides: ThreeWay }) {
  if (!isTold(sides)) return <span class="badge badge-bad">Differs</span>;
  if (sides.bank === undefined) return <span class="badge badge-warn">Not at the bank yet</span>;
  return sides.bank.equals(sides.ledger) ? (
    <span class="badge badge-good">All three agree</span>
  ) : (
    <span class="badge badge-bad">The bank differs</span>
  );
}

/** The three amounts side by side. */
export function ThreeFigures({ sides, toldBy }: { readonly sides: ThreeWay; readonly toldBy: string }) {
  const { told, ledger, bank } = sides;
  return (
    <Figures
      items={[
        { label: toldBy, value: <Amount of={told} /> },
        { label: 'Books', value: <Amount of={ledger} />, tone: isTold(sides) ? 'good' : 'bad' },
        {
          label: 'Bank',
          value: bank === undefined ? '–' : <Amount of={bank} />,
          note: bank === undefined ? 'no line is matched yet' : undefined,
          tone: bank === undefined ? undefined : bank.equals(ledger) ? 'good' : 'bad',
        },
      ]}
    />
  );
}
