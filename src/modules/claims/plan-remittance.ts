import { Injectable } from '@nestjs/common';
import { adjudicateClaim, type BilledLine, type DecidedClaim } from '../../domain/claims/adjudicate-claim';
import { type ChargeState, planClaimPosting, type PostingPlan } from '../../domain/claims/plan-claim-posting';
import type { Remittance, RemittanceClaim } from '../../domain/claims/remittance';
import { Clock } from '../../kernel/clock';
import { type ChargeId, newId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { PaidChargesReader } from '../payments/paid-charges.reader';
import { ClaimBooksRepository } from './persistence/claim-books.repository';
import { type ClaimLineRow, type ClaimRow, ClaimsRepository } from './persistence/claims.repository';
import type { SuspenseReason } from './remittance.view';

/** One claim of the file laid on one of ours. */
export interface MatchedClaim {
  readonly id: string;
  readonly claim: RemittanceClaim;
  readonly row: ClaimRow;
  readonly decided: DecidedClaim<ChargeId>;
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
    private readonly clock: Clock,
  ) {}

  async execute(remittance: Remittance): Promise<RemittancePlan | SuspendedPlan> {
    const rows = await this.claims.lockByControlNumbers(remittance.claims.map((claim) => claim.controlNumber));
    const lines = await this.claims.linesOf(rows.map((row) => row.id));
    const laid = remittance.claims.map((claim) => this.layOn(claim, rows, lines));
    const badVisits = new Set(laid.flatMap((one) => ('why' in one && one.row ? [one.row.visit_id] : [])));
    const matched = laid.filter((one): one is MatchedClaim => 'decided' in one && !badVisits.has(one.row.visit_id));
    const unmatched = laid.filter((one) => !matched.includes(one as MatchedClaim)).map(toUnmatched);
    const visits: VisitPlan[] = [];
    for (const visitId of new Set(matched.map(({ row }) => row.visit_id))) {
      const planned = await this.planVisit(
        matched.filter(({ row }) => row.visit_id === visitId),
        lines,
      );
      if ('reason' in planned) return planned;
      visits.push(planned);
    }
    return { visits, unmatched };
  }

  private layOn(
    claim: RemittanceClaim,
    rows: readonly ClaimRow[],
    lines: readonly ClaimLineRow[],
  ): MatchedClaim | UnmatchedClaim {
    const id = newId<string>(this.clock.now());
    const row = rows.find((candidate) => candidate.control_number === claim.controlNumber);
    if (!row) return { id, claim, why: 'claim_unknown' };
    const decided = adjudicateClaim(claim, lines.filter((line) => line.claim_id === row.id).map(toBilled));
    return typeof decided === 'string' ? { id, claim, row, why: decided } : { id, claim, row, decided };
  }

  private async planVisit(
    claims: readonly MatchedClaim[],
    lines: readonly ClaimLineRow[],
  ): Promise<VisitPlan | SuspendedPlan> {
    const [first] = claims as readonly [MatchedClaim];
    const claimIds = claims.map(({ row }) => row.id);
    const chargeIds = [
      ...new Set(lines.filter((line) => claimIds.includes(line.claim_id)).map((line) => line.charge_id)),
    ];
    const openOf = await this.books.lockOpen(chargeIds);
    const closures = await this.books.closuresOf(claimIds);
    const payments = await this.paid.ofCharges(chargeIds);
    const states = chargeIds.map((chargeId): ChargeState => {
      const { insurance, patient } = openOf(chargeId);
      return {
        chargeId,
        insuranceOpen: insurance,
        patientOpen: patient,
        closure: closures.map(({ charges }) => charges.get(chargeId)).find((closure) => closure !== undefined),
        payments: payments.filter((payment) => payment.chargeId === chargeId),
      };
    });
    const plan = planClaimPosting(
      claims.map(({ decided }) => decided),
      states,
    );
    if (typeof plan === 'string') return { reason: plan, detail: refusalDetail[plan](first.claim) };
    const overpaidFrom = plan.charges.flatMap(({ overpaid }) => overpaid.map(({ paymentId }) => paymentId));
    return {
      claims,
      plan,
      undoneClosureIds: plan.charges.some(({ undo }) => undo) ? closures.map(({ id }) => id) : [],
      spendsHsaFsa: payments.some(({ paymentId, spendsHsaFsa }) => spendsHsaFsa && overpaidFrom.includes(paymentId)),
    };
  }
}

const refusalDetail = {
  exceeds_receivable: ({ position, controlNumber }: RemittanceClaim) =>
    `segment ${position} (CLP04): claim ${controlNumber} is paid or reduced by more than is open with insurance.`,
  patient_balance_adjusted: ({ position, controlNumber }: RemittanceClaim) =>
    `segment ${position} (CLP): what the patient owed on claim ${controlNumber} was lowered meanwhile; take that back first.`,
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
