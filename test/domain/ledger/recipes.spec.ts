import type { ChargeId, InvoiceId, PatientId, PaymentId } from '../../../src/kernel/ids';
import { InvariantError } from '../../../src/kernel/invariant';
import { Money } from '../../../src/kernel/money';
import { credit, debit, isBalanced, mergeLines, type JournalLine } from '../../../src/domain/ledger/journal';
import {
  adjustmentRecipe,
  chargeRecipe,
  feeRecipe,
  tenderRecipe,
  unappliedCreditRecipe,
  type AdjustmentType,
} from '../../../src/domain/ledger/recipes';
import type { TenderType } from '../../../src/domain/payments/tender-types';
import { balances, cents, posted } from '../builders';

const patientId = 'patient' as PatientId;
const invoiceId = 'invoice' as InvoiceId;
const chargeId = 'charge' as ChargeId;
const paymentId = 'payment' as PaymentId;
const selfPay = { chargeId, patientId, invoiceId, destination: 'self_pay' } as const;
const insured = { ...selfPay, destination: 'insurance' } as const;

const pay = (type: TenderType, amount: number): JournalLine[] =>
  tenderRecipe({ type, patientId, paymentId, allocations: [{ chargeId, invoiceId, amount: cents(amount) }] });

describe('Scenario S1: an intake of $220.00, paid with $100.00 HSA and $120.00 cash', () => {
  const charge = chargeRecipe({ ...selfPay, amount: cents(22000), revenueAccount: 4000 });
  const hsa = [...pay('hsa_fsa_card', 10000), ...feeRecipe({ type: 'hsa_fsa_card', fee: cents(320) })];
  const cash = pay('cash', 12000);
  const payout = [debit(1000, cents(9680)), credit(1030, cents(9680))];

  it('posts each step to the cent', () => {
    expect(posted(charge)).toEqual([
      [1100, 22000n],
      [4000, -22000n],
    ]);
    expect(posted(hsa)).toEqual([
      [1030, 10000n],
      [1100, -10000n],
      [6000, 320n],
      [1030, -320n],
    ]);
    expect(posted(cash)).toEqual([
      [1020, 12000n],
      [1100, -12000n],
    ]);
    for (const entry of [charge, hsa, cash]) expect(isBalanced(entry)).toBe(true);
  });

  it('ends with nothing owed and the clearing account empty', () => {
    expect(balances([...charge, ...hsa, ...cash, ...payout])).toEqual({
      1000: 9680n,
      1020: 12000n,
      4000: -22000n,
      6000: 320n,
    });
  });

  it('leaves $100.00 owed when the HSA card is declined', () => {
    expect(balances([...charge, ...pay('cash', 12000)])[1100]).toBe(10000n);
  });
});

describe('Scenario S3: a Spravato claim of $1,200.00', () => {
  it('charges the plan, not the patient', () => {
    const drug = chargeRecipe({ ...insured, amount: cents(85000), revenueAccount: 4050 });
    const visit = chargeRecipe({ ...insured, amount: cents(35000), revenueAccount: 4040 });
    expect(balances([...drug, ...visit])).toEqual({ 1200: 120000n, 4050: -85000n, 4040: -35000n });
    expect(balances(adjustmentRecipe({ ...insured, type: 'contractual', amount: cents(30000) }))).toEqual({
      4900: 30000n,
      1200: -30000n,
    });
  });
});

describe('Scenario S4: a courtesy of $50.00 on a bill already paid', () => {
  it("lowers the charge and makes the overpaid part the patient's credit, in one entry", () => {
    const entry = mergeLines([
      ...adjustmentRecipe({ ...selfPay, type: 'courtesy', amount: cents(5000) }),
      ...unappliedCreditRecipe({ chargeId, invoiceId, patientId, paymentId, amount: cents(5000) }),
    ]);
    expect(posted(entry)).toEqual([
      [4930, 5000n],
      [2000, -5000n],
    ]);
    expect(entry[1]).toMatchObject({ patientId, itemId: paymentId });
    expect(isBalanced(entry)).toBe(true);
  });
});

describe('Scenario S5 and S10: $550.00 by card, its fee booked apart', () => {
  it('posts one receipt and one fee', () => {
    expect(posted(pay('hosted_checkout', 55000))).toEqual([
      [1030, 55000n],
      [1100, -55000n],
    ]);
    expect(posted(feeRecipe({ type: 'hosted_checkout', fee: cents(1625) }))).toEqual([
      [6000, 1625n],
      [1030, -1625n],
    ]);
  });
});

describe('Scenario S6: a group seat at $220.00, $180.00 on the sliding scale, paid by Venmo', () => {
  it('charges the list price, books the discount apart and the fee against Venmo', () => {
    const entries = [
      chargeRecipe({ ...selfPay, amount: cents(22000), revenueAccount: 4030 }),
      adjustmentRecipe({ ...selfPay, type: 'sliding_scale', amount: cents(4000) }),
      pay('venmo', 18000),
      feeRecipe({ type: 'venmo', fee: cents(352) }),
    ];
    expect(entries.map(posted)).toEqual([
      [
        [1100, 22000n],
        [4030, -22000n],
      ],
      [
        [4910, 4000n],
        [1100, -4000n],
      ],
      [
        [1035, 18000n],
        [1100, -18000n],
      ],
      [
        [6000, 352n],
        [1035, -352n],
      ],
    ]);
  });
});

describe('A charge and its adjustments meet on one item', () => {
  it('posts nothing for a charge of zero and refuses one below', () => {
    expect(chargeRecipe({ ...selfPay, amount: Money.ZERO, revenueAccount: 4000 })).toEqual([]);
    expect(() => chargeRecipe({ ...selfPay, amount: cents(-1), revenueAccount: 4000 })).toThrow(InvariantError);
  });

  it.each([
    ['contractual', 4900],
    ['denial', 4950],
    ['timely_filing', 4950],
    ['sliding_scale', 4910],
    ['financial_hardship', 4910],
    ['package_discount', 4920],
    ['prompt_pay_discount', 4920],
    ['self_pay_discount', 4920],
    ['courtesy', 4930],
    ['small_balance', 4940],
    ['price_concession', 4940],
    ['dispute_resolution', 4960],
    ['bad_debt', 6020],
  ] as const satisfies readonly (readonly [AdjustmentType, number])[])('books %s to %d', (type, account) => {
    const lines = adjustmentRecipe({ ...selfPay, type, amount: cents(2500) });
    expect(posted(lines)).toEqual([
      [account, 2500n],
      [1100, -2500n],
    ]);
    expect(lines[1]).toMatchObject({ patientId, invoiceId, itemId: chargeId });
    expect(lines[0]?.itemId).toBeUndefined();
  });
});
