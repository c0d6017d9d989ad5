import fc from 'fast-check';
import { assertMayMove, isUnclaimed, LETTER_DAYS, movableFrom } from '../../../src/domain/payments/unclaimed-credit';
import { compareDates, parseBusinessDate } from '../../../src/kernel/business-date';

const day = parseBusinessDate;
const days = fc.integer({ min: 0, max: 6_000 }).map((n) => day('2020-01-31').add({ days: n }));
const terms = fc.record({ today: days, dormancyMonths: fc.integer({ min: 6, max: 120 }) });

describe('Money nobody has claimed', () => {
  it.each([
    ['2026-03-02', '2029-03-01', false],
    ['2026-03-02', '2029-03-02', true],
    // The month has no such day: its last.
    ['2024-02-29', '2027-02-28', true],
    ['2024-02-29', '2027-02-27', false],
  ])('that last moved on %s counts as unclaimed on %s: %s', (lastMovedOn, today, is) => {
    expect(isUnclaimed({ lastMovedOn: day(lastMovedOn) }, { today: day(today), dormancyMonths: 36 })).toBe(is);
  });

  it('moves only after its time and sixty days after a letter about this very money', () => {
    fc.assert(
      fc.property(days, fc.option(days, { nil: undefined }), terms, (lastMovedOn, letterSentOn, at) => {
        const held = { lastMovedOn, letterSentOn };
        const from = movableFrom(held);
        const isFree =
          compareDates(lastMovedOn.add({ months: at.dormancyMonths }), at.today) <= 0 &&
          letterSentOn !== undefined &&
          compareDates(letterSentOn, lastMovedOn) >= 0 &&
          compareDates(letterSentOn.add({ days: LETTER_DAYS }), at.today) <= 0;
        const refusal = (() => {
          try {
            assertMayMove(held, at);
            return undefined;
          } catch (error) {
            return (error as { code: string }).code;
          }
        })();
        expect(refusal === undefined).toBe(isFree);
        if (from === undefined) expect(refusal).toBeDefined();
      }),
    );
  });
});
