import { Temporal } from 'temporal-polyfill';
import { businessDateOf } from '../../../kernel/business-date';
import type { ClinicView } from '../../clinics/clinic.view';
import type { DisputeView } from '../../payments/dispute.view';
import type { DisputeEvidenceModel, EvidencePaper } from '../models/dispute-evidence.model';
import type { DisputedPaymentFacts, PaperFacts } from '../persistence/dispute-facts.reader';
import { printedPractice } from '../sources/printed-parties';
import { tenderLabel } from './tender-label';

export interface DisputeEvidenceFacts {
  readonly clinic: ClinicView;
  readonly dispute: DisputeView;
  readonly payment: DisputedPaymentFacts;
  readonly papers: readonly PaperFacts[];
}

/** The bank's reasons in words (docs.stripe.com/disputes/categories). */
const REASONS: Readonly<Record<string, string>> = {
  fraudulent: 'The cardholder says the payment was not theirs',
  unrecognized: 'The cardholder does not recognize the payment',
  duplicate: 'The cardholder says they paid twice',
  product_not_received: 'The cardholder says they did not get what was paid for',
  product_unacceptable: 'The cardholder says what they got was not as agreed',
  subscription_canceled: 'The cardholder says they had canceled',
  credit_not_processed: 'The cardholder expects a refund',
};

const PAPERS: Readonly<Record<string, string>> = {
  receipt: 'Receipt',
  invoice: 'Invoice',
  statement: 'Statement',
  agreement: 'Payment plan agreement',
  estimate: 'Estimate of charges',
  consent: 'Card authorization',
};

/** What the evidence pack of a dispute says. Nothing in it names a person, a service or a reason for care. */
export function composeDisputeEvidence(facts: DisputeEvidenceFacts): DisputeEvidenceModel {
  const { clinic, dispute, payment } = facts;
  const dayOf = (instant: string): string => businessDateOf(Temporal.Instant.from(instant), clinic.timeZone).toString();
  return {
    caseNumber: dispute.processorId,
    openedOn: dayOf(dispute.openedAt),
    openedAt: dispute.openedAt,
    dueOn: dispute.evidenceDueAt && dayOf(dispute.evidenceDueAt),
    reason: REASONS[dispute.reason] ?? 'The cardholder disputes the payment',
    practice: printedPractice(clinic),
    disputedCents: dispute.amountCents,
    payment: {
      paidOn: payment.paidOn,
      amountCents: payment.amountCents,
      // Whether it was a health account's card is nobody's business here.
      card: tenderLabel({ ...payment, type: payment.tenderType, spendsHsaFsa: false }),
      taken:
        payment.tenderType === 'card_on_file'
          ? 'Charged to the card the cardholder had saved'
          : 'Entered by the cardholder on the processor’s secure page',
      invoiceNumber: payment.invoiceNumber,
      receiptNumber: payment.receiptNumber,
    },
    papers: papersOf(facts),
  };
}

/** The bill comes first; a paper of an unknown kind has no name that would be safe to print. */
function papersOf({ payment, papers }: DisputeEvidenceFacts): EvidencePaper[] {
  const { invoiceNumber, invoicedOn } = payment;
  const bill = invoiceNumber && invoicedOn ? [{ kind: 'invoice', number: invoiceNumber, issuedOn: invoicedOn }] : [];
  return [...bill, ...papers.filter(({ kind }) => kind !== 'invoice')].flatMap(({ kind, number, issuedOn }) => {
    const name = PAPERS[kind];
    return name ? [{ name, number, issuedOn }] : [];
  });
}
