import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { DECLINE_ADVICE } from '../../../src/domain/payments/decline-advice';
import { type FailedTry, MOST_TRIES, nextTry, type TriesBefore } from '../../../src/domain/plans/collection-retries';
import { businessDateOf, parseBusinessDate } from '../../../src/kernel/business-date';

const declined = (declineCode: string, adviceCode: string | null = null): FailedTry => ({
  outcome: 'declined',
  decline: { code: 'card_declined', declineCode, adviceCode },
});
const outage: FailedTry = { outcome: 'unavailable' };
const start = Temporal.Instant.from('2027-01-31T17:00:00Z');

/** Tries as told until it stops or the story is over. */
function run(story: readonly FailedTry[]) {
  let at = start;
  let before: TriesBefore = { declines: 0, outages: 0 };
  const days: string[] = [];
  for (const failed of story) {
    const on = businessDateOf(at, 'UTC');
    days.push(on.toString());
    const next = nextTry(before, failed, { at, on });
    if (next.next === 'stop') return { days, declines: before.declines, reason: next.reason };
    if (next.next === 'on_day') {
      at = next.on.toZonedDateTime({ timeZone: 'UTC', plainTime: '17:00' }).toInstant();
      before = { declines: next.declines, outages: 0 };
    } else {
      before = { ...before, outages: next.outages, awaySince: before.awaySince ?? at };
      at = next.at;
    }
  }
  return { days, declines: before.declines, reason: undefined };
}

describe('Trying an installment again', () => {
  it('after declines is done four times over two weeks', () => {
    expect(run(Array<FailedTry>(9).fill(declined('insufficient_funds')))).toMatchObject({
      days: ['2027-01-31', '2027-02-03', '2027-02-07', '2027-02-14'],
      reason: 'tries_used_up',
    });
  });

  it.each([
    ['lost_card', null, 'hard_decline'],
    ['stolen_card', null, 'hard_decline'],
    ['expired_card', null, 'hard_decline'],
    ['generic_decline', 'do_not_try_again', 'hard_decline'],
    ['authentication_required', null, 'needs_holder'],
    ['incorrect_cvc', null, 'card_details'],
    ['generic_decline', 'confirm_card_data', 'card_details'],
  ] as const)('after %s (advice %s) is not done: %s', (code, advice, reason) => {
    expect(run([declined(code, advice), declined(code, advice)])).toMatchObject({ days: ['2027-01-31'], reason });
  });

  it('is not done when the card is gone', () => {
    const gone: FailedTry = {
      outcome: 'declined',
      decline: { code: 'payment_method_unusable', declineCode: 'payment_method_unusable', adviceCode: null },
    };
    expect(run([gone])).toMatchObject({ reason: 'card_gone' });
  });

  it('after an outage is done within minutes, and costs no try', () => {
    const next = nextTry({ declines: 2, outages: 0 }, outage, { at: start, on: parseBusinessDate('2027-01-31') });
    expect(next).toMatchObject({ next: 'at_moment', outages: 1 });
    expect(next.next === 'at_moment' && next.at.since(start).total('minutes')).toBe(15);
    const story = [outage, outage, declined('insufficient_funds'), outage, declined('insufficient_funds')];
    expect(run(story)).toMatchObject({ declines: 2, reason: undefined });
  });

  it('is given up when nobody could be asked for three days', () => {
    expect(run(Array<FailedTry>(60).fill(outage))).toMatchObject({ declines: 0, reason: 'processor_away' });
  });

  it('ends whatever the bank says, after four declines at most, the last two weeks after the first', () => {
    const tries = fc.oneof(
      fc.constant(outage),
      fc
        .tuple(
          fc.constantFrom(...Object.keys(DECLINE_ADVICE), 'never_heard_of'),
          fc.constantFrom(null, 'try_again_later', 'do_not_try_again', 'confirm_card_data'),
        )
        .map(([code, advice]) => declined(code, advice)),
    );
    fc.assert(
      fc.property(fc.array(tries, { minLength: 200, maxLength: 200 }), (story) => {
        const { days, declines, reason } = run(story);
        expect(reason).toBeDefined();
        expect(declines).toBeLessThan(MOST_TRIES);
        expect([...days].sort()).toEqual(days);
        if (reason === 'tries_used_up')
          expect(
            parseBusinessDate(days[0]!).until(parseBusinessDate(days.at(-1)!), { largestUnit: 'days' }).days,
          ).toBeGreaterThanOrEqual(14);
      }),
    );
  });
});
