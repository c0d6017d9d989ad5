import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Field, SelectField } from '../ui/field';
import { Card } from '../ui/layout';
import type { PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { formatBirthDate } from '../ui/text';

export interface RegisterPatientPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly form: FormState;
  /** People already here who may be the same person; registering on is a choice. */
  readonly possibleDuplicates: readonly PatientHead[];
}

const SEXES = [
  { value: '', label: 'Not given' },
  { value: 'female', label: 'Female' },
  { value: 'male', label: 'Male' },
  { value: 'unknown', label: 'Unknown' },
];

/** A new patient: who, then how to reach them. */
export function RegisterPatientPage({ shell, idempotencyKey, form, possibleDuplicates }: RegisterPatientPageProps) {
  const isAsking = possibleDuplicates.length > 0;
  return (
    <StaffPage
      shell={shell}
      title="Register a patient"
      back={{ href: '/patients', label: 'Patients' }}
      form={form}
      width="narrow"
    >
      {isAsking ? <PossibleDuplicates patients={possibleDuplicates} /> : null}
      <form method="post" action="/patients/new" novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        {isAsking ? <input type="hidden" name="isNewPerson" value="yes" /> : null}
        <Card title="Who" id="who">
          <div class="fields">
            <Field form={form} name="firstName" label="First name" width="half" isFocused maxlength={100} />
            <Field form={form} name="lastName" label="Last name" width="half" maxlength={100} />
            <Field form={form} name="dateOfBirth" label="Date of birth" type="date" width="half" />
            <SelectField form={form} name="sex" label="Sex" options={SEXES} width="half" isOptional />
          </div>
        </Card>
        <Card title="How to reach them" id="reach">
          <div class="fields">
            <Field form={form} name="email" label="E-mail" type="email" width="half" isOptional maxlength={254} />
            <Field form={form} name="phone" label="Phone" type="tel" width="half" isOptional maxlength={30} />
            <Field form={form} name="line1" label="Street address" isOptional maxlength={100} />
            <Field form={form} name="line2" label="Apartment, suite" isOptional maxlength={100} />
            <Field form={form} name="city" label="City" width="half" isOptional maxlength={100} />
            <Field form={form} name="state" label="State" hint="Two letters" width="code" isOptional maxlength={2} />
            <Field form={form} name="postalCode" label="ZIP code" width="short" isOptional maxlength={10} />
          </div>
        </Card>
        <div class="form-end">
          <Button kind="primary" isLarge>
            {isAsking ? 'Register as a new person' : 'Register'}
          </Button>
        </div>
      </form>
    </StaffPage>
  );
}

function PossibleDuplicates({ patients }: { readonly patients: readonly PatientHead[] }) {
  return (
    <section class="notice notice-warn" aria-labelledby="duplicates-title">
      <h2 id="duplicates-title">Is it one of these people?</h2>
      <p>Nothing is saved yet. Open the patient if it is the same person, or register a new one below.</p>
      <ul class="queue">
        {patients.map((patient) => (
          <li key={patient.id}>
            <div class="queue-text">
              <a href={`/patients/${patient.id}`}>{patient.name}</a>
              <span class="under">
                Born {formatBirthDate(patient.dateOfBirth)}
                {patient.accountNumber ? ` · account ${patient.accountNumber}` : ''}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
