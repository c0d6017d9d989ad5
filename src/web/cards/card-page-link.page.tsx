import { ButtonLink } from '../ui/button';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { QrCode } from '../ui/qr-code';
import { StaffPage, type Shell } from '../ui/staff-page';

export interface CardPageLinkPageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  /** The hosted page, open for about half an hour. */
  readonly url: string;
  readonly consentText: string;
}

/** The page on which a patient saves a card, as a code to scan with their own phone. */
export function CardPageLinkPage({ shell, patient, url, consentText }: CardPageLinkPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Add a card: ${patient.name}`}
      heading="The patient’s phone"
      back={{ href: `/patients/${patient.id}/cards/new`, label: 'Add a card' }}
      lead={<PatientFacts patient={patient} isNamed />}
      width="narrow"
    >
      <Card>
        <div class="link-card">
          <QrCode text={url} label="QR code of the card page" />
          <div class="link-text">
            <p>The patient scans the code and types the card there. Good for half an hour, and for one card.</p>
            <p class="link-url">
              <a href={url}>Open the card page</a>
            </p>
            <blockquote class="said">{consentText}</blockquote>
            <ButtonLink href={`/patients/${patient.id}#cards`} kind="primary">
              Saved? See the cards
            </ButtonLink>
          </div>
        </div>
      </Card>
    </StaffPage>
  );
}
