import { Injectable } from '@nestjs/common';
import type { ClaimEvent } from '../../../domain/claims/claim-state';
import type { ClaimId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { ClaimNews } from './claim-news';

/** Tells who closed a claim, and that nothing is left to do about it. Tx: needs one. */
@Injectable()
export class ClosureTrail {
  constructor(
    private readonly news: ClaimNews,
    private readonly audit: RecordAuditEvent,
  ) {}

  async record(claimId: ClaimId, { event, amount }: { event: ClaimEvent; amount: Money }): Promise<void> {
    await this.news.settled(claimId, `The clinic decided: ${event.replace('_', ' ')}.`);
    await this.audit.execute({
      action: `claim.${event}`,
      subject: { type: 'claim', id: claimId },
      facts: { amountCents: amount.toJSON() },
    });
  }
}
