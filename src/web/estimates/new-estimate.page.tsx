import { Fragment } from 'preact';
import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Field, MoneyField, SelectField } from '../ui/field';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';

interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface NewEstimatePageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  readonly form: FormState;
  readonly courses: readonly Choice[];
  readonly services: readonly Choice[];
  readonly providers: readonly Choice[];
  /** The number of the estimate this one takes the place of. */
  readonly replaces?: string;
}

const OCCASIONS: readonly Choice[] = [
  { value: 'asked', label: 'The patient asked what it costs' },
  { value: 'scheduled', label: 'The first visit was scheduled today' },
];

/** The rows of single services a form offers; a course has its own. */
export const SINGLE_ROWS = [1, 2, 3, 4] as const;
export const singleField = (row: number): string => `service.${row}`;
export const singleQuantity = (row: number): string => `quantity.${row}`;

/** What a course or single services are expected to cost, before they are given. */
export function NewEstimatePage(props: NewEstimatePageProps) {
  const { shell, patient, form, providers, replaces } = props;
  return (
    <StaffPage
      shell={shell}
      at="/estimates"
      title={`Estimate: ${patient.name}`}
      heading={replaces ? `Change estimate ${replaces}` : 'New estimate'}
      back={{ href: `/patients/${patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
    >
      <form method="post" action={`/patients/${patient.id}/estimates`} novalidate>
        <FormTokens csrf={shell.csrf} />
        <input type="hidden" name="replaces" value={form.values['replaces'] ?? ''} />
        <div class="columns columns-main">
          <div class="stack">
            <What {...props} />
          </div>
          <div class="stack">
            <Card title="For when, and why now" id="when">
              <div class="fields">
                <SelectField form={form} name="providerId" label="Provider" options={providers} />
                <SelectField form={form} name="occasion" label="Occasion" options={OCCASIONS} />
                <Field form={form} name="startsOn" label="First visit" type="date" />
                {replaces ? (
                  <Field
                    form={form}
                    name="changesFrom"
                    label="Changed from"
                    hint="The first visit that is not as it was estimated. The new estimate is given a business day before it."
                    type="date"
                  />
                ) : null}
                <Field
                  form={form}
                  name="diagnoses"
                  label="Diagnoses"
                  hint="ICD-10-CM codes, when there are any yet"
                  isOptional
                  maxlength={120}
                />
              </div>
            </Card>
            <Card title="Household" id="household">
              <p class="hint">For the sliding scale: without a proven income the full price is estimated.</p>
              <div class="fields fields-all-optional">
                <Field form={form} name="householdSize" label="People" inputmode="numeric" width="code" isOptional />
                <MoneyField form={form} name="householdIncome" label="Income a year" isOptional />
              </div>
            </Card>
            <div class="form-end">
              <Button kind="primary" isLarge>
                Issue the estimate
              </Button>
            </div>
          </div>
        </div>
      </form>
    </StaffPage>
  );
}

function What({ form, courses, services }: NewEstimatePageProps) {
  return (
    <>
      <Card title="A course" id="course">
        <SelectField
          form={form}
          name="protocolCode"
          label="Course"
          options={[{ value: '', label: 'No course, single services' }, ...courses]}
        />
      </Card>
      <Card title="Or single services" id="single">
        <div class="fields fields-all-optional">
          {SINGLE_ROWS.map((row) => (
            <Fragment key={row}>
              <SelectField
                form={form}
                name={singleField(row)}
                label={`Service ${row}`}
                options={[{ value: '', label: '–' }, ...services]}
                width="half"
                isOptional
              />
              <Field form={form} name={singleQuantity(row)} label="Times" inputmode="numeric" width="code" isOptional />
            </Fragment>
          ))}
        </div>
      </Card>
    </>
  );
}
