import { isBalanced, type JournalLine } from '../../../src/domain/ledger/journal';
import {
  depositRecipe,
  refundRecipe,
  releasePrepaymentRecipe,
  returnedRefundRecipe,
} from '../../../src/domain/ledger/refund-recipes';
import type { RefundSource } from '../../../src/domain/payments/refund-sources';
import { TENDER_TYPES } from '../../../src/domain/payments/tender-types';
import type { ChargeId, PatientId, PaymentId } from '../../../src/kernel/ids';
import { cents } from '../builders';

const patientId = 'patient' as PatientId;
const paymentId = 'payment' as PaymentId;
const credit = (amount: number, accountNumber = 2000): RefundSource => ({
  accountNumber,
  itemId: paymentId,
  paymentId,
  amount: cents(amount),
});
const charge = (amount: number): RefundSource => ({
  accountNumber: 1100,
  itemId: 'charge' as ChargeId,
  paymentId,
  amount: cents(amount),
});
const shown = (lines: JournalLine[]) => {
  expect(isBalanced(lines)).toBe(true);
  return lines.map(({ accountNumber, amount, itemId }) =>
    [amount.isPositive() ? 'Dr' : 'Cr', accountNumber, Math.abs(amount.toJSON()), itemId].filter(Boolean).join(' '),
  );
};

describe('A refund in the ledger', () => {
  it('of credit to a card and in cash (S4)', () => {
    const refund = { patientId, sources: [credit(2_273)] };
    expect(shown(refundRecipe({ ...refund, type: 'hsa_fsa_card' }))).toEqual(['Dr 2000 2273 payment', 'Cr 1030 2273']);
    expect(shown(refundRecipe({ patientId, type: 'cash', sources: [credit(2_727)] }))).toEqual([
      'Dr 2000 2727 payment',
      'Cr 1020 2727',
    ]);
  });

  it('of a package that was canceled half-way (S8)', () => {
    expect(shown(refundRecipe({ patientId, type: 'external_card', sources: [credit(136_800, 2100)] }))).toEqual([
      'Dr 2100 136800 payment',
      'Cr 1030 136800',
    ]);
  });

  it.each(TENDER_TYPES.filter((type) => type !== 'unapplied_credit'))('to %s opens the charge again', (type) => {
    const out = { cash: 1020, check: 1000, venmo: 1035 }[type as string] ?? 1030;
    expect(shown(refundRecipe({ patientId, type, sources: [charge(500)] }))).toEqual([
      'Dr 1100 500 charge',
      `Cr ${out} 500`,
    ]);
  });

  it('of spent credit restores it where it came from', () => {
    const restored = [
      { paymentId: 'second' as PaymentId, amount: cents(200) },
      { paymentId: 'first' as PaymentId, amount: cents(300) },
    ];
    expect(shown(refundRecipe({ patientId, type: 'unapplied_credit', sources: [charge(500)], restored }))).toEqual([
      'Dr 1100 500 charge',
      'Cr 2000 200 second',
      'Cr 2000 300 first',
    ]);
    const short = restored.slice(1);
    expect(() =>
      refundRecipe({ patientId, type: 'unapplied_credit', sources: [charge(500)], restored: short }),
    ).toThrow();
  });

  it('that came back pays what is still owed, and the rest is credit', () => {
    const returned = [
      { ...credit(100), stillOpen: cents(100) },
      { ...charge(500), stillOpen: cents(120) },
    ];
    expect(shown(returnedRefundRecipe({ type: 'hosted_checkout', patientId, paymentId, returned }))).toEqual([
      'Dr 1030 600',
      'Cr 2000 100 payment',
      'Cr 1100 120 charge',
      'Cr 2000 380 payment',
    ]);
  });
});

describe('Money before any charge in the ledger', () => {
  it('is unearned as a deposit (S8), unapplied as a prepayment (S11)', () => {
    const taken = { patientId, paymentId, type: 'external_card', amount: cents(20_000) } as const;
    expect(shown(depositRecipe({ ...taken, purpose: 'deposit' }))).toEqual(['Dr 1030 20000', 'Cr 2100 20000 payment']);
    expect(shown(depositRecipe({ ...taken, purpose: 'prepayment' }))).toEqual([
      'Dr 1030 20000',
      'Cr 2150 20000 payment',
    ]);
  });

  it('is credit as far as the care did not take it (S11)', () => {
    expect(shown(releasePrepaymentRecipe({ patientId, paymentId, amount: cents(2_000) }))).toEqual([
      'Dr 2150 2000 payment',
      'Cr 2000 2000 payment',
    ]);
  });
});
