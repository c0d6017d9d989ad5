import type { Permission } from '../../modules/access/permissions';
import type { ApprovalKind } from '../../modules/tasks/approval-kinds';
import type { TaskKind } from '../../modules/tasks/task-kinds';
import type { TaskView } from '../../modules/tasks/task.view';

interface TaskWords {
  readonly title: string;
  /** What it means and what to do about it. */
  readonly advice: string;
}

/** What each kind of task is called at the desk, and what to do about it. */
export const TASK_WORDS: Readonly<Record<TaskKind, TaskWords>> = {
  payment_unknown: {
    title: 'Card payment not answered',
    advice:
      'The processor has not said whether the money was taken. Do not take it again: it is asked every minute. If this stays for an hour, look the payment up in the processor’s dashboard.',
  },
  event_quarantined: {
    title: 'Processor report set aside',
    advice:
      'The processor reported something that does not match the books. Nothing was booked. Compare the amounts, then book or dismiss it.',
  },
  unexpected_credit: {
    title: 'Money nobody expected',
    advice:
      'A page was paid after the bill was changed, closed or paid another way, or the payer decided again and left less to the patient. The money stands as the patient’s credit: apply it or give it back.',
  },
  refund_failed: {
    title: 'Refund failed',
    advice:
      'The money came back to the clinic and the patient is still owed it. Ask the patient how to return it; HSA/FSA money goes back to an HSA/FSA account only.',
  },
  dispute_opened: {
    title: 'Payment disputed',
    advice: 'The patient’s bank has taken the money back for now. Answer with evidence before the date, or accept it.',
  },
  dispute_lost_unplaced: {
    title: 'Disputed money nobody owes',
    advice:
      'The bank kept money that had been given back to the patient before. It is booked as a loss: ask the patient for it, or leave it.',
  },
  fraud_warning: {
    title: 'Bank suspects fraud',
    advice: 'The card’s bank suspects fraud in a payment. Call the patient: a refund now avoids a dispute and its fee.',
  },
  check_returned: {
    title: 'Check returned unpaid',
    advice: 'The bank sent a check back. What it had paid is owed again: call the patient and take another tender.',
  },
  reconciliation_difference: {
    title: 'Books and processor differ',
    advice: 'One of the two has something the other has not. Find out which is right, then correct it in the open day.',
  },
  cash_reporting: {
    title: 'Large cash from one payer',
    advice: 'Cash over $10,000.00 from one payer is reported to the IRS on Form 8300 within 15 days.',
  },
  late_correction: {
    title: 'Correction of a sealed day',
    advice: 'A correction landed on a later day because its own was sealed. Tell whoever keeps the books.',
  },
  approval_waiting: {
    title: 'Waiting for a second person',
    advice: 'Somebody else has to agree before this is carried out.',
  },
  unclaimed_credit: {
    title: 'Credit nobody has claimed',
    advice:
      'Write to the patient at their last address and record the letter; give the money back if they answer. If they do not, it is moved to unclaimed property with a second person’s word, and reported to the state. It is never the clinic’s income.',
  },
  claim_rejected: {
    title: 'Claim turned back',
    advice:
      'The clearinghouse or the payer did not take the claim; nothing was decided about it. Correct what it names and send it again before the filing date.',
  },
  claim_denied: {
    title: 'Claim denied',
    advice:
      'The payer will not pay all of it. Appeal before the date, ask the patient only where they agreed to it in writing, or give it up.',
  },
  claim_rework: {
    title: 'Claim to be corrected',
    advice: 'The payer wants something corrected, or another payer asked first. Make a replacement of the claim.',
  },
  remittance_suspended: {
    title: 'Remittance set aside',
    advice:
      'It does not add up, or no claim can take it; nothing of it was booked. Ask the payer about the segment that is named, or take back here what stands in its way.',
  },
  remittance_unmatched: {
    title: 'Payment for an unknown claim',
    advice:
      'A payer paid for a claim that is not known here. Its money waits in the books: find whose it is, or return it.',
  },
  remittance_review: {
    title: 'Remittance to be read',
    advice:
      'A payer gave a reason the books had to guess about. See whether the patient was billed for the right part.',
  },
  seat_offered: {
    title: 'A seat for somebody who waited',
    advice: 'A seat became free and is held for the patient. Call them before the hold ends, then book it or free it.',
  },
  seat_money_to_return: {
    title: 'Money for a seat to give back',
    advice:
      'The patient paid for a group seat they do not have any more. The money is held for them: give it back, or keep it for the next session if they want that.',
  },
  installment_uncollected: {
    title: 'Installment not collected',
    advice:
      'An automatic payment could not be made, and the card is not tried again for it. The patient was written to. Call them: take it another way, or change the plan.',
  },
  late_money: {
    title: 'Late after every reminder',
    advice:
      'Every reminder was sent and it is still owed. Call the patient: offer a payment plan, ask about hardship, or look whether the bill is right.',
  },
  notice_undeliverable: {
    title: 'Patient could not be written to',
    advice:
      'There is no e-mail address, or it takes no mail. Call the patient, correct the address, and send the message again from their list.',
  },
};

/** What a second person is asked to agree to. */
export const APPROVAL_WORDS: Readonly<Record<ApprovalKind, string>> = {
  adjustment: 'Adjustment of a charge',
  refund: 'Refund',
  day_reopening: 'Reopening of a sealed day',
  period_reopening: 'Reopening of a closed month',
  unclaimed_credit: 'Move of a credit to unclaimed property',
  claim_write_off: 'Denied claim to give up',
};

/** The page of what a task is about, for whoever may open it. */
export interface SubjectPage {
  readonly href: string;
  readonly permission: Permission;
}

const PAGES: Readonly<Record<string, { readonly at: string; readonly permission: Permission }>> = {
  payment: { at: '/payments/', permission: 'payments.read' },
  patient: { at: '/patients/', permission: 'patients.read' },
  group_seat: { at: '/groups/seats/', permission: 'groups.read' },
  claim: { at: '/claims/', permission: 'claims.read' },
  remittance: { at: '/remittances/', permission: 'claims.read' },
  dispute: { at: '/disputes/', permission: 'disputes.read' },
  reconciliation_difference: { at: '/reconciliation#difference-', permission: 'reconciliation.read' },
  visit: { at: '/visits/', permission: 'visits.read' },
  approval: { at: '/tasks#approval-', permission: 'tasks.work' },
};

/** Where a task's subject has no page of its own, the payment it is about stands for it: here at a part of its page. */
const ON_PAYMENT_PAGE: Readonly<Record<string, string>> = { refund: '#refunds', tender: '', stripe_event: '' };

/** The page of what a task is about, where there is one. */
export function subjectPage({
  kind,
  subject: { type, id },
  facts,
}: Pick<TaskView, 'kind' | 'subject' | 'facts'>): SubjectPage | undefined {
  if (kind === 'unclaimed_credit') return { href: `/unclaimed#credit-${id}`, permission: 'reconciliation.read' };
  const part = ON_PAYMENT_PAGE[type];
  const paymentId = facts['paymentId'];
  if (part !== undefined)
    return typeof paymentId === 'string'
      ? { href: `/payments/${paymentId}${part}`, permission: 'payments.read' }
      : undefined;
  const found = PAGES[type];
  return found && { href: `${found.at}${id}`, permission: found.permission };
}
