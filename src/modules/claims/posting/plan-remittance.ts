import { Injectable } from '@nestjs/common';
import { adjudicateClaim, type BilledLine, type DecidedClaim } from '../../../domain/claims/adjudicate-claim';
import { holdForNextPlan, withinBooks } from '../../../domain/claims/coordinate-benefits';
import { type ChargeState, planClaimPosting, type PostingPlan } from '../../../domain/claims/plan-claim-posting';
import type { Remittance, RemittanceClaim } from '../../../domain/claims/remittance';
import { Clock } from '../../../kernel/clock';
import { type ChargeId, type ClaimId, type CoverageId, newId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { type PaidCharge, PaidChargesReader } from '../../payments/paid-charges.reader';
import { NextClaims } from './next-claims';
import { ClaimBooksRepository, type ClaimClosureRow, type OpenAmounts } from '../persistence/claim-books.repository';
import { type ClaimLineRow, type ClaimRow, ClaimsRepository } from '../persistence/claims.repository';
import type { SuspenseReason } from '../remittance.view';

/** One claim of the file laid on one of ours. */
export interface MatchedClaim {
  readonly id: string;
  readonly claim: RemittanceClaim;
  readonly row: ClaimRow;
  readonly decided: DecidedClaim<ChargeId>;
  /** The plan that is asked after this one; what this one leaves to the patient waits for it. */
  readonly nextCoverageId?: CoverageId;
}

/** One claim of the file that fits none of ours, and why. */
export interface UnmatchedClaim {
  readonly id: string;
  readonly claim: RemittanceClaim;
  readonly row?: ClaimRow;
  readonly why: string;
}

/** Everything the file says about one visit, in its order: a reversal and its correction are one step. */
export interface VisitPlan {
  readonly claims: readonly MatchedClaim[];
  readonly plan: PostingPlan;
  /** Closures the payer's new decision takes back. */
  readonly undoneClosureIds: readonly string[];
  readonly spendsHsaFsa: boolean;
}

/** What a remittance does, decided whole before anything of it is written. */
export interface RemittancePlan {
  readonly visits: readonly VisitPlan[];
  readonly unmatched: readonly UnmatchedClaim[];
}

export interface SuspendedPlan {
  readonly reason: SuspenseReason;
  readonly detail: string;
}

/**
 * Lays a remittance on the clinic's claims and charges, holding both, without writing.
 *
 * Tx: needs one.
 */
@Injectable()
export class PlanRemittance {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly books: ClaimBooksRepository,
    private readonly paid: PaidChargesReader,
    private readonly next: NextClaims,
    private readonly clock: Clock,
  ) {}

  async execute(remittance: Remittance): Promise<RemittancePlan | SuspendedPlan> {
    const rows = await this.claims.lockByControlNumbers(remittance.claims.map((claim) => claim.controlNumber));
    const ours: OurClaims = {
      byNumber: new Map(rows.map((row) => [row.control_number, row])),
      lines: groupBy(await this.claims.linesOf(rows.map((row) => row.id)), (line) => line.claim_id),
      nextPlans: await this.next.plansAfter(rows),
      held: await this.heldBefore(remittance, rows),
    };
    const laid = remittance.claims.map((claim) => this.layOn(claim, ours));
    const badVisits = new Set(laid.flatMap((one) => ('why' in one && one.row ? [one.row.visit_id] : [])));
    const isMatched = (one: MatchedClaim | UnmatchedClaim): one is MatchedClaim =>
      'decided' in one && !badVisits.has(one.row.visit_id);
    const matched = laid.filter(isMatched);
    const unmatched = laid.filter((one) => !isMatched(one)).map(toUnmatched);
    const books = await this.booksOf(matched, ours);
    const visits: VisitPlan[] = [];
    for (const claims of groupBy(matched, ({ row }) => row.visit_id).values()) {
      const planned = planVisit(claims, ours, books);
      if ('reason' in planned) return planned;
      visits.push(planned);
    }
    return { visits, unmatched };
  }

  /** A reversal takes back what was held where something was, and what the patient was billed where not. */
  private async heldBefore({ claims }: Remittance, rows: readonly ClaimRow[]): Promise<ReadonlySet<ClaimId>> {
    const reversed = new Set(claims.flatMap((claim) => (claim.status === 'reversal' ? [claim.controlNumber] : [])));
    return this.next.held(rows.flatMap((row) => (reversed.has(row.control_number) ? [row.id] : [])));
  }

  private layOn(claim: RemittanceClaim, ours: OurClaims): MatchedClaim | UnmatchedClaim {
    const id = newId<string>(this.clock.now());
    const row = ours.byNumber.get(claim.controlNumber);
    if (!row) return { id, claim, why: 'claim_unknown' };
    const decided = adjudicateClaim(claim, (ours.lines.get(row.id) ?? []).map(toBilled));
    if (typeof decided === 'string') return { id, claim, row, why: decided };
    const nextCoverageId = ours.nextPlans.get(row.id);
    const isHeld = decided.event === 'reverse' ? ours.held.has(row.id) : nextCoverageId !== undefined;
    return { id, claim, row, nextCoverageId, decided: isHeld ? holdForNextPlan(decided) : decided };
  }

  /** Everything the books have of the claims' charges, held, in one query each. */
  private async booksOf(matched: readonly MatchedClaim[], { lines }: OurClaims): Promise<Books> {
    const claimIds = [...new Set(matched.map(({ row }) => row.id))];
    const chargeIds = [...new Set(claimIds.flatMap((id) => (lines.get(id) ?? []).map((line) => line.charge_id)))];
    const openOf = await this.books.lockOpen(chargeIds);
    const secondary = matched.flatMap(({ row }) => (row.prior_claim_id === null ? [] : [row.id]));
    return {
      openOf,
      closures: groupBy(await this.books.closuresOf(claimIds), ({ claimId }) => claimId),
      payments: groupBy(await this.paid.ofCharges(chargeIds), ({ chargeId }) => chargeId),
      secondaryContractual: await this.next.contractual(secondary),
    };
  }
}

/** The clinic's side of a file. */
interface OurClaims {
  readonly byNumber: ReadonlyMap<string, ClaimRow>;
  readonly lines: ReadonlyMap<ClaimId, readonly ClaimLineRow[]>;
  readonly nextPlans: ReadonlyMap<ClaimId, CoverageId>;
  /** Reversed claims of which something was held for the next plan. */
  readonly held: ReadonlySet<ClaimId>;
}

interface Books {
  readonly openOf: (chargeId: ChargeId) => OpenAmounts;
  readonly closures: ReadonlyMap<ClaimId, readonly ClaimClosureRow[]>;
  readonly payments: ReadonlyMap<ChargeId, readonly PaidCharge[]>;
  readonly secondaryContractual: ReadonlyMap<ChargeId, Money>;
}

function planVisit(claims: readonly MatchedClaim[], ours: OurClaims, books: Books): VisitPlan | SuspendedPlan {
  const [first] = claims as readonly [MatchedClaim];
  const claimIds = [...new Set(claims.map(({ row }) => row.id))];
  const chargeIds = [...new Set(claimIds.flatMap((id) => (ours.lines.get(id) ?? []).map((line) => line.charge_id)))];
  const closures = claimIds.flatMap((id) => books.closures.get(id) ?? []);
  const payments = chargeIds.flatMap((id) => books.payments.get(id) ?? []);
  const states = chargeIds.map((chargeId): ChargeState => ({
    chargeId,
    insuranceOpen: books.openOf(chargeId).insurance,
    patientOpen: books.openOf(chargeId).patient,
    closure: closures.map(({ charges }) => charges.get(chargeId)).find((closure) => closure !== undefined),
    payments: books.payments.get(chargeId) ?? [],
  }));
  const decided = withinBooks(
    claims.map((claim) => ({ decided: claim.decided, isSecondary: claim.row.prior_claim_id !== null })),
    (chargeId) => ({
      insuranceOpen: books.openOf(chargeId).insurance,
      secondaryContractual: books.secondaryContractual.get(chargeId) ?? Money.ZERO,
    }),
  );
  const plan = planClaimPosting(decided, states);
  if (typeof plan === 'string') return { reason: plan, detail: refusalDetail[plan](first.claim) };
  const overpaidFrom = plan.charges.flatMap(({ overpaid }) => overpaid.map(({ paymentId }) => paymentId));
  return {
    claims: claims.map((claim, index) => ({ ...claim, decided: decided[index] as MatchedClaim['decided'] })),
    plan,
    undoneClosureIds: plan.charges.some(({ undo }) => undo) ? closures.map(({ id }) => id) : [],
    spendsHsaFsa: payments.some(({ paymentId, spendsHsaFsa }) => spendsHsaFsa && overpaidFrom.includes(paymentId)),
  };
}

const refusalDetail = {
  exceeds_receivable: ({ position, textLine, controlNumber }: RemittanceClaim) =>
    `line ${textLine}, segment ${position} (CLP04): claim ${controlNumber} is paid or reduced by more than is open with insurance.`,
  patient_balance_adjusted: ({ position, textLine, controlNumber }: RemittanceClaim) =>
    `line ${textLine}, segment ${position} (CLP): what the patient owed on claim ${controlNumber} was lowered meanwhile, or their payment of it is in dispute; take that back, or wait for the bank, first.`,
};

const toBilled = (line: ClaimLineRow): BilledLine<ChargeId> => ({
  chargeId: line.charge_id,
  lineNumber: line.line_number,
  controlNumber: line.control_number,
  procedureCode: line.procedure_code ?? '',
  amount: Money.fromColumn(line.amount_cents),
});

/** What stands beside a claim that does not fit is not booked either: its figures belong together. */
const toUnmatched = (one: MatchedClaim | UnmatchedClaim): UnmatchedClaim =>
  'why' in one ? one : { id: one.id, claim: one.claim, row: one.row, why: 'other_part_unmatched' };

/** Items under their keys, both in the order they came. */
function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
