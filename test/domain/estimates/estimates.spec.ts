import { estimateDeadline, lastDayToDispute, lastDayToReissue } from '../../../src/domain/estimates/estimate-clock';
import { standingOf } from '../../../src/domain/estimates/estimate-excess';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { Money } from '../../../src/kernel/money';

const day = parseBusinessDate;

describe('The clock of a Good Faith Estimate', () => {
  it.each([
    ['2026-11-23', '2026-12-09', '2026-11-27', 'scheduled_10_days_ahead'],
    ['2026-11-23', '2026-12-08', '2026-11-27', 'scheduled_10_days_ahead'],
    ['2026-11-23', '2026-12-07', '2026-11-24', 'scheduled_3_days_ahead'],
    ['2026-11-23', '2026-11-27', '2026-11-24', 'scheduled_3_days_ahead'],
    ['2026-11-24', '2026-11-30', '2026-11-25', 'scheduled_3_days_ahead'],
    ['2026-12-31', '2027-01-06', '2027-01-04', 'scheduled_3_days_ahead'],
  ])('scheduled on %s for %s: by %s', (on, serviceOn, dueBy, rule) => {
    const deadline = estimateDeadline({ scheduled: { on: day(on), for: day(serviceOn) } });
    expect([deadline?.dueBy.toString(), deadline?.rule]).toEqual([dueBy, rule]);
  });

  it('does not run when the service is closer than three business days and nobody asked', () => {
    expect(estimateDeadline({ scheduled: { on: day('2026-11-24'), for: day('2026-11-27') } })).toBeUndefined();
    expect(estimateDeadline({})).toBeUndefined();
  });

  it('runs three business days from a question, over Thanksgiving', () => {
    expect(estimateDeadline({ requestedOn: day('2026-11-25') })?.dueBy.toString()).toBe('2026-12-01');
  });

  it('takes the earlier of a question and a booking', () => {
    const scheduled = { on: day('2026-11-23'), for: day('2026-12-01') };
    expect(estimateDeadline({ requestedOn: day('2026-11-23'), scheduled })?.rule).toBe('scheduled_3_days_ahead');
    expect(estimateDeadline({ requestedOn: day('2026-11-18'), scheduled })?.dueBy.toString()).toBe('2026-11-23');
  });

  it('lets a changed estimate be issued until a business day before, and a bill be disputed for 120 days', () => {
    expect(lastDayToReissue(day('2026-11-30')).toString()).toBe('2026-11-27');
    expect(lastDayToDispute(day('2026-11-24')).toString()).toBe('2027-03-24');
  });
});

describe('What was billed against the estimate', () => {
  it.each([
    [310_000, 310_000, 0, 'within'],
    [310_000, 300_000, 0, 'within'],
    [310_000, 339_999, 29_999, 'within'],
    [310_000, 340_000, 30_000, 'alarm'],
    [310_000, 349_999, 39_999, 'alarm'],
    [310_000, 350_000, 40_000, 'stop'],
    [310_000, 350_001, 40_001, 'stop'],
    [310_000, 361_000, 51_000, 'stop'],
  ])('estimated %i, billed %i: %i above, %s', (estimated, billed, excess, level) => {
    const standing = standingOf(Money.cents(estimated), Money.cents(billed));
    expect(standing).toEqual({ excess: Money.cents(excess), level, isDisputeEligible: level === 'stop' });
  });
});
