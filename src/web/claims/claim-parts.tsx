import { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { Card } from '../ui/layout';
import { formatMoment } from '../ui/text';
import type { ClaimLineShown, ClaimPageProps } from './claim.page';

/** The lines with what became of each. */
export function ClaimLines({ lines }: Pick<ClaimPageProps, 'lines'>) {
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

/** Why the payer did not pay all of it, by its latest word. */
export function PayerReasons({ reasons, remarks }: Pick<ClaimPageProps, 'reasons' | 'remarks'>) {
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

/** Where the claim has been, the latest first. */
export function ClaimHistory({ history, timeZone }: Pick<ClaimPageProps, 'history' | 'timeZone'>) {
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
