import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';
import { VisitLines, type VisitShown } from './visit-lines';

export interface VoidVisitPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly patient: PatientHead;
  readonly visit: VisitShown;
  readonly form: FormState;
}

/** Voids everything a visit was charged. */
export function VoidVisitPage({ shell, idempotencyKey, patient, visit, form }: VoidVisitPageProps) {
  const day = formatDate(visit.on);
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Void the visit: ${patient.name}`}
      heading="Void the visit"
      back={{ href: `/visits/${visit.id}`, label: `Visit of ${day}` }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
      width="narrow"
    >
      <div class="stack">
        <Card title="All of this is taken back" id="lines" isFlush>
          <VisitLines visit={visit} />
        </Card>
        <Card>
          <form method="post" action={`/visits/${visit.id}/void`} novalidate data-once>
            <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
            <p>
              For the wrong patient, or a visit that never took place: every charge is voided, the patient’s and
              insurance’s alike. Units of an authorization go back
              {visit.hasClaim ? ', and the claim is withdrawn unless it was sent' : ''}. The visit can then be charged
              again correctly. Not while anything of it is paid.
            </p>
            <div class="fields">
              <Field
                form={form}
                name="reason"
                label="Reason"
                hint="For whoever reads the books; never a diagnosis."
                maxlength={500}
              />
            </div>
            <div class="form-end">
              <Button kind="primary">{`Void the visit of ${day}`}</Button>
            </div>
          </form>
        </Card>
      </div>
    </StaffPage>
  );
}
