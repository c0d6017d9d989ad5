import { Button } from '../ui/button';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { CardTags, type CardShown } from './cards-on-file';

export interface RemoveCardPageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  readonly card: CardShown;
}

/** A second look before a card is let go of: it can only be saved anew. */
export function RemoveCardPage({ shell, patient, card }: RemoveCardPageProps) {
  const base = `/patients/${patient.id}`;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Remove a card: ${patient.name}`}
      heading="Remove a card"
      back={{ href: `${base}#cards`, label: 'Patient billing' }}
      lead={<PatientFacts patient={patient} isNamed />}
      width="narrow"
    >
      <Card>
        <form method="post" action={`${base}/cards/${card.id}/remove`} data-once>
          <FormTokens csrf={shell.csrf} />
          <p>
            <strong>{card.name}</strong> <CardTags card={card} />
          </p>
          <p>
            From now on nothing can be charged to it, by anybody: the patient’s consent is taken back, and the card
            processor forgets it. What was paid with it stays paid. Only the patient can save it again.
          </p>
          <div class="form-end">
            <Button kind="primary">{`Remove ${card.name}`}</Button>
          </div>
        </form>
      </Card>
    </StaffPage>
  );
}
