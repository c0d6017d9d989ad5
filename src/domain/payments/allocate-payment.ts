import { compareDates, type BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { ChargeId, TenderId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { hsaFsaEligibility } from './hsa-fsa-eligibility';
import type { TenderType } from './tender-types';

/** A charge with something left to pay. */
export interface OpenCharge {
  readonly chargeId: ChargeId;
  /** What the patient still owes, in cents, above zero or zero. */
  readonly openCents: bigint;
  readonly hsaFsaEligible: boolean;
  /** Whether the service was given: HSA and FSA pay only for care that was (DOMAIN.md §8). */
  readonly rendered: boolean;
  readonly dateOfService: BusinessDate;
}

/** A tender to be applied. */
export interface TenderToAllocate {
  readonly id: TenderId;
  readonly type: TenderType;
  /** Above zero. */
  readonly amount: Money;
  /**
   * Whether the tender must fit what is open; true unless told. False for money the clinic already holds, such as a
   * card captured after another payment closed the balance: what does not fit becomes unapplied credit, whatever the type.
   */
  readonly exact?: boolean;
  /** Whether it spends HSA or FSA money; follows from the type unless told (a saved card with that label). */
  readonly spendsHsaFsa?: boolean;
}

/** What to allocate, and how. */
export interface PaymentToAllocate {
  readonly openCharges: readonly OpenCharge[];
  readonly tenders: readonly TenderToAllocate[];
  /** The patient agreed that what is paid over the balance stays as credit; never for HSA and FSA tenders. */
  readonly keepExcessAsCredit?: boolean;
}

/** Part of a tender that pays part of a charge. Above zero. */
export interface Allocation {
  readonly chargeId: ChargeId;
  readonly amount: Money;
}

/** What became of one tender: its allocations and excess add up to its amount. */
export interface AllocatedTender {
  readonly tenderId: TenderId;
  readonly allocations: readonly Allocation[];
  /** Becomes the patient's unapplied credit. */
  readonly excess: Money;
}

/** A whole payment, allocated; tenders in the order given. */
export interface AllocatedPayment {
  readonly tenders: readonly AllocatedTender[];
  readonly applied: Money;
  readonly excess: Money;
}

interface Slot {
  readonly charge: OpenCharge;
  readonly isEligible: boolean;
  left: Money;
}

/**
 * Applies the tenders of one payment to the open charges, to the cent. HSA and FSA tenders come first and reach only
 * eligible, rendered charges; other tenders fill ineligible charges before eligible ones, so that a split that can work
 * does work. Among equals the oldest charge comes first, then the smaller charge id; tenders keep their order.
 *
 * @throws DomainError `hsa_fsa_not_eligible` with `eligibleCents` when an HSA or FSA tender is above what it may pay;
 * `amount_exceeds_balance` with `maximumCents` when another tender is above what is left. The pointer names the tender.
 * @example open $220.00 eligible; HSA $100.00 + cash $120.00 pay it in full (DOMAIN.md S1)
 */
export function allocatePayment(payment: PaymentToAllocate): AllocatedPayment {
  const slots = payment.openCharges.map(toSlot).sort(oldestFirst);
  const places = payment.tenders.map((tender, index) => placeOf(tender, index, payment));
  const allocated = new Map<number, AllocatedTender>();
  for (const place of [...places].sort((a, b) => turnOf(a) - turnOf(b))) {
    const { tender, index } = place;
    const reachable = place.isRestricted ? slots.filter((slot) => slot.isEligible) : ineligibleFirst(slots);
    const available = Money.sum(reachable.map((slot) => slot.left));
    if (place.mustFit && tender.amount.isMoreThan(available))
      throw place.isRestricted ? notEligible(available, index) : exceedsBalance(available, index);
    allocated.set(index, fill(tender, reachable));
  }
  const tenders = [...allocated].sort(([a], [b]) => a - b).map(([, tender]) => tender);
  const excess = Money.sum(tenders.map((tender) => tender.excess));
  return { tenders, excess, applied: Money.sum(payment.tenders.map((tender) => tender.amount)).minus(excess) };
}

/** A tender with its place in the request. */
interface Place {
  readonly tender: TenderToAllocate;
  readonly index: number;
  /** Reaches eligible charges only. */
  readonly isRestricted: boolean;
  /** Is refused rather than left with an excess. */
  readonly mustFit: boolean;
}

function placeOf(tender: TenderToAllocate, index: number, { keepExcessAsCredit }: PaymentToAllocate): Place {
  invariant(tender.amount.isPositive(), `a tender must be above zero: ${tender.amount.format()}`);
  const isRestricted = tender.spendsHsaFsa ?? tender.type === 'hsa_fsa_card';
  const mayLeaveExcess = keepExcessAsCredit === true && !isRestricted && tender.type !== 'unapplied_credit';
  return { tender, index, isRestricted, mustFit: tender.exact !== false && !mayLeaveExcess };
}

/** Tenders that must fit go before those that may leave an excess, and the restricted first among each. */
const turnOf = ({ mustFit, isRestricted }: Place): number => (mustFit ? 0 : 2) + (isRestricted ? 0 : 1);

function toSlot(charge: OpenCharge): Slot {
  invariant(charge.openCents >= 0n, `charge ${charge.chargeId} is open below zero`);
  return { charge, isEligible: hsaFsaEligibility(charge) === true, left: Money.cents(charge.openCents) };
}

function oldestFirst(a: Slot, b: Slot): number {
  const byDate = compareDates(a.charge.dateOfService, b.charge.dateOfService);
  if (byDate !== 0) return byDate;
  return a.charge.chargeId < b.charge.chargeId ? -1 : 1;
}

const ineligibleFirst = (slots: readonly Slot[]): Slot[] => [
  ...slots.filter((slot) => !slot.isEligible),
  ...slots.filter((slot) => slot.isEligible),
];

function fill(tender: TenderToAllocate, slots: readonly Slot[]): AllocatedTender {
  const allocations: Allocation[] = [];
  let left = tender.amount;
  for (const slot of slots) {
    const amount = Money.min(left, slot.left);
    if (amount.isZero()) continue;
    allocations.push({ chargeId: slot.charge.chargeId, amount });
    slot.left = slot.left.minus(amount);
    left = left.minus(amount);
  }
  return { tenderId: tender.id, allocations, excess: left };
}

function notEligible(eligible: Money, index: number): DomainError {
  const message = eligible.isZero()
    ? 'Nothing here can be paid with HSA or FSA money. Take another tender.'
    : `HSA and FSA money can pay ${eligible.format()} of this. Take the rest with another tender.`;
  return new DomainError('hsa_fsa_not_eligible', {
    detail: message,
    errors: [{ pointer: `/tenders/${index}/amountCents`, message }],
    facts: { eligibleCents: eligible.toJSON() },
  });
}

function exceedsBalance(maximum: Money, index: number): DomainError {
  const message = `There is ${maximum.format()} left to pay with this tender.`;
  return new DomainError('amount_exceeds_balance', {
    detail: message,
    errors: [{ pointer: `/tenders/${index}/amountCents`, message }],
    facts: { maximumCents: maximum.toJSON() },
  });
}
