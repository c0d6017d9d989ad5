import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import type { ClaimId, RemittanceId } from '../../../kernel/ids';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { CloseTask } from '../../tasks/close-task';
import { type ClaimRow, ClaimsRepository } from '../persistence/claims.repository';
import { RemittanceMatchesRepository, type SuspenseClaim } from '../persistence/remittance-matches.repository';
import { RemittancesRepository } from '../persistence/remittances.repository';
import { RemittanceRecords } from '../remittance-records';
import type { RemittanceView } from '../remittance.view';

/** The stored side of matches by hand. Tx: needs one. */
@Injectable()
export class RemittanceMatches {
  constructor(
    private readonly remittances: RemittancesRepository,
    private readonly claims: ClaimsRepository,
    private readonly matches: RemittanceMatchesRepository,
    private readonly records: RemittanceRecords,
    private readonly tasks: CloseTask,
    private readonly audit: RecordAuditEvent,
  ) {}

  /**
   * A claim of a posted remittance, with the remittance held.
   * Errors: `remittance_unknown`, `remittance_claim_unknown`, `remittance_state_conflict`.
   */
  async lock(remittanceId: RemittanceId, id: string): Promise<SuspenseClaim> {
    const remittance = await this.remittances.lock(remittanceId);
    if (!remittance) throw new DomainError('remittance_unknown', { detail: 'This clinic has no such remittance.' });
    const found = await this.matches.find(remittanceId, id);
    if (!found)
      throw new DomainError('remittance_claim_unknown', { detail: 'The remittance says nothing of such a claim.' });
    if (remittance.status !== 'posted')
      throw new DomainError('remittance_state_conflict', {
        detail: 'Nothing of this remittance is booked.',
        facts: { status: remittance.status },
      });
    return found;
  }

  /** Errors: `claim_unknown`. */
  claim(id: ClaimId): Promise<ClaimRow> {
    return this.claims.lock(id);
  }

  insert(...match: Parameters<RemittanceMatchesRepository['insert']>): Promise<string> {
    return this.matches.insert(...match);
  }

  booked(remittanceClaimId: string) {
    return this.matches.booked(remittanceClaimId);
  }

  isEntangled(remittanceId: RemittanceId, suspense: SuspenseClaim): Promise<boolean> {
    return this.matches.isEntangled(remittanceId, suspense);
  }

  async matched(
    remittanceId: RemittanceId,
    { claimId, remittanceClaimId }: { claimId: ClaimId; remittanceClaimId: string },
  ): Promise<RemittanceView> {
    if (!(await this.matches.isWaiting(remittanceId)))
      await this.tasks.about('remittance_unmatched', remittanceId, 'Everything in it is matched.');
    await this.record('remittance.match', remittanceId, { claimId, remittanceClaimId });
    return this.records.get(remittanceId);
  }

  async unmatched(
    remittanceId: RemittanceId,
    facts: { claimId: ClaimId; remittanceClaimId: string },
  ): Promise<RemittanceView> {
    await this.record('remittance.unmatch', remittanceId, facts);
    return this.records.get(remittanceId);
  }

  private record(action: string, id: RemittanceId, facts: Readonly<Record<string, string>>): Promise<void> {
    return this.audit.execute({ action, subject: { type: 'remittance', id }, facts });
  }
}
