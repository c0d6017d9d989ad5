import type { BusinessDate } from '../../kernel/business-date';
import { ButtonLink } from '../ui/button';
import { Card, type Definition, DefinitionList, EmptyState } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { StaffPage, type Shell } from '../ui/staff-page';
import { StatusBadge } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import { type ReviewLine, VisitLine } from './visit-line';

export interface VisitPageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  readonly id: string;
  readonly on: BusinessDate;
  readonly isVoid: boolean;
  readonly provider: string;
  readonly diagnoses: readonly string[];
  readonly lines: readonly ReviewLine[];
  readonly invoiceHref?: string;
  /** The claim made of its insured lines, where whoever looks may see claims. */
  readonly claimHref?: string;
  /** What was observed, for a visit with an insured line; nothing of it may be known yet. */
  readonly observation?: readonly Definition[];
  /** When the patient was dosed and fit to leave, as far as it is known. */
  readonly times: readonly Definition[];
  readonly mayObserve: boolean;
  readonly mayVoid: boolean;
}

/** A visit that was charged: each line with its price and why, its route and why, and what its claim has to know. */
export function VisitPage(props: VisitPageProps) {
  const { shell, patient, id, on, isVoid, mayVoid, provider, diagnoses, lines, invoiceHref, claimHref } = props;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Visit of ${formatDate(on)}: ${patient.name}`}
      heading={
        <>
          Visit of {formatDate(on)} {isVoid ? <StatusBadge state="void" /> : null}
        </>
      }
      back={{ href: `/patients/${patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={patient} isNamed />}
      actions={
        <>
          {mayVoid ? (
            <ButtonLink kind="quiet" href={`/visits/${id}/void`}>
              Void the visit
            </ButtonLink>
          ) : null}
          {invoiceHref ? <ButtonLink href={invoiceHref}>Invoice</ButtonLink> : null}
          {claimHref ? (
            <ButtonLink href={claimHref} kind="primary">
              Claim
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <div class="columns columns-main">
        <Card title="Lines" id="lines" isFlush>
          <ol class="review-lines">
            {lines.map((line) => (
              <VisitLine key={line.key} line={line} />
            ))}
          </ol>
        </Card>
        <div class="stack">
          <Card title="Visit" id="visit">
            <DefinitionList
              items={[
                { term: 'Date', value: formatDate(on) },
                { term: 'Provider', value: provider },
                { term: 'Diagnoses', value: diagnoses.length > 0 ? diagnoses.join(', ') : 'None' },
              ]}
            />
          </Card>
          <Times {...props} />
          <Observation {...props} />
        </div>
      </div>
    </StaffPage>
  );
}

function Times({ id, times, mayObserve, isVoid }: VisitPageProps) {
  const change = mayObserve && !isVoid ? <a href={`/visits/${id}/times`}>Write down the times</a> : null;
  return (
    <Card title="Dose and discharge" id="times" aside={change}>
      {times.length > 0 ? <DefinitionList items={times} /> : <EmptyState title="No dose is written down" />}
    </Card>
  );
}

function Observation({ id, observation, mayObserve }: VisitPageProps) {
  if (!observation) return null;
  const change = mayObserve ? (
    <a href={`/visits/${id}/observation`}>{observation.length > 0 ? 'Change' : 'Write it down'}</a>
  ) : null;
  return (
    <Card title="Observation" id="observation" aside={change}>
      {observation.length > 0 ? (
        <DefinitionList items={observation} />
      ) : (
        <EmptyState title="Nothing is written down yet">
          A Spravato claim waits for the times, the REMS enrollment and the kit.
        </EmptyState>
      )}
    </Card>
  );
}
