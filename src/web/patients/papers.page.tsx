import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Field, SelectField } from '../ui/field';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { StaffPage, type Shell } from '../ui/staff-page';

export interface PapersPageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  /** The newest first. */
  readonly years: readonly number[];
  readonly form: FormState;
}

/** Papers over a time: the statement of a period, and what HSA and FSA money paid in a year. */
export function PapersPage({ shell, patient, years, form }: PapersPageProps) {
  const base = `/patients/${patient.id}/papers`;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Papers: ${patient.name}`}
      heading="Papers"
      back={{ href: `/patients/${patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
    >
      <div class="columns columns-even">
        <Card title="Statement" id="statement">
          <form method="get" action={`${base}/statement.pdf`} novalidate>
            <p class="hint">What was owed at the beginning, every movement, and what is owed at the end.</p>
            <div class="fields">
              <Field form={form} name="from" label="From" type="date" width="half" />
              <Field form={form} name="to" label="To" type="date" width="half" />
            </div>
            <div class="form-end">
              <Button kind="primary">Statement (PDF)</Button>
            </div>
          </form>
        </Card>
        <Card title="HSA/FSA pack" id="pack">
          <form method="get" action={`${base}/hsa-fsa-pack.pdf`} novalidate>
            <p class="hint">What HSA and FSA money paid for in a plan year, for the account’s administrator.</p>
            <SelectField
              form={form}
              name="year"
              label="Year of the care"
              options={years.map((year) => ({ value: String(year), label: String(year) }))}
            />
            <div class="form-end">
              <Button kind="primary">HSA/FSA pack (PDF)</Button>
            </div>
          </form>
        </Card>
      </div>
    </StaffPage>
  );
}
