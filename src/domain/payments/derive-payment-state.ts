import { invariant } from '../../kernel/invariant';
import type { PaymentState } from './payment-state';

/** How far the taking of one tender has come. What becomes of taken money is the payment's. */
export const TENDER_STATES = [
  'pending',
  'requires_action',
  'processing',
  'unknown',
  'succeeded',
  'declined',
  'canceled',
] as const satisfies readonly PaymentState[];
export type TenderState = (typeof TENDER_STATES)[number];

/** The least certain first: what one tender leaves open, the payment does. Money taken outweighs a tender that was not. */
const PRECEDENCE: readonly TenderState[] = [
  'unknown',
  'requires_action',
  'processing',
  'pending',
  'succeeded',
  'declined',
  'canceled',
];

/**
 * The state of a payment while it is taken, from those of its tenders.
 * @example HSA card declined, cash taken: the payment has succeeded, with the cash (DOMAIN.md S1, decline path)
 */
export function paymentStateOf(tenders: readonly TenderState[]): TenderState {
  const state = PRECEDENCE.find((candidate) => tenders.includes(candidate));
  invariant(state, 'a payment has at least one tender');
  return state;
}

/** Whether the payment is still being taken: then its state follows from its tenders, and from nothing else. */
export const isBeingTaken = (state: PaymentState): state is TenderState =>
  (TENDER_STATES as readonly PaymentState[]).includes(state);
