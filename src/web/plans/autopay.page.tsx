import { fieldId, type FormState, problemOf } from '../forms/form-state';
import { Button, ButtonLink } from '../ui/button';
import { Field, SelectField } from '../ui/field';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { SIGNING_METHODS_SHOWN } from './plan-words';

export interface AutopayPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly patient: PatientHead;
  readonly id: string;
  readonly number: string;
  readonly cardId: string;
  /** Word for word, with its hash: what the patient reads is what is stored. */
  readonly text: string;
  readonly textSha256: string;
  readonly form: FormState;
}

/** What a patient agrees to when their plan is paid by itself. The box is never ticked for them. */
export function AutopayPage({ shell, idempotencyKey, patient, id, number, form, ...offer }: AutopayPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Automatic payments: ${number}`}
      heading="Automatic payments"
      back={{ href: `/plans/${id}`, label: `Payment plan ${number}` }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
      width="narrow"
    >
      <Card title="What the patient agrees to" id="consent">
        <p>{offer.text}</p>
        <form method="post" action={`/plans/${id}/autopay`} novalidate data-once class="stack">
          <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
          <input type="hidden" name="card" value={offer.cardId} />
          <input type="hidden" name="textSha256" value={offer.textSha256} />
          <label class="check" for={fieldId('agreed')}>
            <input
              type="checkbox"
              id={fieldId('agreed')}
              name="agreed"
              value="on"
              aria-invalid={problemOf(form, 'agreed') ? 'true' : undefined}
            />
            <span>The patient has read this and agrees to it</span>
          </label>
          <div class="fields">
            <Field
              form={form}
              name="acceptedName"
              label="Agreed by"
              hint="The name as it is signed. Not between dose and discharge."
              maxlength={200}
            />
            <SelectField form={form} name="method" label="How" options={SIGNING_METHODS_SHOWN} />
          </div>
          <div class="form-end">
            <Button kind="primary">Start automatic payments</Button>
            <ButtonLink href={`/plans/${id}`}>Pay another way</ButtonLink>
          </div>
        </form>
      </Card>
    </StaffPage>
  );
}
