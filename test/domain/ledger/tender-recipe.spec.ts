import fc from 'fast-check';
import type { ChargeId, InvoiceId, PatientId, PaymentId } from '../../../src/kernel/ids';
import { InvariantError } from '../../../src/kernel/invariant';
import { Money } from '../../../src/kernel/money';
import { isBalanced } from '../../../src/domain/ledger/journal';
import { feeRecipe, tenderRecipe } from '../../../src/domain/ledger/recipes';
import { TENDER_TYPES, type TenderType } from '../../../src/domain/payments/tender-types';
import { cents, posted } from '../builders';

const patientId = 'patient' as PatientId;
const invoiceId = 'invoice' as InvoiceId;
const chargeId = 'charge' as ChargeId;
const paymentId = 'payment' as PaymentId;

describe('A tender goes to the account where its money stands', () => {
  const expected: Record<TenderType, number> = {
    cash: 1020,
    check: 1010,
    venmo: 1035,
    card_on_file: 1030,
    hsa_fsa_card: 1030,
    external_card: 1030,
    hosted_checkout: 1030,
    unapplied_credit: 2000,
  };

  it.each(TENDER_TYPES.filter((type) => type !== 'unapplied_credit'))('%s', (type) => {
    expect(
      posted(tenderRecipe({ type, patientId, paymentId, allocations: [{ chargeId, invoiceId, amount: cents(100) }] })),
    ).toEqual([
      [expected[type], 100n],
      [1100, -100n],
    ]);
  });

  it('spends unapplied credit of the payments it came from', () => {
    const [first, second] = ['payment-1' as PaymentId, 'payment-2' as PaymentId];
    const lines = tenderRecipe({
      type: 'unapplied_credit',
      patientId,
      paymentId,
      allocations: [{ chargeId, invoiceId, amount: cents(500) }],
      creditSources: [
        { paymentId: first, amount: cents(200) },
        { paymentId: second, amount: cents(300) },
      ],
    });
    expect(posted(lines)).toEqual([
      [2000, 200n],
      [2000, 300n],
      [1100, -500n],
    ]);
    expect(lines.map((line) => line.itemId)).toEqual([first, second, chargeId]);
  });

  it('refuses to spend credit that does not add up to the tender', () => {
    const tender = {
      type: 'unapplied_credit',
      patientId,
      paymentId,
      allocations: [{ chargeId, amount: cents(500) }],
    } as const;
    expect(() => tenderRecipe(tender)).toThrow(InvariantError);
    expect(() => tenderRecipe({ ...tender, creditSources: [{ paymentId, amount: cents(499) }] })).toThrow(
      InvariantError,
    );
  });

  it("books what no charge took as the patient's credit under the payment", () => {
    const lines = tenderRecipe({
      type: 'cash',
      patientId,
      paymentId,
      allocations: [{ chargeId, invoiceId, amount: cents(700) }],
      excess: cents(300),
    });
    expect(posted(lines)).toEqual([
      [1020, 1000n],
      [1100, -700n],
      [2000, -300n],
    ]);
    expect(lines[2]).toMatchObject({ patientId, itemId: paymentId });
  });

  it('always balances and names patient and item on every open-item line', () => {
    const amount = fc.integer({ min: 1, max: 10_000_000 });
    const tender = fc.record({
      type: fc.constantFrom(...TENDER_TYPES.filter((type) => type !== 'unapplied_credit')),
      amounts: fc.array(amount, { minLength: 1, maxLength: 8 }),
      excess: fc.integer({ min: 0, max: 10_000_000 }),
    });
    fc.assert(
      fc.property(tender, ({ type, amounts, excess }) => {
        const allocations = amounts.map((value, index) => ({
          chargeId: `charge-${index}` as ChargeId,
          amount: cents(value),
        }));
        const lines = tenderRecipe({ type, patientId, paymentId, allocations, excess: cents(excess) });
        expect(isBalanced(lines)).toBe(true);
        for (const line of lines.filter(({ accountNumber }) => [1100, 2000].includes(accountNumber)))
          expect([line.patientId, typeof line.itemId]).toEqual([patientId, 'string']);
      }),
    );
  });
});

describe('A fee is booked only where a processor keeps one', () => {
  it.each(['cash', 'check', 'unapplied_credit'] as const)('refuses one for %s', (type) => {
    expect(() => feeRecipe({ type, fee: cents(1) })).toThrow(InvariantError);
  });

  it('posts nothing for a fee of zero', () => {
    expect(feeRecipe({ type: 'card_on_file', fee: Money.ZERO })).toEqual([]);
  });
});
