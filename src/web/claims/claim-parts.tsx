import type { Temporal } from 'temporal-polyfill';
import { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { Card } from '../ui/layout';
import { formatMoment } from '../ui/text';

/** A line as it is asked for, and what became of it. */
export interface ClaimLineShown {
  readonly key: string;
  readonly code: string;
  readonly note: string;
  readonly billed: Money;
  readonly paid: Money;
  readonly contractual: Money;
  readonly patient: Money;
  readonly open: Money;
}

/** Why a payer did not pay a part. */
export interface ReasonShown {
  readonly code: string;
  readonly words: string;
  readonly amount: Money;
}

/** One move of a claim. */
export interface ClaimMoveShown {
  readonly key: string;
  readonly what: string;
  readonly note?: string;
  readonly at: Temporal.Instant;
}

/** The lines with what became of each. */
export function ClaimLines({ lines }: { readonly lines: readonly ClaimLineShown[] }) {
  const sum = (of: (line: ClaimLineShown) => Money) => <Amount of={Money.sum(lines.map(of))} isZeroQuiet />;
  return (
    <Card title="Lines" id="lines" isFlush>
      <DataTable
        caption="Lines of this claim"
        rows={lines}
        keyOf={(line) => `line-${line.key}`}
        totals={[
          'Total',
          sum((line) => line.billed),
          sum((line) => line.paid),
          sum((line) => line.contractual),
          sum((line) => line.patient),
          sum((line) => line.open),
        ]}
        columns={[
          {
            header: 'Code',
            isRowHeader: true,
            cell: ({ code, note }) => (
              <>
                {code}
                <span class="under">{note}</span>
              </>
            ),
          },
          { header: 'Billed', isAmount: true, cell: (line) => <Amount of={line.billed} /> },
          { header: 'Paid', isAmount: true, cell: (line) => <Amount of={line.paid} isZeroQuiet /> },
          { header: 'Contract', isAmount: true, cell: (line) => <Amount of={line.contractual} isZeroQuiet /> },
          { header: 'Patient', isAmount: true, cell: (line) => <Amount of={line.patient} isZeroQuiet /> },
          { header: 'Open', isAmount: true, cell: (line) => <Amount of={line.open} isZeroQuiet /> },
        ]}
      />
    </Card>
  );
}

interface PayerReasonsProps {
  readonly reasons: readonly ReasonShown[];
  readonly remarks: readonly string[];
}

/** Why the payer did not pay all of it, by its latest word. */
export function PayerReasons({ reasons, remarks }: PayerReasonsProps) {
  if (reasons.length === 0 && remarks.length === 0) return null;
  return (
    <Card title="What the payer said" id="reasons" isFlush>
      <ul class="queue">
        {reasons.map(({ code, words, amount }, index) => (
          <li key={index}>
            <div class="queue-text">
              <strong>{code}</strong>
              <span class="under">{words}</span>
            </div>
            <Amount of={amount} />
          </li>
        ))}
        {remarks.length > 0 ? (
          <li>
            <div class="queue-text">
              <span>{`Remarks: ${remarks.join(', ')}`}</span>
            </div>
          </li>
        ) : null}
      </ul>
    </Card>
  );
}

interface ClaimHistoryProps {
  readonly history: readonly ClaimMoveShown[];
  readonly timeZone: string;
}

/** Where the claim has been, the latest first. */
export function ClaimHistory({ history, timeZone }: ClaimHistoryProps) {
  if (history.length === 0) return null;
  return (
    <Card title="History" id="history" isFlush>
      <ol class="queue">
        {history.map(({ key, what, note, at }) => (
          <li key={key}>
            <div class="queue-text">
              <span>{what}</span>
              {note ? <span class="under">{note}</span> : null}
              <span class="under">{formatMoment(at, timeZone)}</span>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
