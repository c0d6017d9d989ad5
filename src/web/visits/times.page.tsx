import type { BusinessDate } from '../../kernel/business-date';
import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';

export interface VisitTimesPageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  readonly visitId: string;
  readonly on: BusinessDate;
  readonly form: FormState;
}

/** When the patient of a visit was dosed and fit to leave: nothing is signed in between. */
export function VisitTimesPage({ shell, patient, visitId, on, form }: VisitTimesPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Dose and discharge: ${patient.name}`}
      heading="Dose and discharge"
      back={{ href: `/visits/${visitId}`, label: 'Visit' }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
      width="narrow"
    >
      <form method="post" action={`/visits/${visitId}/times`} novalidate>
        <FormTokens csrf={shell.csrf} />
        <Card title={`On ${formatDate(on)}`} id="times">
          <p class="hint">
            Sober first: between the dose and the discharge the patient decides and signs nothing. Agree on money
            before, or send the link home.
          </p>
          <div class="fields">
            <Field form={form} name="doseTime" label="Dosed at" type="time" width="half" isOptional />
            <Field
              form={form}
              name="dischargedTime"
              label="Fit to leave at"
              hint="Blank while they are still here."
              type="time"
              width="half"
              isOptional
            />
          </div>
          <div class="form-end">
            <Button kind="primary">Save</Button>
          </div>
        </Card>
      </form>
    </StaffPage>
  );
}
