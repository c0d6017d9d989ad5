import fc from 'fast-check';
import {
  isPaymentInFlight,
  nextPaymentState,
  PAYMENT_EVENTS,
  PAYMENT_STATES,
  type PaymentEvent,
  type PaymentState,
} from '../../../src/domain/payments/payment-state';

const SHORT: Record<string, PaymentState | 'refused' | 'ignored-stale'> = {
  act: 'requires_action',
  prc: 'processing',
  unk: 'unknown',
  suc: 'succeeded',
  dec: 'declined',
  can: 'canceled',
  par: 'partly_refunded',
  ref: 'refunded',
  dis: 'disputed',
  voi: 'voided',
  '-': 'refused',
  '~': 'ignored-stale',
};

/** Every pair, written out: events across in their declared order, `-` refused, `~` stale. */
const TABLE: [PaymentState, string][] = [
  // action proc unkn succ decl canc | part full | failed in part, in full | dispute opened won lost | void
  ['pending', 'act prc unk suc dec can - - - - - - - -'],
  ['requires_action', '~ prc unk suc dec can - - - - - - - -'],
  ['processing', '~ ~ ~ suc dec can - - - - - - - -'],
  ['unknown', 'act prc ~ suc dec can - - - - - - - -'],
  ['succeeded', '~ ~ ~ ~ ~ ~ par ref - ~ dis ~ - voi'],
  ['declined', '~ ~ ~ suc ~ can - - - - - - - -'],
  ['canceled', '~ ~ ~ suc ~ ~ - - - - - - - -'],
  ['partly_refunded', '~ ~ ~ ~ ~ ~ par ref par suc dis - - -'],
  ['refunded', '~ ~ ~ ~ ~ ~ ~ ~ par suc dis - - -'],
  ['disputed', '~ ~ ~ ~ ~ ~ - - - - ~ suc dis -'],
  ['voided', '~ ~ ~ ~ ~ ~ - - - - - - - ~'],
];
const PAIRS = TABLE.flatMap(([state, row]) =>
  row
    .split(' ')
    .map((short, index): [PaymentState, PaymentEvent, string] => [
      state,
      PAYMENT_EVENTS[index] as PaymentEvent,
      SHORT[short] as string,
    ]),
);

describe('Every pair of a payment state and an event has one answer', () => {
  it.each(PAIRS)('%s + %s: %s', (state, event, expected) => {
    expect(nextPaymentState(state, event)).toBe(expected);
  });

  it('leaves no pair out', () => {
    expect(TABLE.map(([state]) => state)).toEqual(PAYMENT_STATES);
    expect(PAIRS).toHaveLength(PAYMENT_STATES.length * PAYMENT_EVENTS.length);
    expect(new Set(PAIRS.map(([state, event]) => `${state} ${event}`)).size).toBe(PAIRS.length);
  });
});

const REPORTS = [
  'action_required',
  'processing_started',
  'outcome_unknown',
  'succeeded',
  'declined',
  'canceled',
] as const;

/** Applies events as they come; what is refused or stale changes nothing. */
function settle(events: readonly PaymentEvent[], from: PaymentState = 'pending'): PaymentState {
  return events.reduce((state: PaymentState, event) => {
    const next = nextPaymentState(state, event);
    return next === 'refused' || next === 'ignored-stale' ? state : next;
  }, from);
}

describe('Reports of the processor may repeat and come in any order', () => {
  it('a success is never overwritten by a late failure', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...REPORTS)), fc.array(fc.constantFrom(...REPORTS)), (before, after) => {
        expect(settle([...before, 'succeeded', ...after])).toBe('succeeded');
      }),
    );
  });

  it('money taken stays taken whatever is reported about the taking', () => {
    for (const state of ['succeeded', 'partly_refunded', 'refunded', 'disputed', 'voided'] as const)
      for (const report of REPORTS) expect(nextPaymentState(state, report)).toBe('ignored-stale');
  });

  it('the same reports end in the same state in any order, once the outcome is among them', () => {
    const outcome = fc.constantFrom('succeeded' as const, 'declined' as const, 'canceled' as const);
    const reports = fc
      .tuple(outcome, fc.array(fc.constantFrom(...REPORTS), { maxLength: 6 }))
      .map((parts) => parts.flat());
    const shuffled = reports.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, reordered]) => {
        expect(settle(reordered)).toBe(settle(list));
      }),
    );
  });

  it('the same report twice is the same as once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...REPORTS)), (reports) => {
        expect(settle(reports.flatMap((report) => [report, report]))).toBe(settle(reports));
      }),
    );
  });
});

describe('A payment is in flight until its outcome is known', () => {
  it.each(PAYMENT_STATES.map((state) => [state]))('%s', (state) => {
    const canStillFail = nextPaymentState(state, 'declined') === 'declined';
    expect(isPaymentInFlight(state)).toBe(canStillFail);
  });
});
