import fc from 'fast-check';
import {
  allocatePayment,
  type AllocatedPayment,
  type OpenCharge,
  type TenderToAllocate,
} from '../../../src/domain/payments/allocate-payment';
import { DomainError } from '../../../src/kernel/errors';
import { cents } from '../builders';
import { anyCharges, anyTenders } from './charges';

const sum = (amounts: bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
const open = (charges: OpenCharge[]): bigint => sum(charges.map((charge) => charge.openCents));
const offered = (tenders: TenderToAllocate[]): bigint => sum(tenders.map((tender) => tender.amount.toCents()));
const isHealthAccount = (tender: TenderToAllocate): boolean => tender.type === 'hsa_fsa_card';
const isEligible = (charge: OpenCharge): boolean => charge.hsaFsaEligible && charge.rendered;
const paidByCharge = ({ tenders }: AllocatedPayment): Map<string, bigint> => {
  const paid = new Map<string, bigint>();
  for (const { chargeId, amount } of tenders.flatMap((tender) => tender.allocations))
    paid.set(chargeId, (paid.get(chargeId) ?? 0n) + amount.toCents());
  return paid;
};

/** Checks every cent of an allocation against what was offered and what was open. */
function tiesOut(charges: OpenCharge[], tenders: TenderToAllocate[], allocated: AllocatedPayment): void {
  expect(allocated.tenders.map(({ tenderId }) => tenderId)).toEqual(tenders.map(({ id }) => id));
  allocated.tenders.forEach(({ allocations, excess }, index) => {
    const applied = sum(allocations.map(({ amount }) => amount.toCents()));
    expect(applied + excess.toCents()).toBe(tenders[index]?.amount.toCents());
    expect(excess.isNegative()).toBe(false);
    for (const { amount } of allocations) expect(amount.isPositive()).toBe(true);
    if (tenders[index] && isHealthAccount(tenders[index])) {
      const eligible = new Set(charges.filter(isEligible).map(({ chargeId }) => chargeId));
      for (const { chargeId } of allocations) expect(eligible.has(chargeId)).toBe(true);
    }
  });
  for (const [chargeId, paid] of paidByCharge(allocated)) {
    const charge = charges.find((candidate) => candidate.chargeId === chargeId);
    expect(paid <= (charge?.openCents ?? 0n)).toBe(true);
  }
  expect(allocated.applied.plus(allocated.excess).toCents()).toBe(offered(tenders));
}

/** Which tender was refused and the most it may be, or nothing when all were taken. */
function refusedAt(
  openCharges: OpenCharge[],
  tenders: TenderToAllocate[],
): { index: number; most: number } | undefined {
  try {
    allocatePayment({ openCharges, tenders });
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { maximumCents, eligibleCents } = error.facts as { maximumCents?: number; eligibleCents?: number };
    const [, , index] = error.errors?.[0]?.pointer.split('/') ?? [];
    return { index: Number(index), most: maximumCents ?? eligibleCents ?? Number.NaN };
  }
}

describe('Whatever is owed and however it is paid', () => {
  const anySplit = anyTenders('cash', 'check', 'venmo', 'external_card', 'hsa_fsa_card', 'unapplied_credit');

  it('a split is taken exactly when it can work, and then to the cent', () => {
    fc.assert(
      fc.property(anyCharges, anySplit, (openCharges, tenders) => {
        const canWork =
          offered(tenders) <= open(openCharges) &&
          offered(tenders.filter(isHealthAccount)) <= open(openCharges.filter(isEligible));
        expect(refusedAt(openCharges, tenders) === undefined).toBe(canWork);
        if (!canWork) return;
        const allocated = allocatePayment({ openCharges, tenders });
        expect(allocated.excess.isZero()).toBe(true);
        tiesOut(openCharges, tenders, allocated);
      }),
      { numRuns: 1000 },
    );
  });

  it('a refusal names the tender and the most it may be: one cent more is refused again', () => {
    fc.assert(
      fc.property(anyCharges, anySplit, (openCharges, tenders) => {
        const refused = refusedAt(openCharges, tenders);
        fc.pre(refused !== undefined && refused.most > 0);
        const { index, most } = refused;
        const retry = (amountCents: number): number | undefined =>
          refusedAt(
            openCharges,
            tenders.with(index, { ...(tenders[index] as TenderToAllocate), amount: cents(amountCents) }),
          )?.index;
        expect(retry(most)).not.toBe(index);
        expect(retry(most + 1)).toBe(index);
      }),
      { numRuns: 500 },
    );
  });

  it('with the excess kept, everything open is paid before anything becomes credit', () => {
    fc.assert(
      fc.property(anyCharges, anyTenders('cash', 'check', 'venmo', 'external_card'), (openCharges, tenders) => {
        const allocated = allocatePayment({ openCharges, tenders, keepExcessAsCredit: true });
        tiesOut(openCharges, tenders, allocated);
        const [due, paid] = [open(openCharges), offered(tenders)];
        expect(allocated.excess.toCents()).toBe(paid > due ? paid - due : 0n);
      }),
      { numRuns: 500 },
    );
  });

  it('money already held is always placed, and only its excess is left', () => {
    fc.assert(
      fc.property(anyCharges, anySplit, (openCharges, tenders) => {
        const held = tenders.map((tender) => ({ ...tender, exact: false }));
        tiesOut(openCharges, held, allocatePayment({ openCharges, tenders: held }));
      }),
      { numRuns: 500 },
    );
  });

  it('the order charges are read in changes nothing', () => {
    const shuffled = anyCharges.chain((charges) =>
      fc.tuple(fc.constant(charges), fc.shuffledSubarray(charges, { minLength: charges.length })),
    );
    fc.assert(
      fc.property(shuffled, anySplit, ([charges, reordered], tenders) => {
        const held = tenders.map((tender) => ({ ...tender, exact: false }));
        expect(allocatePayment({ openCharges: reordered, tenders: held })).toEqual(
          allocatePayment({ openCharges: charges, tenders: held }),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('the order of tenders never changes what is paid in all', () => {
    const shuffled = anySplit.chain((tenders) =>
      fc.tuple(fc.constant(tenders), fc.shuffledSubarray(tenders, { minLength: tenders.length })),
    );
    fc.assert(
      fc.property(anyCharges, shuffled, (openCharges, [tenders, reordered]) => {
        const pay = (list: TenderToAllocate[]): AllocatedPayment =>
          allocatePayment({ openCharges, tenders: list.map((tender) => ({ ...tender, exact: false })) });
        expect(pay(reordered).applied.toCents()).toBe(pay(tenders).applied.toCents());
        expect(paidByCharge(pay(reordered))).toEqual(paidByCharge(pay(tenders)));
      }),
      { numRuns: 500 },
    );
  });
});
