import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { ButtonLink } from '../ui/button';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { QrCode } from '../ui/qr-code';
import { StaffPage, type Shell } from '../ui/staff-page';

export interface PaymentLinkPageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  readonly invoiceId: string;
  readonly amount: Money;
  /** The permanent page of the patient. */
  readonly url: string;
}

/** A link the patient opens on a phone, as a code to scan and as text to send. */
export function PaymentLinkPage({ shell, patient, invoiceId, amount, url }: PaymentLinkPageProps) {
  return (
    <StaffPage
      shell={shell}
      title={`Payment link: ${patient.name}`}
      heading="Payment link"
      back={{ href: `/invoices/${invoiceId}/pay`, label: 'Take a payment' }}
      lead={<PatientFacts patient={patient} isNamed />}
      width="narrow"
    >
      <Card>
        <div class="link-card">
          <QrCode text={url} label="QR code of the payment link" />
          <div class="link-text">
            <p class="link-amount">
              <Amount of={amount} />
            </p>
            <p>The patient scans the code, or opens this link:</p>
            <p class="link-url">
              <a href={url}>{url}</a>
            </p>
            <p class="hint">
              The link stays good until the balance is paid. It shows the clinic, the first name and the amount; nothing
              about the visit.
            </p>
            <ButtonLink href={`/patients/${patient.id}`}>Back to {patient.name}</ButtonLink>
          </div>
        </div>
      </Card>
    </StaffPage>
  );
}
