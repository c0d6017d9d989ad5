import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { MoneyField, SelectField } from '../ui/field';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { LABEL_CHOICES } from './card-words';

export interface AddCardPageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  /** What the patient is told and agrees to, word for word, while no maximum is named. */
  readonly consentText: string;
  readonly form: FormState;
}

/** The field that says where the card is entered. */
export const WHERE = 'where';

/** Saves a card: whose money it is, what the patient agrees to, and where they enter it. */
export function AddCardPage({ shell, patient, consentText, form }: AddCardPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Add a card: ${patient.name}`}
      heading="Add a card"
      back={{ href: `/patients/${patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
      width="narrow"
    >
      <form method="post" action={`/patients/${patient.id}/cards/new`} novalidate>
        <FormTokens csrf={shell.csrf} />
        <div class="stack">
          <Card>
            <div class="fields">
              <SelectField
                form={form}
                name="label"
                label="Whose money is on it"
                hint="The card does not tell: ask. HSA and FSA money pays only eligible care that was given."
                options={LABEL_CHOICES}
              />
              <MoneyField
                form={form}
                name="maximum"
                label="At most, at a time"
                hint="If the patient sets a limit. The text then names it."
                width="half"
                isOptional
              />
            </div>
          </Card>
          <Card title="What the patient agrees to" id="consent">
            <blockquote class="said">{consentText}</blockquote>
            <p class="hint">
              Read it to the patient. It stands on the card page too, beside the button that saves the card; pressing it
              agrees. The number is typed there and never reaches this service.
            </p>
            <div class="form-end-both">
              <Button kind="primary" name={WHERE} value="here">
                Enter it on this computer
              </Button>
              <Button name={WHERE} value="phone">
                On the patient’s phone
              </Button>
            </div>
          </Card>
        </div>
      </form>
    </StaffPage>
  );
}
