import { allocatePayment, type PaymentToAllocate } from '../../../src/domain/payments/allocate-payment';
import { TENDER_TYPES } from '../../../src/domain/payments/tender-types';
import type { TenderId } from '../../../src/kernel/ids';
import { InvariantError } from '../../../src/kernel/invariant';
import { on, refusal } from '../builders';
import { charge, tender } from './charges';

/** What each tender paid, as `[charge, cents]`, and its excess. */
const result = (payment: PaymentToAllocate): [string, [string, bigint][], bigint][] =>
  allocatePayment(payment).tenders.map(({ tenderId, allocations, excess }) => [
    tenderId,
    allocations.map(({ chargeId, amount }) => [chargeId, amount.toCents()]),
    excess.toCents(),
  ]);

const fee = charge('fee', 5000, { hsaFsaEligible: false });
const booked = charge('booked', 55000, { rendered: false });

describe('Scenario S1: $220.00 paid with $100.00 HSA and $120.00 cash', () => {
  it('pays the intake in full', () => {
    const payment = {
      openCharges: [charge('intake', 22000)],
      tenders: [tender('hsa_fsa_card', 10000), tender('cash', 12000)],
    };
    expect(result(payment)).toEqual([
      ['hsa_fsa_card', [['intake', 10000n]], 0n],
      ['cash', [['intake', 12000n]], 0n],
    ]);
    expect(allocatePayment(payment).applied.toCents()).toBe(22000n);
    expect(allocatePayment(payment).excess.toCents()).toBe(0n);
  });
});

describe('Health-account money reaches only eligible care that was given', () => {
  it('is placed before other money, wherever it stands in the list', () => {
    const openCharges = [charge('a', 10000, { hsaFsaEligible: false }), charge('b', 10000)];
    expect(result({ openCharges, tenders: [tender('cash', 10000), tender('hsa_fsa_card', 10000)] })).toEqual([
      ['cash', [['a', 10000n]], 0n],
      ['hsa_fsa_card', [['b', 10000n]], 0n],
    ]);
  });

  it('leaves eligible charges to it as long as ineligible ones are open', () => {
    const openCharges = [charge('intake', 22000), fee];
    expect(result({ openCharges, tenders: [tender('cash', 6000)] })).toEqual([
      [
        'cash',
        [
          ['fee', 5000n],
          ['intake', 1000n],
        ],
        0n,
      ],
    ]);
  });

  it.each([
    ['a fee', [fee], 1, 0],
    ['care not given yet', [booked], 1, 0],
    ['nothing at all', [], 1, 0],
    ['more than the eligible part', [charge('intake', 22000), fee, booked], 22001, 22000],
  ])('is refused for %s', (_name, openCharges, amount, eligibleCents) => {
    const tenders = [tender('cash', 1), tender('hsa_fsa_card', amount)];
    const error = refusal(() => allocatePayment({ openCharges, tenders }));
    expect(error.code).toBe('hsa_fsa_not_eligible');
    expect(error.facts).toEqual({ eligibleCents });
    expect(error.errors?.map(({ pointer }) => pointer)).toEqual(['/tenders/1/amountCents']);
  });

  it('counts what an earlier health-account tender took', () => {
    const tenders = [tender('hsa_fsa_card', 20000), tender('hsa_fsa_card', 2001, { id: 'second' as TenderId })];
    const error = refusal(() => allocatePayment({ openCharges: [charge('intake', 22000)], tenders }));
    expect([error.facts, error.errors?.[0]?.pointer]).toEqual([{ eligibleCents: 2000 }, '/tenders/1/amountCents']);
  });

  it('is recognized on a saved card that is labeled so, and not where the label says otherwise', () => {
    const saved = tender('card_on_file', 5000, { spendsHsaFsa: true });
    expect(refusal(() => allocatePayment({ openCharges: [fee], tenders: [saved] })).code).toBe('hsa_fsa_not_eligible');
    expect(result({ openCharges: [fee], tenders: [{ ...saved, spendsHsaFsa: false }] })).toEqual([
      ['card_on_file', [['fee', 5000n]], 0n],
    ]);
  });

  it('never leaves an excess, even when other money may', () => {
    const payment = {
      openCharges: [charge('intake', 100)],
      tenders: [tender('hsa_fsa_card', 101)],
      keepExcessAsCredit: true,
    };
    expect(refusal(() => allocatePayment(payment)).code).toBe('hsa_fsa_not_eligible');
  });
});

describe('The oldest charge is paid first', () => {
  it('by date of service, then by id', () => {
    const openCharges = [
      charge('c', 100, { dateOfService: on('2026-11-02') }),
      charge('b', 100, { dateOfService: on('2026-11-02') }),
      charge('d', 100, { dateOfService: on('2026-11-01') }),
      charge('a', 100, { dateOfService: on('2026-11-03') }),
    ];
    expect(result({ openCharges, tenders: [tender('cash', 350)] })).toEqual([
      [
        'cash',
        [
          ['d', 100n],
          ['b', 100n],
          ['c', 100n],
          ['a', 50n],
        ],
        0n,
      ],
    ]);
  });

  it('passes over a charge that has nothing open', () => {
    expect(result({ openCharges: [charge('a', 0), charge('b', 100)], tenders: [tender('cash', 100)] })).toEqual([
      ['cash', [['b', 100n]], 0n],
    ]);
  });
});

describe('A tender above what is left is refused with the most it may be', () => {
  const ordinary = TENDER_TYPES.filter((type) => type !== 'hsa_fsa_card');

  it.each(ordinary)('%s', (type) => {
    const payment = {
      openCharges: [charge('intake', 22000)],
      tenders: [tender('hsa_fsa_card', 10000), tender(type, 12001)],
    };
    const error = refusal(() => allocatePayment(payment));
    expect(error.code).toBe('amount_exceeds_balance');
    expect(error.facts).toEqual({ maximumCents: 12000 });
    expect(error.errors?.map(({ pointer }) => pointer)).toEqual(['/tenders/1/amountCents']);
  });

  it.each(ordinary.filter((type) => type !== 'unapplied_credit'))('%s, unless the excess stays as credit', (type) => {
    const payment = {
      openCharges: [charge('intake', 22000)],
      tenders: [tender(type, 25000)],
      keepExcessAsCredit: true,
    };
    expect(result(payment)).toEqual([[type, [['intake', 22000n]], 3000n]]);
    expect(allocatePayment(payment).excess.toCents()).toBe(3000n);
  });

  it('spends credit before money that may leave an excess, and never turns credit into credit', () => {
    const openCharges = [charge('intake', 100)];
    const tenders = [tender('cash', 100), tender('unapplied_credit', 50)];
    expect(result({ openCharges, tenders, keepExcessAsCredit: true })).toEqual([
      ['cash', [['intake', 50n]], 50n],
      ['unapplied_credit', [['intake', 50n]], 0n],
    ]);
    const tooMuch = { openCharges, tenders: [tender('unapplied_credit', 101)], keepExcessAsCredit: true };
    expect(refusal(() => allocatePayment(tooMuch)).code).toBe('amount_exceeds_balance');
  });
});

describe('Money the clinic already holds is never refused', () => {
  it.each(TENDER_TYPES)('%s: what does not fit becomes credit', (type) => {
    const payment = { openCharges: [charge('intake', 100)], tenders: [tender(type, 150, { exact: false })] };
    expect(result(payment)).toEqual([[type, [['intake', 100n]], 50n]]);
  });

  it('even when nothing is open, and a health account still pays for nothing else', () => {
    expect(result({ openCharges: [], tenders: [tender('hosted_checkout', 55000, { exact: false })] })).toEqual([
      ['hosted_checkout', [], 55000n],
    ]);
    expect(result({ openCharges: [fee], tenders: [tender('hsa_fsa_card', 5000, { exact: false })] })).toEqual([
      ['hsa_fsa_card', [], 5000n],
    ]);
  });
});

describe('Amounts that only a bug could produce', () => {
  it.each([0, -1])('a tender of %d cents stops the program', (amount) => {
    const payment = { openCharges: [charge('intake', 100)], tenders: [tender('cash', amount)] };
    expect(() => allocatePayment(payment)).toThrow(InvariantError);
  });

  it('a charge open below zero stops the program', () => {
    const payment = { openCharges: [charge('intake', -1)], tenders: [tender('cash', 1)] };
    expect(() => allocatePayment(payment)).toThrow(InvariantError);
  });
});
