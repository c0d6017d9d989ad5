import { Money } from '../../kernel/money';
import type { ClaimAdjustment } from './claim-form';
import type { ClaimEvent } from './claim-state';
import { type Disposition, dispositionOf } from './disposition';
import type { RemittanceClaim, RemittanceLine } from './remittance';

/** A line of our claim, to match those of the remittance with. */
export interface BilledLine<ChargeId extends string = string> {
  readonly chargeId: ChargeId;
  readonly lineNumber: number;
  readonly controlNumber: string;
  readonly procedureCode: string;
  readonly amount: Money;
}

/** What the payer decided about one charge, sorted by what it means. Amounts of a reversal are below zero. */
export interface DecidedCharge<ChargeId extends string = string> {
  readonly chargeId: ChargeId;
  readonly paid: Money;
  readonly contractual: Money;
  /** The patient's share: deductible, coinsurance, copayment. */
  readonly patient: Money;
  /** The patient's share that another plan is asked for first: it stays with insurance. */
  readonly forwarded: Money;
  readonly denied: Money;
  readonly notCovered: Money;
  readonly rework: Money;
  readonly needsReview: boolean;
}

/** What the payer decided about one line of our claim; a charge may have several. */
export interface DecidedLine<ChargeId extends string = string> extends DecidedCharge<ChargeId> {
  /** The line's place in our claim. */
  readonly lineNumber: number;
  /** As the payer gave them, with the line's part of those on the claim as a whole. */
  readonly adjustments: readonly ClaimAdjustment[];
}

/** A whole claim, decided. */
export interface DecidedClaim<ChargeId extends string = string> {
  readonly event: ClaimEvent | undefined;
  /** The lines of each charge taken together. */
  readonly charges: readonly DecidedCharge<ChargeId>[];
  readonly lines: readonly DecidedLine<ChargeId>[];
}

/** Why a claim of a remittance cannot be laid on ours. */
export type Mismatch = 'line_unknown' | 'line_repeated' | 'charge_differs';

interface Share {
  readonly paid: Money;
  readonly adjustments: readonly ClaimAdjustment[];
}

/**
 * Lays a claim of a remittance on our own: its lines on ours by their control number, else by code and amount; what was
 * adjusted on the claim as a whole is spread over the lines in proportion to what is left on each, to the cent.
 * A predetermination, and a claim the payer says is not its own, move nothing.
 */
export function adjudicateClaim<ChargeId extends string>(
  claim: RemittanceClaim,
  billed: readonly BilledLine<ChargeId>[],
): DecidedClaim<ChargeId> | Mismatch {
  if (claim.status === 'predetermination' || claim.status === 'not_ours_forwarded')
    return { event: claim.status === 'predetermination' ? undefined : 'send_back', charges: [], lines: [] };
  const sign = claim.status === 'reversal' ? -1 : 1;
  const matched = claim.lines.length === 0 ? wholeClaim(claim, billed, sign) : matchLines(claim.lines, billed, sign);
  if (typeof matched === 'string') return matched;
  const lines = spread(claim.adjustments, matched).map((share, index) =>
    decide(share, (matched[index] as Matched<ChargeId>).billed),
  );
  const charges = byCharge(lines);
  return { event: eventOf(claim, charges), charges, lines };
}

interface Matched<ChargeId extends string> extends Share {
  readonly billed: BilledLine<ChargeId>;
}

/** A remittance without services: everything is on the claim, so each line starts at its whole charge. */
function wholeClaim<ChargeId extends string>(
  claim: RemittanceClaim,
  billed: readonly BilledLine<ChargeId>[],
  sign: 1 | -1,
): Matched<ChargeId>[] | Mismatch {
  const total = Money.sum(billed.map((line) => line.amount)).times(sign);
  if (!total.equals(claim.charge)) return 'charge_differs';
  return billed.map((line) => ({ billed: line, paid: line.amount.times(sign), adjustments: [] }));
}

function matchLines<ChargeId extends string>(
  lines: readonly RemittanceLine[],
  billed: readonly BilledLine<ChargeId>[],
  sign: 1 | -1,
): Matched<ChargeId>[] | Mismatch {
  const matched: Matched<ChargeId>[] = [];
  for (const line of lines) {
    const taken = matched.map((one) => one.billed.lineNumber);
    const ours = billed.find((candidate) =>
      line.controlNumber === undefined
        ? candidate.procedureCode === line.procedureCode &&
          candidate.amount.times(sign).equals(line.charge) &&
          !taken.includes(candidate.lineNumber)
        : candidate.controlNumber === line.controlNumber,
    );
    if (!ours) return 'line_unknown';
    if (taken.includes(ours.lineNumber)) return 'line_repeated';
    if (!ours.amount.times(sign).equals(line.charge)) return 'charge_differs';
    matched.push({ billed: ours, paid: line.paid, adjustments: line.adjustments });
  }
  return matched;
}

/** Takes each adjustment of the claim off what its lines are still paid, in proportion. */
function spread(adjustments: readonly ClaimAdjustment[], lines: readonly Share[]): Share[] {
  let shares = [...lines];
  for (const adjustment of adjustments) {
    const weights = shares.map(({ paid }) => (paid.isNegative() ? -paid.toCents() : paid.toCents()));
    const usable = weights.some((weight) => weight > 0n) ? weights : shares.map(() => 1n);
    const parts = adjustment.amount.allocate(usable);
    shares = shares.map((share, index) => {
      const amount = parts[index] ?? Money.ZERO;
      if (amount.isZero()) return share;
      return { paid: share.paid.minus(amount), adjustments: [...share.adjustments, { ...adjustment, amount }] };
    });
  }
  return shares;
}

function decide<ChargeId extends string>(
  { paid, adjustments }: Share,
  { chargeId, lineNumber }: BilledLine<ChargeId>,
): DecidedLine<ChargeId> {
  const decided = adjustments.map((adjustment) => ({ ...adjustment, ...dispositionOf(adjustment, !paid.isZero()) }));
  const sum = (disposition: Disposition): Money =>
    Money.sum(decided.filter((one) => one.disposition === disposition).map(({ amount }) => amount));
  return {
    chargeId,
    lineNumber,
    adjustments,
    paid,
    contractual: sum('contractual'),
    patient: sum('patient'),
    forwarded: Money.ZERO,
    denied: sum('denied'),
    notCovered: sum('not_covered'),
    rework: sum('rework'),
    needsReview: decided.some((one) => one.needsReview),
  };
}

/** The lines of each charge as one decision, in the order of their first. */
function byCharge<ChargeId extends string>(lines: readonly DecidedLine<ChargeId>[]): DecidedCharge<ChargeId>[] {
  return [...new Set(lines.map(({ chargeId }) => chargeId))].map((chargeId) => {
    const own = lines.filter((line) => line.chargeId === chargeId);
    const sum = (of: (line: DecidedLine<ChargeId>) => Money): Money => Money.sum(own.map(of));
    return {
      chargeId,
      paid: sum((line) => line.paid),
      contractual: sum((line) => line.contractual),
      patient: sum((line) => line.patient),
      forwarded: sum((line) => line.forwarded),
      denied: sum((line) => line.denied),
      notCovered: sum((line) => line.notCovered),
      rework: sum((line) => line.rework),
      needsReview: own.some((line) => line.needsReview),
    };
  });
}

function eventOf(claim: RemittanceClaim, charges: readonly DecidedCharge[]): ClaimEvent {
  if (claim.status === 'reversal') return 'reverse';
  const has = (amountOf: (charge: DecidedCharge) => Money): boolean =>
    charges.some((charge) => amountOf(charge).isPositive());
  const isSettled = has((charge) => charge.paid) || has((charge) => charge.patient);
  const isRefused = has((charge) => charge.denied) || has((charge) => charge.notCovered);
  const isSentBack = has((charge) => charge.rework);
  if (!isRefused && !isSentBack) return claim.status === 'denied' && !isSettled ? 'deny' : 'pay';
  if (isSettled) return 'pay_partly';
  return isRefused ? 'deny' : 'send_back';
}
