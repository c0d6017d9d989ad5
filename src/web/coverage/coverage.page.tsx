import type { BusinessDate } from '../../kernel/business-date';
import { ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import { Collect, type CollectRow, type CoverageShown, Plans } from './coverage-plans';

/** An authorization with what is left of it. */
export interface AuthorizationShown {
  readonly id: string;
  readonly number: string;
  readonly payerName: string;
  readonly codes: string;
  /** The dose and the provider it was granted for, in words; empty for any. */
  readonly limits: string;
  readonly left: string;
  readonly granted: string;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly warnings: readonly { readonly words: string; readonly isOver: boolean }[];
}

/** A signed wish to pay in full and keep the plan uninformed. */
export interface ElectionShown {
  readonly id: string;
  readonly what: string;
  readonly reason: string;
  readonly signedAt: string;
}

export interface CoveragePageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  readonly coverages: readonly CoverageShown[];
  readonly authorizations: readonly AuthorizationShown[];
  readonly elections: readonly ElectionShown[];
  readonly collect: readonly CollectRow[];
  readonly mayAdd: boolean;
  readonly mayAuthorize: boolean;
}

/** Who may pay for a patient beside themselves: plans, what they allowed, and what they are not to hear of. */
export function CoveragePage(props: CoveragePageProps) {
  const { shell, patient, mayAdd } = props;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Coverage: ${patient.name}`}
      heading="Coverage"
      back={{ href: `/patients/${patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={patient} isNamed />}
      actions={
        mayAdd ? (
          <ButtonLink href={`/patients/${patient.id}/coverage/new`} kind="primary">
            Add a plan
          </ButtonLink>
        ) : null
      }
    >
      <div class="stack">
        <Plans {...props} />
        {props.coverages.length > 0 ? <Collect {...props} /> : null}
        <Authorizations {...props} />
        <Elections {...props} />
      </div>
    </StaffPage>
  );
}

function Authorizations({ patient, authorizations, coverages, mayAuthorize }: CoveragePageProps) {
  return (
    <Card
      title="Authorizations"
      id="authorizations"
      isFlush
      aside={
        mayAuthorize && coverages.length > 0 ? (
          <a href={`/patients/${patient.id}/authorizations/new`}>Add an authorization</a>
        ) : null
      }
    >
      {authorizations.length > 0 ? (
        <DataTable
          caption="Authorizations"
          rows={authorizations}
          keyOf={(row) => `authorization-${row.id}`}
          columns={[
            {
              header: 'Number',
              isRowHeader: true,
              cell: ({ number, payerName }) => (
                <>
                  <span class="number">{number}</span>
                  <span class="under">{payerName}</span>
                </>
              ),
            },
            { header: 'Codes', cell: codesCell },
            { header: 'Holds', cell: ({ from, to }) => `${formatDate(from)} to ${formatDate(to)}` },
            {
              header: 'Left',
              isAmount: true,
              cell: ({ left, granted }) => (
                <>
                  {left}
                  <span class="under">of {granted}</span>
                </>
              ),
            },
            {
              header: 'To know',
              cell: ({ warnings }) =>
                warnings.length > 0 ? (
                  <span class="tags">
                    {warnings.map(({ words, isOver }) => (
                      <Tag key={words} tone={isOver ? 'bad' : 'warn'}>
                        {words}
                      </Tag>
                    ))}
                  </span>
                ) : (
                  <Tag tone="good">Good for the next visits</Tag>
                ),
            },
          ]}
        />
      ) : (
        <EmptyState title="No authorization on file">
          Most plans pay for Spravato only with one. Medicare asks for none.
        </EmptyState>
      )}
    </Card>
  );
}

const codesCell = ({ codes, limits }: AuthorizationShown) => (
  <>
    {codes}
    {limits === '' ? null : <span class="under">{limits}</span>}
  </>
);

function Elections({ patient, elections, mayAdd }: CoveragePageProps) {
  return (
    <Card
      title="Kept from the plan"
      id="elections"
      isFlush={elections.length > 0}
      aside={
        mayAdd ? <a href={`/patients/${patient.id}/self-pay-elections/new`}>The patient elects to pay in full</a> : null
      }
    >
      {elections.length > 0 ? (
        <ul class="queue">
          {elections.map(({ id, what, reason, signedAt }) => (
            <li key={id} id={`election-${id}`}>
              <div class="queue-text">
                <strong>{what}</strong>
                <span class="under">{reason}</span>
                <span class="under">Signed {signedAt}</span>
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title="Nothing is kept from the plan">
          A patient who pays in full may ask that the plan hears nothing of it; the clinic has to honor that.
        </EmptyState>
      )}
    </Card>
  );
}
