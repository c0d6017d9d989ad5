import fc from 'fast-check';
import {
  isRefundAhead,
  isRefundBooked,
  nextRefundState,
  REFUND_EVENTS,
  REFUND_TENDER_STATES,
  type RefundEvent,
  refundStatus,
  type RefundTenderState,
} from '../../../src/domain/payments/refund-state';

describe('One part of a refund', () => {
  const MOVES: Record<RefundTenderState, Partial<Record<RefundEvent, RefundTenderState>>> = {
    awaiting_approval: { approved: 'requested', rejected: 'rejected', failed: 'failed' },
    rejected: {},
    requested: { outcome_unknown: 'unknown', pending: 'pending', succeeded: 'succeeded', failed: 'failed' },
    unknown: { pending: 'pending', succeeded: 'succeeded', failed: 'failed' },
    pending: { succeeded: 'succeeded', failed: 'failed' },
    succeeded: { failed: 'failed' },
    failed: {},
  };
  it.each(REFUND_TENDER_STATES.flatMap((state) => REFUND_EVENTS.map((event) => [state, event] as const)))(
    '%s goes where %s leads, and nowhere else',
    (state, event) => expect(nextRefundState(state, event)).toBe(MOVES[state][event]),
  );

  it('ends the same in whatever order and however often the processor reports', () => {
    const reports = fc.subarray(['pending', 'succeeded', 'failed'] as const, { minLength: 1 });
    const inAnyOrder = reports.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
    );
    const after = (events: readonly RefundEvent[]): RefundTenderState =>
      events.reduce<RefundTenderState>((state, event) => nextRefundState(state, event) ?? state, 'requested');
    fc.assert(fc.property(inAnyOrder, ([list, shuffled]) => expect(after(shuffled)).toBe(after(list))));
  });

  it('is kept aside, booked, or over', () => {
    expect(REFUND_TENDER_STATES.filter(isRefundAhead)).toEqual(['awaiting_approval', 'requested', 'unknown']);
    expect(REFUND_TENDER_STATES.filter(isRefundBooked)).toEqual(['pending', 'succeeded']);
  });
});

describe('A whole refund', () => {
  it.each<[RefundTenderState[], string]>([
    [['awaiting_approval', 'awaiting_approval'], 'awaiting_approval'],
    [['rejected', 'rejected'], 'rejected'],
    [['succeeded', 'requested'], 'requested'],
    [['requested', 'unknown'], 'unknown'],
    [['succeeded', 'pending'], 'pending'],
    [['failed', 'pending'], 'pending'],
    [['succeeded', 'succeeded'], 'succeeded'],
    [['succeeded', 'failed'], 'partly_failed'],
    [['failed'], 'failed'],
  ])('of parts that are %j is %s', (parts, status) => expect(refundStatus(parts)).toBe(status));
});
