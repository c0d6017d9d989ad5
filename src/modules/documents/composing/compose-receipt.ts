import { Money } from '../../../kernel/money';
import type { ClinicView } from '../../clinics/clinic.view';
import type { PatientView } from '../../patients/patient.view';
import type { ReceiptCharge, ReceiptPayment } from '../persistence/receipt-facts.reader';
import { printedPractice } from '../sources/printed-parties';
import type { ReceiptContent, ReceiptLine, ReceiptTender } from '../models/receipt.model';
import { tenderLabel } from './tender-label';

export interface ReceiptFacts {
  readonly clinic: ClinicView;
  readonly patient: PatientView;
  readonly payment: ReceiptPayment;
  readonly charges: readonly ReceiptCharge[];
}

/** What the receipt of a payment says, but for its number and dates of issue. */
export function composeReceipt(facts: ReceiptFacts): ReceiptContent {
  const { clinic, patient, payment, charges } = facts;
  const lines = charges.map((charge) => printedLine(charge, clinic));
  const sum = (cents: readonly number[]): number => Money.sum(cents.map((each) => Money.cents(each))).toJSON();
  const applied = sum(lines.map((line) => line.paidNowCents));
  return {
    paidOn: payment.paidOn,
    ...(payment.invoiceNumber ? { invoiceNumber: payment.invoiceNumber } : {}),
    practice: printedPractice(clinic),
    patient: { name: [patient.firstName, patient.middleName, patient.lastName].filter(Boolean).join(' ') },
    lines,
    tenders: payment.tenders.map(printedTender),
    amountCents: payment.amountCents,
    changeCents: sum(
      payment.tenders.map(({ amountCents, tenderedCents }) => (tenderedCents ?? amountCents) - amountCents),
    ),
    creditCents: payment.amountCents - applied,
    balanceCents: sum(lines.map((line) => line.balanceCents)),
  };
}

function printedLine(charge: ReceiptCharge, clinic: ClinicView): ReceiptLine {
  const { providerId, ...line } = charge;
  const provider = clinic.providers.find(({ id }) => id === providerId);
  return {
    ...line,
    providerName: provider ? `${provider.firstName} ${provider.lastName}, ${provider.credentials}` : '',
    balanceCents: line.chargeCents - line.adjustmentCents - line.paidBeforeCents - line.paidNowCents,
  };
}

function printedTender(tender: ReceiptPayment['tenders'][number]): ReceiptTender {
  const { amountCents, tenderedCents, reference, type } = tender;
  return {
    label: tenderLabel(tender),
    amountCents,
    // A check's number is part of its label.
    ...(reference && type !== 'check' ? { reference } : {}),
    ...(tenderedCents !== null && tenderedCents > amountCents ? { tenderedCents } : {}),
  };
}
