import fc from 'fast-check';
import { recoveredLossRecipe, takenBackRecipe } from '../../../src/domain/ledger/dispute-recipes';
import { isBalanced } from '../../../src/domain/ledger/journal';
import { takeBackByBank, type TenderStanding } from '../../../src/domain/payments/bank-take-back';
import type { ChargeId, PatientId, PaymentId } from '../../../src/kernel/ids';
import { Money } from '../../../src/kernel/money';

const $ = (cents: number): Money => Money.cents(cents);
const charge = (id: string, allocated: number, paid = allocated) => ({
  chargeId: id as ChargeId,
  allocated: $(allocated),
  paid: $(paid),
});
const parts = (amount: number, standing: TenderStanding) => {
  const { held, revived, lost } = takeBackByBank($(amount), standing);
  return {
    held: held.map((part) => [part.accountNumber, part.amount.toJSON()]),
    revived: revived.map((part) => [String(part.chargeId), part.amount.toJSON()]),
    lost: lost.toJSON(),
  };
};

describe('What is owed again when a bank takes a tender back', () => {
  it.each<[string, number, TenderStanding, ReturnType<typeof parts>]>([
    [
      'all of one session',
      55_000,
      { held: [], charges: [charge('a', 55_000)] },
      { held: [], revived: [['a', 55_000]], lost: 0 },
    ],
    [
      'credit first, then the charge paid last',
      30_000,
      { held: [{ accountNumber: 2000, amount: $(3_000) }], charges: [charge('a', 22_000), charge('b', 17_000)] },
      {
        held: [[2000, 3_000]],
        revived: [
          ['b', 17_000],
          ['a', 10_000],
        ],
        lost: 0,
      },
    ],
    [
      'never beyond what is still paid of a charge',
      55_000,
      { held: [], charges: [charge('a', 55_000, 40_000)] },
      { held: [], revived: [['a', 40_000]], lost: 15_000 },
    ],
    ['nothing left to carry it', 100, { held: [], charges: [] }, { held: [], revived: [], lost: 100 }],
  ])('%s', (_what, amount, standing, expected) => {
    expect(parts(amount, standing)).toEqual(expected);
  });

  const cents = fc.integer({ min: 0, max: 100_000 });
  const standings = fc.record({
    held: fc.array(fc.record({ accountNumber: fc.constantFrom(2000, 2100, 2150), amount: cents.map($) }), {
      maxLength: 3,
    }),
    charges: fc
      .array(fc.tuple(cents, cents), { maxLength: 5 })
      .map((pairs) => pairs.map(([allocated, paid], index) => charge(`c${index}`, allocated, paid))),
  });
  const who = { patientId: 'p' as PatientId, paymentId: 'y' as PaymentId };

  it('adds up to the cent, in an entry that balances', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500_000 }), standings, (amount, standing) => {
        const takenBack = takeBackByBank($(amount), standing);
        const lines = takenBackRecipe({ ...who, takenBack, from: 1050 });
        expect(isBalanced(lines)).toBe(true);
        expect(lines.at(-1)).toMatchObject({ accountNumber: 1050, amount: $(-amount) });
      }),
    );
  });

  it('is undone as far as it still stands; what was paid meanwhile becomes credit', () => {
    const takenBack = takeBackByBank($(55_000), { held: [], charges: [charge('a', 55_000)] });
    const loss = takenBackRecipe({ ...who, takenBack, from: 1050 }).filter((line) => line.amount.isPositive());
    const back = recoveredLossRecipe({ ...who, lines: loss, openByCharge: new Map([['a', $(20_000)]]) });
    expect(back.map((line) => [line.accountNumber, line.amount.toJSON(), line.itemId])).toEqual([
      [1050, 55_000, undefined],
      [1100, -20_000, 'a'],
      [2000, -35_000, 'y'],
    ]);
    expect(isBalanced(back)).toBe(true);
  });
});
