import type { Money } from '../../kernel/money';
import type { PaymentState } from './payment-state';

/** What decides whether a payment may still be taken back as entered in error. */
export interface PaymentToVoid {
  readonly state: PaymentState;
  /** A processor holds the money of one of its tenders. */
  readonly isAtProcessor: boolean;
  /** Some of it was given back, or is about to be. */
  readonly isRefunded: boolean;
  /** It is of the clinic's business day, which is still open. */
  readonly isOfToday: boolean;
  readonly amount: Money;
  /** What of it paid charges when it was taken. */
  readonly allocated: Money;
  /** What of it is held for the patient now. */
  readonly held: Money;
  /** What of it still pays those charges. */
  readonly applied: Money;
}

/** Why a payment is not voided, as a code and in words for the desk. */
export interface VoidRefusal {
  readonly because: 'not_taken' | 'at_processor' | 'refunded' | 'day_over' | 'moved_on';
  readonly detail: string;
}

/**
 * Whether a payment may be voided: nothing when it may. Only what was written down by mistake is voided, and only while its
 * day is open; money that moved is given back by a refund.
 */
export function voidRefusal(payment: PaymentToVoid): VoidRefusal | undefined {
  if (payment.isRefunded)
    return { because: 'refunded', detail: 'Part of this payment was given back. Refund the rest instead.' };
  if (payment.state !== 'succeeded')
    return { because: 'not_taken', detail: 'Nothing of this payment can be taken back.' };
  if (payment.isAtProcessor)
    return { because: 'at_processor', detail: 'The card was really charged. Refund the payment instead.' };
  if (!payment.isOfToday)
    return { because: 'day_over', detail: 'The day of this payment is over. Refund the payment instead.' };
  if (!isUntouched(payment))
    return {
      because: 'moved_on',
      detail: 'Credit of this payment was spent, or what it paid was changed since. Refund the payment instead.',
    };
  return undefined;
}

/** Whether the money still lies where it was put. A charge that was lowered since has left a credit of its own. */
const isUntouched = ({ amount, allocated, held, applied }: PaymentToVoid): boolean =>
  applied.equals(allocated) && held.equals(amount.minus(allocated));
