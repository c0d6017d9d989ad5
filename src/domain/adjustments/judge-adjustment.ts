import { DomainError } from '../../kernel/errors';
import type { PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { Destination } from '../routing/route';
import { ADJUSTMENT_RULES, type AdjustmentReceivable, type ManualAdjustmentType } from './adjustment-rules';

/** A charge about to be lowered, in amounts of zero or above. */
export interface AdjustableCharge {
  readonly destination: Destination;
  /** Still open on 1100 and on 1200. */
  readonly openPatient: Money;
  readonly openInsurance: Money;
  /** What payments that stand still pay of it. */
  readonly paid: Money;
  /** Reserved by adjustments that wait for a second person, by receivable. */
  readonly waiting: Readonly<Record<AdjustmentReceivable, Money>>;
  /** Taken off it so far without a second person. */
  readonly takenOffAlone: Money;
}

export interface AdjustmentWish {
  readonly type: ManualAdjustmentType;
  /** Above zero. */
  readonly amount: Money;
}

/** The clinic's own limits. */
export interface AdjustmentLimits {
  /** What one person may take off a charge: up to and including this. */
  readonly alone: Money;
  /** The largest balance that is too small to collect. */
  readonly smallBalance: Money;
}

export interface JudgedAdjustment {
  readonly receivable: AdjustmentReceivable;
  /** The part that was paid already: it becomes the patient's credit. */
  readonly overpaid: Money;
  readonly needsApproval: boolean;
}

/**
 * Whether a charge may be lowered like this, and what follows. Several small adjustments of one charge count together, so
 * that a large one cannot be cut into pieces that each need nobody.
 *
 * @throws DomainError `adjustment_not_allowed` with `useInstead` where another type is meant; `small_balance_only` with
 * `maximumCents`; `adjustment_exceeds_charge` with `maximumCents`
 * @example $220.00 paid in full, courtesy $50.00: overpaid $50.00 (DOMAIN.md S4)
 */
export function judgeAdjustment(
  wish: AdjustmentWish,
  charge: AdjustableCharge,
  limits: AdjustmentLimits,
): JudgedAdjustment {
  const rule = ADJUSTMENT_RULES[wish.type];
  assertFits(wish.type, charge);
  const open = rule.receivable === 'patient' ? charge.openPatient : charge.openInsurance;
  if (wish.type === 'small_balance') assertSmallBalance(wish.amount, open, limits.smallBalance);
  const paid = rule.reach === 'charge' && charge.destination === 'self_pay' ? charge.paid : Money.ZERO;
  const maximum = Money.max(open.plus(paid).minus(charge.waiting[rule.receivable]), Money.ZERO);
  if (wish.amount.isMoreThan(maximum)) throw exceeds(maximum, charge.waiting[rule.receivable]);
  const isInsured = charge.destination === 'insurance';
  return {
    receivable: rule.receivable,
    overpaid: Money.max(wish.amount.minus(open), Money.ZERO),
    needsApproval:
      charge.takenOffAlone.plus(wish.amount).isMoreThan(limits.alone) ||
      (rule.approval === 'when_insured' && isInsured),
  };
}

function assertFits(type: ManualAdjustmentType, { destination }: AdjustableCharge): void {
  const rule = ADJUSTMENT_RULES[type];
  if (rule.receivable === 'insurance' && destination === 'self_pay')
    throw new DomainError('adjustment_not_allowed', {
      detail: 'This adjustment is for what a payer owes, and this charge was not billed to one.',
    });
  if (rule.receivable === 'patient' && destination === 'insurance' && !rule.mayWaiveCostSharing)
    throw new DomainError('adjustment_not_allowed', {
      detail:
        'What an insured patient owes may not be discounted as a courtesy. Record a financial hardship if there is one.',
      facts: { useInstead: 'financial_hardship' },
    });
}

/** A balance may be given up as too small to collect whole or not at all. Errors: `small_balance_only`. */
export function assertSmallBalance(amount: Money, open: Money, limit: Money): void {
  if (open.isPositive() && amount.equals(open) && !open.isMoreThan(limit)) return;
  throw new DomainError('small_balance_only', {
    detail: `A balance of at most ${limit.format()} may be written off as too small to collect, and only all of it.`,
    facts: { maximumCents: limit.toJSON(), balanceCents: open.toJSON() },
  });
}

function exceeds(maximum: Money, waiting: Money): DomainError {
  const alsoWaiting = waiting.isPositive() ? ` ${waiting.format()} more waits for approval.` : '';
  return new DomainError('adjustment_exceeds_charge', {
    detail: `At most ${maximum.format()} can still be taken off this charge with this adjustment.${alsoWaiting}`,
    errors: [{ pointer: '/amountCents', message: `must be at most ${maximum.toCents()}` }],
    facts: { maximumCents: maximum.toJSON() },
  });
}

/** Part of a payment that a charge lets go of. */
export interface ReleasedPart {
  readonly paymentId: PaymentId;
  readonly amount: Money;
}

/**
 * An overpaid amount by the payments it came from, in proportion to what each pays of the charge, to the cent.
 * @param applied adds up to the amount or more
 * @example $50.00 of $100.00 and $120.00: $22.73 and $27.27 (DOMAIN.md S4)
 */
export function releaseOverpaid(overpaid: Money, applied: readonly ReleasedPart[]): ReleasedPart[] {
  if (overpaid.isZero()) return [];
  const parts = overpaid.allocate(applied.map(({ amount }) => amount.toCents()));
  return applied
    .map(({ paymentId }, index) => ({ paymentId, amount: parts[index] ?? Money.ZERO }))
    .filter(({ amount }) => amount.isPositive());
}
