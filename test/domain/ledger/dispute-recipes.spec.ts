import fc from 'fast-check';
import {
  disputeAmountRecipe,
  disputeFeeRecipe,
  giveBack,
  givenBackRecipe,
  takenBackRecipe,
} from '../../../src/domain/ledger/dispute-recipes';
import { isBalanced, type JournalLine } from '../../../src/domain/ledger/journal';
import type { RefundSource } from '../../../src/domain/payments/refund-sources';
import type { ChargeId, PatientId, PaymentId } from '../../../src/kernel/ids';
import { Money } from '../../../src/kernel/money';

const $ = (cents: number): Money => Money.cents(cents);
const PATIENT = 'patient' as PatientId;
const PAYMENT = 'payment' as PaymentId;
const ofCharge = (id: string, cents: number, paymentId = PAYMENT): RefundSource => ({
  accountNumber: 1100,
  itemId: id as ChargeId,
  paymentId,
  amount: $(cents),
});
const held = (accountNumber: number, cents: number): RefundSource => ({
  accountNumber,
  itemId: PAYMENT,
  paymentId: PAYMENT,
  amount: $(cents),
});
const shown = (lines: readonly JournalLine[]) =>
  lines.map((line) => [line.accountNumber, line.amount.toJSON(), line.itemId]);

describe('A dispute in the journal (S5)', () => {
  it('takes the amount and the fee, and gives back what comes back', () => {
    expect(shown(disputeAmountRecipe($(-55_000)))).toEqual([
      [1050, 55_000, undefined],
      [1030, -55_000, undefined],
    ]);
    expect(shown(disputeFeeRecipe($(1_500)))).toEqual([
      [6010, 1_500, undefined],
      [1030, -1_500, undefined],
    ]);
    expect(shown(disputeAmountRecipe($(55_000)))).toEqual([
      [1030, 55_000, undefined],
      [1050, -55_000, undefined],
    ]);
    expect(shown(disputeFeeRecipe($(-1_500)))).toEqual([
      [1030, 1_500, undefined],
      [6010, -1_500, undefined],
    ]);
    expect(disputeFeeRecipe(Money.ZERO)).toEqual([]);
  });

  it('makes what was paid owed again when it is lost, and what nothing can carry a loss', () => {
    const lines = takenBackRecipe({
      patientId: PATIENT,
      sources: [held(2000, 3_000), ofCharge('a', 40_000)],
      lost: $(12_000),
      from: 1050,
    });
    expect(shown(lines)).toEqual([
      [2000, 3_000, PAYMENT],
      [1100, 40_000, 'a'],
      [6020, 12_000, undefined],
      [1050, -55_000, undefined],
    ]);
  });

  it('won after all, is paid again as far as it is open; what was paid meanwhile becomes credit', () => {
    const sources = [ofCharge('a', 30_000), ofCharge('a', 25_000, 'other' as PaymentId)];
    const givenBack = giveBack(sources, new Map([['a' as ChargeId, $(40_000)]]));
    expect(givenBack.map(({ amount }) => amount.toJSON())).toEqual([30_000, 10_000]);
    const lines = givenBackRecipe({ patientId: PATIENT, paymentId: PAYMENT, givenBack, lost: Money.ZERO, to: 1050 });
    expect(shown(lines)).toEqual([
      [1050, 55_000, undefined],
      [1100, -40_000, 'a'],
      [2000, -15_000, PAYMENT],
    ]);
  });

  const cents = fc.integer({ min: 1, max: 100_000 });
  const sources = fc.array(
    fc.oneof(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), cents).map(([id, amount]) => ofCharge(id, amount)),
      fc.tuple(fc.constantFrom(2000, 2100, 2150), cents).map(([account, amount]) => held(account, amount)),
    ),
    { maxLength: 6 },
  );

  it('adds up to the cent both ways, whatever is open', () => {
    fc.assert(
      fc.property(sources, cents, fc.array(fc.nat(100_000), { minLength: 3, maxLength: 3 }), (taken, lost, open) => {
        const total = Money.sum([$(lost), ...taken.map(({ amount }) => amount)]);
        const there = takenBackRecipe({ patientId: PATIENT, sources: taken, lost: $(lost), from: 1050 });
        expect(isBalanced(there)).toBe(true);
        expect(
          there
            .find((line) => line.accountNumber === 1050)
            ?.amount.negated()
            .toCents(),
        ).toBe(total.toCents());
        const openByCharge = new Map(['a', 'b', 'c'].map((id, index) => [id as ChargeId, $(open[index] ?? 0)]));
        const givenBack = giveBack(taken, openByCharge);
        const back = givenBackRecipe({ patientId: PATIENT, paymentId: PAYMENT, givenBack, lost: $(lost), to: 1050 });
        expect(isBalanced(back)).toBe(true);
        for (const [id, most] of openByCharge)
          expect(
            Money.sum(back.filter((line) => line.itemId === id).map((line) => line.amount))
              .plus(most)
              .isNegative(),
          ).toBe(false);
      }),
    );
  });
});
