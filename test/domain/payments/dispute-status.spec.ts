import fc from 'fast-check';
import { isAnswerable, isDisputeOver, isInquiry, nextDisputeStatus } from '../../../src/domain/payments/dispute-status';

const STATUSES = [
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'needs_response',
  'under_review',
  'prevented',
  'lost',
  'won',
];
const fold = (told: readonly string[]): string => told.reduce((known, next) => nextDisputeStatus(known, next));

describe('Where a dispute stands', () => {
  it('is the same whatever order the reports came in, and however often', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.constantFrom(...STATUSES), { minLength: 1, maxLength: 8 })
          .chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length }))),
        ([told, shuffled]) => fold(told) === fold([...shuffled, ...told.slice(0, 2)]),
      ),
    );
  });

  it.each([
    ['warning_needs_response', 'needs_response', 'needs_response'],
    ['under_review', 'needs_response', 'under_review'],
    ['won', 'lost', 'won'],
    ['lost', 'won', 'won'],
    ['lost', 'appeal_needs_response', 'appeal_needs_response'],
    ['appeal_under_review', 'lost', 'lost'],
    ['won', 'a_word_of_tomorrow', 'won'],
  ])('%s, then told %s: %s', (known, told, next) => {
    expect(nextDisputeStatus(known, told)).toBe(next);
  });

  it('says what may be answered, what is over, and what has moved no money', () => {
    expect(STATUSES.filter(isAnswerable)).toEqual(['warning_needs_response', 'needs_response']);
    expect(STATUSES.filter(isDisputeOver)).toEqual(['warning_closed', 'prevented', 'lost', 'won']);
    expect(STATUSES.filter(isInquiry)).toEqual(['warning_needs_response', 'warning_under_review', 'warning_closed']);
  });
});
