import { Injectable } from '@nestjs/common';
import { remittanceReader } from '../../domain/claims/read-835';
import type { Remittance } from '../../domain/claims/remittance';
import { streamX12 } from '../../domain/x12/envelope';
import { DomainError } from '../../kernel/errors';
import type { ClaimId, RemittanceId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { BookVisitDecision } from './posting/book-visit-decision';
import { KeptFiles } from './files/kept-files';
import { RemittanceMatches } from './posting/remittance-matches';
import type { SuspenseClaim } from './persistence/remittance-matches.repository';
import { PlanRemittance, type VisitPlan } from './posting/plan-remittance';
import type { RemittanceView } from './remittance.view';
import { RemittanceDesk } from './posting/remittance-desk';
import { SettleClaims } from './posting/settle-claims';

/** A claim of a remittance that waits in suspense, and the one of ours it is about. */
export interface MatchSuspenseInput {
  readonly remittanceId: RemittanceId;
  readonly remittanceClaimId: string;
  readonly claimId: ClaimId;
  readonly reason: string;
}

/**
 * Lays a claim of a remittance that fitted none of ours on the one a person names: read again from its file, and booked as
 * if the payer had named it. Its money comes out of suspense.
 *
 * Tx: joins or opens one; holds the remittance, the claim and its open items. Idempotent by: the state of the match.
 * Posts: Dr 2010 paid, Dr 4900 contractual, Dr 1100 the patient's share / Cr 1200, on the clinic's today.
 * Errors: `remittance_unknown`, `remittance_claim_unknown`, `remittance_state_conflict` when it is matched already,
 * `claim_unknown`, `remittance_match_invalid` with the reason it does not fit.
 */
@Injectable()
export class MatchSuspense {
  constructor(
    private readonly transactions: Transactions,
    private readonly matches: RemittanceMatches,
    private readonly plan: PlanRemittance,
    private readonly book: BookVisitDecision,
    private readonly desk: RemittanceDesk,
    private readonly files: KeptFiles,
  ) {}

  execute({ remittanceId, remittanceClaimId, claimId, reason }: MatchSuspenseInput): Promise<RemittanceView> {
    return this.transactions.run(async () => {
      const suspense = await this.matches.lock(remittanceId, remittanceClaimId);
      if (suspense.claimId !== undefined)
        throw new DomainError('remittance_state_conflict', {
          detail: 'It is matched to a claim; take it off that one first.',
          facts: { claimId: suspense.claimId },
        });
      const { control_number: controlNumber } = await this.matches.claim(claimId);
      const visit = await this.planned(suspense, controlNumber);
      const matched = visit.claims[0] as VisitPlan['claims'][number];
      const { outcome } = SettleClaims.toRecord(matched);
      const { lines } = matched.decided;
      const matchId = await this.matches.insert(suspense.id, { claimId, outcome, reason, lines });
      const own = { ...visit, claims: [{ ...matched, id: suspense.id }] };
      await this.book.execute([own], { remittanceId, on: await this.desk.postingDay(), matchId });
      return this.matches.matched(remittanceId, { claimId, remittanceClaimId });
    });
  }

  /** The remittance as its file tells it, with that one claim alone. */
  private async told({ fileId, position }: SuspenseClaim): Promise<Remittance | undefined> {
    for await (const remittance of streamX12<Remittance>(this.files.read(fileId).open(), remittanceReader)) {
      const claims = remittance.claims.filter((claim) => claim.position === position);
      if (claims.length > 0) return { ...remittance, claims };
    }
    return undefined;
  }

  /** As the planner would have it, had the payer named our claim. */
  private async planned(suspense: SuspenseClaim, controlNumber: string): Promise<VisitPlan> {
    const remittance = await this.told(suspense);
    const [claim] = remittance?.claims ?? [];
    if (!remittance || !claim) throw misfit('claim_unknown');
    const plan = await this.plan.execute({ ...remittance, claims: [{ ...claim, controlNumber }] });
    if ('reason' in plan) throw misfit(plan.reason);
    const [visit] = plan.visits;
    if (!visit) throw misfit(plan.unmatched[0]?.why ?? 'claim_unknown');
    return visit;
  }
}

const misfit = (reason: string): DomainError =>
  new DomainError('remittance_match_invalid', {
    detail: `What the payer decided does not fit this claim: ${reason.replaceAll('_', ' ')}. Choose the claim with these lines and amounts.`,
    facts: { reason },
  });
