import { Amount } from '../ui/amount';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import type { PatientHead } from '../ui/patient-head';
import type { Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import type { ReasonShown } from './claim-parts';
import type { ClaimDeedLink, ClaimShown } from './claim.page';
import { ClaimsFrame, StateTag } from './claims-frame';

/** A claim that was turned back. */
export interface DenialRow {
  readonly claim: ClaimShown;
  readonly patient: PatientHead;
  readonly reasons: readonly ReasonShown[];
  readonly deeds: readonly ClaimDeedLink[];
}

export interface DenialsPageProps {
  readonly shell: Shell;
  readonly rows: readonly DenialRow[];
}

/** What payers would not pay and what the clearinghouse would not take: whatever runs out first before the rest. */
export function DenialsPage({ shell, rows }: DenialsPageProps) {
  return (
    <ClaimsFrame shell={shell} title="Turned back" here="/claims/denials">
      <Card isFlush>
        {rows.length > 0 ? (
          <Denials rows={rows} />
        ) : (
          <EmptyState title="Nothing was turned back">
            Denied claims and those to be corrected are listed here by their deadline.
          </EmptyState>
        )}
      </Card>
    </ClaimsFrame>
  );
}

function Denials({ rows }: Pick<DenialsPageProps, 'rows'>) {
  return (
    <DataTable
      caption="Claims that were turned back"
      rows={rows}
      keyOf={({ claim }) => `denial-${claim.id}`}
      columns={[
        {
          header: 'Claim',
          isRowHeader: true,
          cell: ({ claim, patient }) => (
            <>
              <a class="row-link" href={`/claims/${claim.id}`}>
                {claim.controlNumber}
              </a>
              <span class="under">{`${patient.name}, ${formatDate(claim.on)}`}</span>
              <span class="under">{claim.payerName}</span>
            </>
          ),
        },
        {
          header: 'State',
          cell: ({ claim: { state, deadline } }) => (
            <>
              <StateTag of={state} />
              {deadline ? <span class="under">{deadline.words}</span> : null}
              {deadline?.isOver ? <Tag tone="bad">Too late</Tag> : null}
            </>
          ),
        },
        {
          header: 'Why',
          cell: ({ reasons }) =>
            reasons.length > 0 ? (
              <ul>
                {reasons.map(({ code, words }, index) => (
                  <li key={index}>{`${code}: ${words}`}</li>
                ))}
              </ul>
            ) : (
              <span class="quiet">see its history</span>
            ),
        },
        { header: 'Open', isAmount: true, cell: ({ claim }) => <Amount of={claim.open} isZeroQuiet /> },
        {
          header: 'What can be done',
          cell: ({ claim, deeds }) => (
            <ul>
              {deeds.toReversed().map(({ path, label }) => (
                <li key={path}>
                  <a href={`/claims/${claim.id}/${path}`}>
                    {label}
                    <span class="visually-hidden">{`: claim ${claim.controlNumber}`}</span>
                  </a>
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
