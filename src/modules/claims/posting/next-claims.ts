import { Injectable } from '@nestjs/common';
import { isAnswered } from '../../../domain/claims/claim-state';
import { PAYER_DEFAULTS } from '../../../domain/claims/payer-defaults';
import { DomainError } from '../../../kernel/errors';
import type { ChargeId, ClaimId, CoverageId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { NextPlans } from '../../coverage/next-plans';
import { MoveClaim } from './move-claim';
import { type ClaimRow, ClaimsRepository } from '../persistence/claims.repository';
import { NextClaimsRepository } from '../persistence/next-claims.repository';

const FILING_DAYS = Object.fromEntries(
  Object.entries(PAYER_DEFAULTS).map(([planType, rules]) => [planType, rules.timelyFilingDays]),
);

/** How a claim to the next plan comes about. */
export interface NextClaimCause {
  readonly coverageId: CoverageId;
  /** The day the plan before decided; the deadline counts from it. */
  readonly decidedOn: string;
  /** The plan before has sent it on itself (CLP02 19 to 21): it is not sent again. */
  readonly wasForwarded?: boolean;
}

/**
 * Claims to patients' further plans: one follows when a payer has decided and left something to a patient who has another
 * plan.
 *
 * Tx: needs one that holds the claims before.
 */
@Injectable()
export class NextClaims {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly next: NextClaimsRepository,
    private readonly plans: NextPlans,
    private readonly move: MoveClaim,
    private readonly audit: RecordAuditEvent,
  ) {}

  /** The plan each of the claims is followed by; a claim to the patient's last plan is not in the map. */
  async plansAfter(rows: readonly ClaimRow[]): Promise<ReadonlyMap<ClaimId, CoverageId>> {
    const found = await this.plans.execute(
      rows.map((row) => ({ coverageId: row.coverage_id, dateOfService: row.date_of_service })),
    );
    return new Map(
      rows.flatMap((row, index) => {
        const coverageId = found[index];
        return coverageId ? [[row.id, coverageId] as const] : [];
      }),
    );
  }

  /** What was given up because of what these secondary claims' payers said, by charge. */
  contractual(ids: readonly ClaimId[]): Promise<ReadonlyMap<ChargeId, Money>> {
    return this.next.contractual(ids);
  }

  /** What these claims' payers left to the patient and the next plan was asked for, by charge. */
  forwarded(ids: readonly ClaimId[]): Promise<ReadonlyMap<ChargeId, Money>> {
    return this.next.forwarded(ids);
  }

  /** The claims of which something still waits for the next plan. */
  async held(ids: readonly ClaimId[]): Promise<ReadonlySet<ClaimId>> {
    return new Set(await this.next.held(ids));
  }

  /** Makes the claim to the next plan. One that is there is answered, for it may tell what is not so any more. */
  async follow(
    prior: ClaimRow,
    { coverageId, decidedOn, wasForwarded }: NextClaimCause,
  ): Promise<{ id: ClaimId; wasThere: boolean }> {
    const [there] = await this.next.liveOf([prior.id]);
    if (there) return { id: there.id, wasThere: true };
    const id = await this.next.insert(prior.id, { coverageId, decidedOn, timelyFilingDays: FILING_DAYS });
    if (wasForwarded) {
      const note = 'Sent on by the plan before.';
      this.move.execute(await this.claims.lock(id), { event: 'forward', cause: { type: 'claim', id: prior.id, note } });
    }
    await this.audit.execute({
      action: 'claim.follow',
      subject: { type: 'claim', id },
      facts: { priorClaimId: prior.id },
    });
    return { id, wasThere: false };
  }

  /** Errors: `claim_state_conflict` while the patient's next plan has not answered. */
  async assertAnswered(id: ClaimId): Promise<void> {
    const waiting = (await this.next.liveOf([id])).find(({ status }) => !isAnswered(status));
    if (!waiting) return;
    throw new DomainError('claim_state_conflict', {
      detail: `The patient’s next plan has not answered yet (claim ${waiting.control_number}).`,
      facts: { claimId: waiting.id, status: waiting.status },
    });
  }

  /**
   * Takes back the claims that followed, because the decision they rest on is taken back.
   * Errors: `remittance_state_conflict` when one of them has left.
   */
  async withdrawAfter(ids: readonly ClaimId[], remittanceId: string): Promise<void> {
    for (const { id } of await this.next.liveOf(ids)) {
      const claim = await this.claims.lock(id);
      if (!['draft', 'validated'].includes(claim.status))
        throw new DomainError('remittance_state_conflict', {
          detail: `Claim ${claim.control_number} to the next plan has been sent; withdraw it there first.`,
          facts: { claimId: id, status: claim.status },
        });
      const cause = { type: 'remittance', id: remittanceId, note: 'The decision before was taken back.' } as const;
      this.move.execute(claim, { event: 'withdraw', cause });
    }
  }
}
