import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Field, SelectField } from '../ui/field';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';

export interface ObservationPageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  readonly visitId: string;
  readonly form: FormState;
}

const KITS = [
  { value: '', label: 'Not known yet' },
  { value: '50458002802', label: '56 mg kit, 50458-028-02' },
  { value: '50458002803', label: '84 mg kit, 50458-028-03' },
];

const ESTABLISHED = [
  { value: '', label: 'As the visits here say' },
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

/** What was observed at a Spravato visit: its claim waits for it. */
export function ObservationPage({ shell, patient, visitId, form }: ObservationPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Observation: ${patient.name}`}
      heading="Observation"
      back={{ href: `/visits/${visitId}`, label: 'Visit' }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
      width="narrow"
    >
      <form method="post" action={`/visits/${visitId}/observation`} novalidate>
        <FormTokens csrf={shell.csrf} />
        <div class="stack">
          <Card title="The session" id="session">
            <p class="hint">The plan wants at least two hours of observation on paper.</p>
            <div class="fields">
              <Field form={form} name="startedTime" label="Began at" type="time" width="half" isOptional />
              <Field form={form} name="endedTime" label="Fit to leave at" type="time" width="half" isOptional />
              <SelectField form={form} name="ndc" label="Kit used" options={KITS} isOptional />
            </div>
          </Card>
          <Card title="REMS" id="rems">
            <div class="fields">
              <Field form={form} name="remsPatientId" label="Patient’s number" maxlength={50} width="half" isOptional />
              <Field form={form} name="remsEnrolledOn" label="Enrolled on" type="date" width="half" isOptional />
              <Field
                form={form}
                name="monitoringFormOn"
                label="Monitoring form sent on"
                hint="Due within seven days of the session"
                type="date"
                width="half"
                isOptional
              />
            </div>
          </Card>
          <Card title="The patient" id="patient">
            <SelectField
              form={form}
              name="isEstablished"
              label="Seen by this group within three years"
              options={ESTABLISHED}
              isOptional
            />
          </Card>
          <div class="form-end">
            <Button kind="primary">Save the observation</Button>
          </div>
        </div>
      </form>
    </StaffPage>
  );
}
