import fc from 'fast-check';
import { type ComingCharge, isCardWarned, isNoticeTime, noticeDay } from '../../../src/domain/plans/collection-notices';
import { compareDates, parseBusinessDate } from '../../../src/kernel/business-date';
import { Money } from '../../../src/kernel/money';

const day = parseBusinessDate;
const charge = (amount: number, agreed: number, previous?: number): ComingCharge => ({
  dueOn: day('2027-03-31'),
  amount: Money.cents(amount),
  agreed: Money.cents(agreed),
  ...(previous === undefined ? {} : { previous: Money.cents(previous) }),
});

describe('Telling of a charge to come', () => {
  it.each([
    ['the first one', charge(46_334, 46_334), '2027-03-27'],
    ['the same as before', charge(46_334, 46_334, 46_334), '2027-03-27'],
    ['a cent less than before', charge(46_333, 46_333, 46_334), '2027-03-21'],
    ['less than agreed', charge(20_000, 46_334), '2027-03-21'],
  ])('%s is told on %s', (_name, coming, expected) => expect(noticeDay(coming).toString()).toBe(expected));

  it('is never done on the day itself or later, and stays due once it is', () => {
    const cents = fc.integer({ min: 50, max: 100_000 });
    const days = fc.integer({ min: -20, max: 40 });
    fc.assert(
      fc.property(cents, cents, fc.option(cents, { nil: undefined }), days, (amount, agreed, previous, before) => {
        const coming = charge(amount, agreed, previous);
        const today = coming.dueOn.subtract({ days: before });
        if (before <= 0) expect(isNoticeTime(coming, today)).toBe(false);
        else expect(isNoticeTime(coming, today)).toBe(compareDates(noticeDay(coming), today) <= 0);
        if (amount !== agreed) expect(isNoticeTime(coming, coming.dueOn.subtract({ days: 10 }))).toBe(true);
      }),
    );
  });

  it('warns of a card that will not be good for it', () => {
    expect(isCardWarned(day('2027-03-31'), day('2027-03-31'), day('2027-01-01'))).toBe(false);
    expect(isCardWarned(day('2027-02-28'), day('2027-03-31'), day('2027-01-01'))).toBe(true);
    expect(isCardWarned(day('2027-03-31'), day('2027-03-31'), day('2027-03-01'))).toBe(true);
  });
});
