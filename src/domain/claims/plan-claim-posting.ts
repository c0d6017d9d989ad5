import type { ChargeId, PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { type JournalLine, mergeLines, negate } from '../ledger/journal';
import type { DecidedCharge, DecidedClaim } from './adjudicate-claim';
import {
  adjudicationRecipe,
  denialWriteOffRecipe,
  type InsuredCharge,
  overpaidRecipe,
  selfPayRecipe,
} from './remittance-recipes';

/** What the clinic had done about a denied charge before the payer decided again. */
export interface ChargeClosure {
  readonly kind: 'self_pay' | 'patient_share' | 'write_off';
  readonly amount: Money;
  readonly discount: Money;
}

/** A charge as the books have it, held while something is decided about it. */
export interface ChargeState {
  readonly chargeId: ChargeId;
  /** Open on 1200 and 1100. */
  readonly insuranceOpen: Money;
  readonly patientOpen: Money;
  readonly closure?: ChargeClosure;
  /** What the patient paid on it, the newest first. */
  readonly payments: readonly { readonly paymentId: PaymentId; readonly amount: Money }[];
}

/** What happens to one charge. */
export interface PlannedCharge {
  readonly chargeId: ChargeId;
  readonly undo?: ChargeClosure;
  readonly overpaid: readonly { readonly paymentId: PaymentId; readonly amount: Money }[];
}

/** What happens to the charges of one visit through one remittance. */
export interface PostingPlan {
  readonly charges: readonly PlannedCharge[];
  readonly decided: readonly DecidedClaim<ChargeId>[];
}

/**
 * Why it cannot be booked: the payer takes or gives more than is open with it, or what the patient owed was lowered by
 * other means than paying, which has to be taken back first.
 */
export type PlanRefusal = 'exceeds_receivable' | 'patient_balance_adjusted';

const settledOf = ({ paid, contractual, patient }: DecidedCharge): Money => paid.plus(contractual).plus(patient);

/**
 * Plans what the decisions of one remittance about one visit do to its charges. A reversal and the corrected claim behind
 * it are one step: what the patient then has paid too much becomes their credit under the payments it came from, the
 * newest first, and nothing is ever owed below zero. What the clinic had done about a denial is taken back when the payer
 * decides again (scenario S9 iii).
 */
export function planClaimPosting(
  decided: readonly DecidedClaim<ChargeId>[],
  states: readonly ChargeState[],
): PostingPlan | PlanRefusal {
  const moves = decided.flatMap((claim) => claim.charges);
  const decidesAgain = decided.some((claim) => claim.event === 'reverse') || moves.some((m) => !settledOf(m).isZero());
  const charges: PlannedCharge[] = [];
  for (const state of states) {
    const own = moves.filter((move) => move.chargeId === state.chargeId);
    const undo = decidesAgain ? state.closure : undefined;
    const insuranceLeft = Money.sum([
      state.insuranceOpen,
      undo?.amount ?? Money.ZERO,
      ...own.map((move) => settledOf(move).negated()),
    ]);
    if (insuranceLeft.isNegative()) return 'exceeds_receivable';
    const undone = undo && undo.kind !== 'write_off' ? undo.amount.minus(undo.discount) : Money.ZERO;
    const patientLeft = Money.sum([state.patientOpen, undone.negated(), ...own.map((move) => move.patient)]);
    const overpaid = creditsFor(Money.max(patientLeft.negated(), Money.ZERO), state.payments);
    if (!overpaid) return 'patient_balance_adjusted';
    charges.push({ chargeId: state.chargeId, undo, overpaid });
  }
  return { charges, decided };
}

/** The payments the amount came from; undefined when they are less than it. */
function creditsFor(amount: Money, payments: ChargeState['payments']): PlannedCharge['overpaid'] | undefined {
  let left = amount;
  const credits = payments.flatMap((payment) => {
    const part = Money.min(left, payment.amount);
    left = left.minus(part);
    return part.isPositive() ? [{ paymentId: payment.paymentId, amount: part }] : [];
  });
  return left.isZero() ? credits : undefined;
}

/** Amounts moved to the patient, or back, in the order they happen; none of nothing. */
export function sharesOf({ charges, decided }: PostingPlan): { chargeId: ChargeId; amount: Money; discount: Money }[] {
  const undone = charges.flatMap(({ chargeId, undo }) =>
    undo && undo.kind !== 'write_off'
      ? [{ chargeId, amount: undo.amount.negated(), discount: undo.discount.negated() }]
      : [],
  );
  const moved = decided.flatMap((claim) =>
    claim.charges.map(({ chargeId, patient }) => ({ chargeId, amount: patient, discount: Money.ZERO })),
  );
  return [...undone, ...moved].filter(({ amount }) => !amount.isZero());
}

/**
 * The entry of a plan, step by step: what is taken back, each decision in the order of the file, what becomes credit.
 *
 * Posts: see {@link selfPayRecipe} and {@link denialWriteOffRecipe} the other way round, {@link adjudicationRecipe},
 * {@link overpaidRecipe}. Scenarios S3, S9 iii, S13.
 */
export function linesOfPlan({ charges, decided }: PostingPlan, charge: InsuredCharge): JournalLine[] {
  const undone = charges.flatMap(({ chargeId, undo }) => (undo ? [{ chargeId, ...undo }] : []));
  const selfPay = selfPayRecipe(
    charge,
    undone.filter(({ kind }) => kind !== 'write_off'),
  );
  const writtenOff = undone
    .filter(({ kind }) => kind === 'write_off')
    .flatMap(({ chargeId, amount }) => denialWriteOffRecipe(charge.patientId, chargeId, amount));
  const steps = [
    negate([...selfPay, ...mergeLines(writtenOff)]).reverse(),
    ...decided.map((claim) => mergeLines(claim.charges.flatMap((move) => adjudicationRecipe(move, charge)))),
    charges.flatMap(({ chargeId, overpaid }) =>
      overpaid.flatMap((credit) => overpaidRecipe(charge, { chargeId, ...credit })),
    ),
  ];
  return steps.flat();
}
