import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { Card } from '../ui/layout';
import type { SessionResult } from './drawer-shown';

/** Over or short, in words: the sign alone is easily misread. */
export function overShortWords(difference: Money): string {
  if (difference.isZero()) return 'Exactly right';
  return difference.isNegative() ? 'Short' : 'Over';
}

interface Row {
  readonly term: string;
  readonly amount: Money;
  readonly note?: string;
  readonly isTotal?: boolean;
}

/** What a session came to, from its float to its count, as a sum anybody can follow. */
export function SessionSums({ openFloat, result }: { readonly openFloat: Money; readonly result: SessionResult }) {
  const rows: Row[] = [
    { term: 'Float at the start', amount: openFloat },
    { term: 'From patients, less what went back', amount: result.fromPatients },
    ...(result.moved.isZero() ? [] : [{ term: 'Paid in, out and dropped', amount: result.moved }]),
    ...(result.earlier.isZero() ? [] : [{ term: 'Over or short at a handover', amount: result.earlier }]),
    { term: 'Should be in it', amount: result.expected, isTotal: true },
    { term: 'Counted', amount: result.counted },
    { term: overShortWords(result.overShort), amount: result.overShort, note: result.reason },
    { term: 'To the bank', amount: result.deposit },
    { term: 'Left for the next session', amount: result.nextFloat },
  ];
  return (
    <Card title="What the session came to" id="result">
      <dl class="sums">
        {rows.map(({ term, amount, note, isTotal }) => (
          <div key={term} class={isTotal ? 'sums-total' : undefined}>
            <dt>
              {term}
              {note ? <span class="under">{note}</span> : null}
            </dt>
            <dd>
              <Amount of={amount} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
