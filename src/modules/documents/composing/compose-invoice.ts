import type { ClinicView } from '../../clinics/clinic.view';
import type { InvoiceLineView, InvoiceView } from '../../charges/invoice.view';
import type { PatientView } from '../../patients/patient.view';
import { Money } from '../../../kernel/money';
import { adjustmentLabel } from './adjustment-label';
import type { IssueFacts } from '../issuing/document-file';
import type { InvoiceLine, InvoiceModel, InvoiceTotals } from '../models/invoice.model';
import type { PaymentFacts } from '../persistence/superbill-facts.reader';
import { printedPractice, printedRecipient } from '../sources/printed-parties';
import { tenderLabel } from './tender-label';

export interface InvoicePaperFacts {
  readonly clinic: ClinicView;
  readonly patient: PatientView;
  readonly invoice: InvoiceView;
  readonly payments: readonly PaymentFacts[];
  readonly payUrl?: string;
}

/** What the paper of an invoice says, before its version. */
export function composeInvoice(facts: InvoicePaperFacts): Omit<InvoiceModel, keyof IssueFacts> {
  const { clinic, patient, invoice, payUrl } = facts;
  return {
    invoicedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    standing: invoice.status === 'void' ? 'void' : invoice.balanceCents > 0 ? 'due' : 'settled',
    practice: printedPractice(clinic),
    patient: printedRecipient(patient),
    lines: invoice.lines.map((line) => printedLine(line, invoice)),
    totals: totalsOf(invoice),
    payments: facts.payments.map((payment) => ({
      paidOn: payment.paidOn,
      tenders: payment.tenders.map((tender) => ({ label: tenderLabel(tender), amountCents: tender.amountCents })),
      appliedCents: sum(payment.applied.map(({ amountCents }) => amountCents)),
    })),
    hsaFsaEligibleCents: invoice.hsaFsaEligibleCents,
    message: clinic.policies.payPage.message,
    ...(payUrl ? { payUrl } : {}),
  };
}

const sum = (cents: readonly number[]): number => Money.sum(cents.map((each) => Money.cents(each))).toJSON();

const printedLine = (line: InvoiceLineView, { status }: InvoiceView): InvoiceLine => ({
  dateOfService: line.dateOfService,
  description: line.description,
  quantity: line.quantity,
  isHsaFsaEligible: line.hsaFsaEligible && line.isRendered,
  chargeCents: line.listPriceCents,
  adjustments: status === 'void' ? adjustmentsAsOne(line) : standingAdjustments(line),
  paidCents: line.paidCents,
  balanceCents: line.openCents,
});

const standingAdjustments = ({ adjustments }: InvoiceLineView): InvoiceLine['adjustments'] =>
  adjustments
    .filter(({ status }) => status === 'posted')
    .map(({ type, amountCents }) => ({ label: adjustmentLabel(type), amountCents }));

/** A void bill shows what it was; which of its adjustments went with it does not matter any more. */
function adjustmentsAsOne({ adjustmentCents, writtenOffCents }: InvoiceLineView): InvoiceLine['adjustments'] {
  const amountCents = adjustmentCents + writtenOffCents;
  return amountCents === 0 ? [] : [{ label: 'Adjusted', amountCents }];
}

const totalsOf = ({ lines, paidCents, balanceCents }: InvoiceView): InvoiceTotals => ({
  chargeCents: sum(lines.map((line) => line.listPriceCents)),
  adjustmentCents: sum(lines.map((line) => line.adjustmentCents + line.writtenOffCents)),
  paidCents,
  balanceCents,
});
