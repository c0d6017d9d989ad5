import { claimDeadline } from '../../../src/domain/claims/claim-deadline';
import { CLAIM_STATES, CLAIM_MOVES } from '../../../src/domain/claims/claim-state';
import { isPutOnPatient } from '../../../src/domain/claims/disposition';
import { parseBusinessDate as day } from '../../../src/kernel/business-date';

describe('the deadline of a claim', () => {
  const days = { filingDueOn: day('2027-02-08'), appealDueOn: day('2027-05-30') };
  const of = (status: (typeof CLAIM_STATES)[number]) => claimDeadline({ status, ...days });

  it.each(['draft', 'validated', 'rejected', 'rework'] as const)('of a %s claim is the filing date', (status) => {
    expect(of(status)).toEqual({ for: 'filing', on: days.filingDueOn });
  });

  it.each(['denied', 'partly_paid'] as const)('of a %s claim is the appeal date', (status) => {
    expect(of(status)).toEqual({ for: 'appeal', on: days.appealDueOn });
    expect(claimDeadline({ status, filingDueOn: days.filingDueOn })).toBeUndefined();
  });

  it('of an appeal is asked for only where one can be made', () => {
    for (const status of CLAIM_STATES)
      if (of(status)?.for === 'appeal') expect(CLAIM_MOVES[status].appeal).toBe('appealed');
  });

  it.each(['submitted', 'accepted', 'paid', 'appealed', 'self_pay', 'written_off', 'replaced'] as const)(
    'does not run for a claim that is %s',
    (status) => expect(of(status)).toBeUndefined(),
  );
});

describe('what a payer puts on the patient', () => {
  it.each([
    ['PR', '96', true],
    ['PR', '204', true],
    ['PR', '1', false],
    ['CO', '96', false],
    ['OA', '204', false],
  ] as const)('%s %s: %s', (group, reason, expected) => expect(isPutOnPatient({ group, reason })).toBe(expected));
});
