import fc from 'fast-check';
import {
  isBeingTaken,
  paymentStateOf,
  TENDER_STATES,
  type TenderState,
} from '../../../src/domain/payments/derive-payment-state';
import { isPaymentInFlight, nextPaymentState, PAYMENT_EVENTS } from '../../../src/domain/payments/payment-state';

const anyState = fc.constantFrom(...TENDER_STATES);
const anyStates = fc.array(anyState, { minLength: 1, maxLength: 6 });

describe('The state of a payment, from those of its tenders', () => {
  it.each<[TenderState[], TenderState]>([
    [['succeeded'], 'succeeded'],
    [['declined', 'succeeded'], 'succeeded'],
    [['canceled', 'declined'], 'declined'],
    [['canceled'], 'canceled'],
    [['succeeded', 'unknown', 'declined'], 'unknown'],
    [['pending', 'succeeded'], 'pending'],
    [['pending', 'unknown'], 'unknown'],
    [['processing', 'pending'], 'processing'],
    [['requires_action', 'processing'], 'requires_action'],
  ])('%j: %s', (tenders, state) => expect(paymentStateOf(tenders)).toBe(state));

  it('is one of theirs, in whatever order they stand', () =>
    fc.assert(
      fc.property(anyStates, (states) => {
        const state = paymentStateOf(states);
        return states.includes(state) && paymentStateOf(states.toReversed()) === state;
      }),
    ));

  it('is under way exactly as long as one of them is', () =>
    fc.assert(
      fc.property(anyStates, (states) => isPaymentInFlight(paymentStateOf(states)) === states.some(isPaymentInFlight)),
    ));

  it('has succeeded when all is known and any money was taken', () =>
    fc.assert(
      fc.property(anyStates, (states) => {
        fc.pre(!states.some(isPaymentInFlight));
        return (paymentStateOf(states) === 'succeeded') === states.includes('succeeded');
      }),
    ));

  it('cannot be of a payment without tenders', () => expect(() => paymentStateOf([])).toThrow());

  it('no report of the taking leads a tender out of the taking', () => {
    for (const state of TENDER_STATES)
      for (const event of PAYMENT_EVENTS.slice(0, 6)) {
        const next = nextPaymentState(state, event);
        expect(next === 'ignored-stale' || (next !== 'refused' && isBeingTaken(next))).toBe(true);
      }
  });
});
