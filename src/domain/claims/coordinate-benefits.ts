import type { ChargeId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { DecidedCharge, DecidedClaim, DecidedLine } from './adjudicate-claim';
import type { ClaimAdjustment, LineAdjudication } from './claim-form';
import type { BusinessDate } from '../../kernel/business-date';

/**
 * What a payer left to a patient who has another plan is that plan's to answer first: until it has, the patient is asked
 * for nothing (coordination of benefits; X12 005010X222A1 §1.4.1).
 */
export function holdForNextPlan<Id extends string>(decided: DecidedClaim<Id>): DecidedClaim<Id> {
  const held = <Part extends DecidedCharge<Id>>(part: Part): Part => ({
    ...part,
    patient: Money.ZERO,
    forwarded: part.forwarded.plus(part.patient),
  });
  return { ...decided, charges: decided.charges.map(held), lines: decided.lines.map((line) => held(line)) };
}

/** A decision of one payer in the order of a file, and whether another had decided before it. */
export interface DecisionInTurn {
  readonly decided: DecidedClaim<ChargeId>;
  readonly isSecondary: boolean;
}

/** What the books have of a charge before a file is laid on it. */
export interface BooksOfCharge {
  /** Open on 1200. */
  readonly insuranceOpen: Money;
  /** Given up so far because of what secondary payers said. */
  readonly secondaryContractual: Money;
}

/**
 * A secondary payer says again what the primary's contract took off: of that only what is still open can be given up, the
 * rest was given up before. A reversal gives back what was given up because of it, not more.
 */
export function withinBooks(
  turns: readonly DecisionInTurn[],
  booksOf: (chargeId: ChargeId) => BooksOfCharge,
): DecidedClaim<ChargeId>[] {
  const open = new Map<ChargeId, Money>();
  const givenUp = new Map<ChargeId, Money>();
  return turns.map(({ decided, isSecondary }) => {
    const lines = decided.lines.map((line) => {
      const left = open.get(line.chargeId) ?? booksOf(line.chargeId).insuranceOpen;
      const before = givenUp.get(line.chargeId) ?? booksOf(line.chargeId).secondaryContractual;
      const contractual = isSecondary ? contractualWithin(line, left, before) : line.contractual;
      open.set(line.chargeId, left.minus(line.paid).minus(contractual).minus(line.patient));
      if (isSecondary) givenUp.set(line.chargeId, before.plus(contractual));
      return { ...line, contractual };
    });
    return { ...decided, lines, charges: decided.charges.map((charge) => takenTogether(charge, lines)) };
  });
}

function contractualWithin({ paid, patient, contractual }: DecidedLine<ChargeId>, open: Money, before: Money): Money {
  if (contractual.isNegative()) return Money.max(contractual, before.negated());
  return Money.min(contractual, Money.max(open.minus(paid).minus(patient), Money.ZERO));
}

const takenTogether = (
  charge: DecidedCharge<ChargeId>,
  lines: readonly DecidedLine<ChargeId>[],
): DecidedCharge<ChargeId> => ({
  ...charge,
  contractual: Money.sum(
    lines.filter(({ chargeId }) => chargeId === charge.chargeId).map(({ contractual }) => contractual),
  ),
});

/** What a payer decided about a line, file by file: a reversal and its correction are two. */
export interface PriorDecision {
  readonly paid: Money;
  readonly adjustments: readonly ClaimAdjustment[];
  readonly decidedOn: BusinessDate;
}

/** Everything one payer decided about a line as the next one is told it (2430 SVD, CAS, DTP*573); the latest day counts. */
export function adjudicationOf(
  decisions: readonly PriorDecision[],
  { payerId, units }: { payerId: string; units: number },
): LineAdjudication | undefined {
  const last = decisions.at(-1);
  if (!last) return undefined;
  const sums = new Map<string, ClaimAdjustment>();
  for (const adjustment of decisions.flatMap(({ adjustments }) => adjustments)) {
    const key = `${adjustment.group} ${adjustment.reason}`;
    const sum = sums.get(key)?.amount ?? Money.ZERO;
    sums.set(key, { ...adjustment, amount: sum.plus(adjustment.amount) });
  }
  return {
    payerId,
    units,
    paid: Money.sum(decisions.map(({ paid }) => paid)),
    adjustments: [...sums.values()].filter(({ amount }) => !amount.isZero()),
    decidedOn: last.decidedOn,
  };
}
