import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { ClaimId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { CheckClaim } from './check-claim';
import type { ClaimView } from './claim.view';
import { ClaimsReader } from './claims.reader';
import { MoveClaim } from './posting/move-claim';

/**
 * Notes that a claim went to its payer on paper (CMS-1500). It is looked over first, as one that goes in a file.
 *
 * Tx: joins or opens one; holds the claim. Idempotent by: the claim's state.
 * Errors: `claim_unknown`, `claim_not_ready` with what it lacks, `claim_state_conflict` for one that has left.
 */
@Injectable()
export class MailClaim {
  constructor(
    private readonly transactions: Transactions,
    private readonly checks: CheckClaim,
    private readonly move: MoveClaim,
    private readonly reader: ClaimsReader,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(claimId: ClaimId): Promise<ClaimView> {
    return this.transactions.run(async () => {
      const { row, isReady, findings, gates } = await this.checks.execute(claimId);
      if (!isReady && ['draft', 'validated', 'rejected'].includes(row.status))
        throw new DomainError('claim_not_ready', {
          detail: 'The claim cannot be sent yet.',
          facts: {
            findings: findings
              .filter(({ severity }) => severity === 'error')
              .map(({ code, pointer }) => ({ code, pointer })),
            missing: gates.flatMap(({ gate, isMet, isBlocking }) => (isMet || !isBlocking ? [] : [gate])),
          },
        });
      this.move.execute(row, { event: 'submit', cause: { type: 'person', note: 'Mailed on paper.' } });
      await this.audit.execute({ action: 'claim.mail', subject: { type: 'claim', id: claimId } });
      return this.reader.get(claimId);
    });
  }
}
