import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { ClaimId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import type { ClaimView } from './claim.view';
import { ClaimsReader } from './claims.reader';
import { MoveClaim } from './posting/move-claim';
import { ClaimsRepository } from './persistence/claims.repository';

/**
 * What a biller does about a claim a payer has decided, without money: an appeal, a corrected claim, a withdrawal.
 *
 * Tx: joins or opens one; holds the claim. Idempotent by: the claim's state. Errors: `claim_unknown`, `claim_state_conflict`.
 */
@Injectable()
export class WorkClaim {
  constructor(
    private readonly transactions: Transactions,
    private readonly claims: ClaimsRepository,
    private readonly move: MoveClaim,
    private readonly reader: ClaimsReader,
    private readonly audit: RecordAuditEvent,
  ) {}

  /** An appeal was sent. Its task stays open until the payer answers or the clinic gives up. */
  appeal({ claimId, note }: { claimId: ClaimId; note: string }): Promise<ClaimView> {
    return this.transactions.run(async () => {
      const claim = await this.claims.lock(claimId);
      this.move.execute(claim, { event: 'appeal', cause: { type: 'person', note } });
      await this.audit.execute({ action: 'claim.appeal', subject: { type: 'claim', id: claimId } });
      return this.reader.get(claimId);
    });
  }

  /**
   * Makes the claim that replaces (frequency 7) or withdraws (8) one the payer has, with the payer's number of it. It is a
   * draft under a number of its own. A claim that was turned back has never been with the payer: it is sent again as it is.
   */
  replace({ claimId, frequency }: { claimId: ClaimId; frequency: 'replacement' | 'void' }): Promise<ClaimView> {
    return this.transactions.run(async () => {
      const claim = await this.claims.lock(claimId);
      if (claim.payer_claim_number === null)
        throw new DomainError('claim_state_conflict', {
          detail: 'The payer has not told its own number of this claim, which a replacement must name.',
          facts: { status: claim.status },
        });
      this.move.execute(claim, { event: 'replace', cause: { type: 'person' } });
      const id = await this.claims.insertReplacement(claimId, frequency);
      await this.audit.execute({ action: `claim.${frequency}`, subject: { type: 'claim', id }, facts: { claimId } });
      return this.reader.get(id);
    });
  }
}
