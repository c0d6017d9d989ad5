import fc from 'fast-check';
import type { DecidedCharge, DecidedClaim } from '../../../src/domain/claims/adjudicate-claim';
import {
  type ChargeState,
  linesOfPlan,
  planClaimPosting,
  sharesOf,
} from '../../../src/domain/claims/plan-claim-posting';
import { isBalanced, type JournalLine } from '../../../src/domain/ledger/journal';
import type { ChargeId, PatientId, PaymentId } from '../../../src/kernel/ids';
import { Money } from '../../../src/kernel/money';

const CHARGE = 'c1' as ChargeId;
const PATIENT = { patientId: 'p1' as PatientId };
const ZERO = Money.ZERO;

const decided = (
  event: DecidedClaim['event'],
  amounts: Partial<Record<'paid' | 'contractual' | 'patient', number>>,
): DecidedClaim<ChargeId> => {
  const cents = (key: keyof typeof amounts) => Money.cents(amounts[key] ?? 0);
  const charge: DecidedCharge<ChargeId> = {
    chargeId: CHARGE,
    paid: cents('paid'),
    contractual: cents('contractual'),
    patient: cents('patient'),
    denied: ZERO,
    notCovered: ZERO,
    rework: ZERO,
    forwarded: ZERO,
    needsReview: false,
  };
  return { event, charges: [charge], lines: [] };
};

const state = (insurance: number, patient = 0, paid: readonly number[] = []): ChargeState => ({
  chargeId: CHARGE,
  insuranceOpen: Money.cents(insurance),
  patientOpen: Money.cents(patient),
  payments: paid.map((cents, index) => ({ paymentId: `pay${index}` as PaymentId, amount: Money.cents(cents) })),
});

/** What the lines leave on an account for the charge. */
const moved = (lines: readonly JournalLine[], account: number): number =>
  Money.sum(lines.filter((line) => line.accountNumber === account).map((line) => line.amount)).toJSON();

describe('Planning what a remittance does to a charge', () => {
  it('refuses to take more off insurance than is open', () => {
    expect(planClaimPosting([decided('pay', { paid: 100, contractual: 1 })], [state(100)])).toBe('exceeds_receivable');
  });

  it('credits the newest payment first when a payer takes the patient’s share back', () => {
    const plan = planClaimPosting([decided('reverse', { paid: -700, patient: -300 })], [state(0, 0, [200, 100])]);
    expect(plan).toMatchObject({
      charges: [
        {
          overpaid: [
            { paymentId: 'pay0', amount: { cents: 200n } },
            { paymentId: 'pay1', amount: { cents: 100n } },
          ],
        },
      ],
    });
  });

  it('refuses when the patient’s share was lowered by other means than paying', () => {
    expect(planClaimPosting([decided('reverse', { patient: -300 })], [state(0, 0, [250])])).toBe(
      'patient_balance_adjusted',
    );
  });

  it('leaves a closure alone while nothing is decided again', () => {
    const closed = { ...state(0), closure: { kind: 'write_off', amount: Money.cents(100), discount: ZERO } as const };
    expect(planClaimPosting([decided('deny', {})], [closed])).toMatchObject({ charges: [{ undo: undefined }] });
  });

  it('never leaves anything below zero, balances, and moves the patient’s balance by exactly the shares', () => {
    const cents = fc.integer({ min: 0, max: 50_000 });
    fc.assert(
      fc.property(
        cents,
        cents,
        cents,
        cents,
        fc.boolean(),
        fc.boolean(),
        (paid, contractual, patient, discount, isClosed, reverses) => {
          const total = paid + contractual + patient;
          const agreed = Math.max(total - discount, 0);
          const closure = {
            kind: 'self_pay',
            amount: Money.cents(total),
            discount: Money.cents(total - agreed),
          } as const;
          const before: ChargeState = isClosed ? { ...state(0, 0, [agreed]), closure } : state(total);
          const steps = [...(reverses ? [decided('reverse', {})] : []), decided('pay', { paid, contractual, patient })];
          const plan = planClaimPosting(steps, [before]);
          if (typeof plan === 'string') throw new Error(plan);
          const lines = linesOfPlan(plan, PATIENT);
          expect(lines.length === 0 || isBalanced(lines)).toBe(true);
          expect(before.insuranceOpen.toJSON() + moved(lines, 1200)).toBe(0);
          const left = before.patientOpen.toJSON() + moved(lines, 1100);
          expect(left).toBe(Math.max(patient - (isClosed ? agreed : 0), 0));
          const shares = Money.sum(sharesOf(plan).map(({ amount, discount: off }) => amount.minus(off)));
          const credited = Money.sum(plan.charges.flatMap(({ overpaid }) => overpaid.map(({ amount }) => amount)));
          expect(shares.plus(credited).toJSON()).toBe(moved(lines, 1100));
        },
      ),
    );
  });
});
