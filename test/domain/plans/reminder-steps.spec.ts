import fc from 'fast-check';
import { reminderPolicyFault, reminderStep } from '../../../src/domain/plans/reminder-steps';
import { parseBusinessDate } from '../../../src/kernel/business-date';

const policy = { reminderDays: [3, 10, 25], callDays: 40 };
const due = parseBusinessDate('2027-01-01');
const on = (day: string) => reminderStep(due, parseBusinessDate(day), policy);

describe('Reminding of late money', () => {
  it.each([
    ['2027-01-01', undefined],
    ['2027-01-03', undefined],
    ['2027-01-04', [1, 'remind', '2027-01-04']],
    ['2027-01-10', [1, 'remind', '2027-01-04']],
    ['2027-01-12', [2, 'remind', '2027-01-11']],
    ['2027-01-26', [3, 'remind', '2027-01-26']],
    ['2027-02-10', [4, 'call', '2027-02-10']],
    ['2028-01-01', [4, 'call', '2027-02-10']],
  ])('on %s is at %j', (day, expected) => {
    const step = on(day);
    expect(step && [step.number, step.act, step.reachedOn.toString()]).toEqual(expected);
  });

  it('says each step once however often it is looked at, and skips what was missed', () => {
    const looks = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(looks, (days) => {
        const said = [...days]
          .sort((a, b) => a - b)
          .flatMap((day) => reminderStep(due, due.add({ days: day }), policy)?.reachedOn.toString() ?? []);
        expect(new Set(said).size).toBeLessThanOrEqual(policy.reminderDays.length + 1);
        expect([...said].sort()).toEqual(said);
      }),
    );
  });

  it('refuses days that do not rise', () => {
    expect(reminderPolicyFault(policy)).toBeUndefined();
    expect(reminderPolicyFault({ reminderDays: [], callDays: 0 })).toBeUndefined();
    for (const wrong of [
      { reminderDays: [3, 3], callDays: 0 },
      { reminderDays: [10, 3], callDays: 0 },
      { reminderDays: [3, 10], callDays: 10 },
      { reminderDays: [0], callDays: 0 },
      { reminderDays: [1, 2, 3, 4, 5, 6, 7], callDays: 0 },
    ])
      expect(reminderPolicyFault(wrong)).toBeDefined();
  });
});
