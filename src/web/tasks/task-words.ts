import type { ApprovalKind } from '../../modules/tasks/approval-kinds';
import type { TaskKind } from '../../modules/tasks/task-kinds';

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
      'A page was paid after the bill was changed, closed or paid another way. The money stands as the patient’s credit: apply it or give it back.',
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
};

/** What a second person is asked to agree to. */
export const APPROVAL_WORDS: Readonly<Record<ApprovalKind, string>> = {
  adjustment: 'Adjustment of a charge',
  refund: 'Refund',
  day_reopening: 'Reopening of a sealed day',
};

/** The page of what a task is about, where there is one. */
export function subjectHref({ type, id }: { readonly type: string; readonly id: string }): string | undefined {
  return type === 'payment' ? `/payments/${id}` : undefined;
}
