import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import { type ChargeId, type ClaimId, newId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { RequestApproval } from '../../tasks/request-approval';
import type { ClaimToWriteOff, WriteOffShare } from './claim-write-offs';

/** A denial somebody wants to give up, as it was asked for. */
export interface WaitingWriteOff {
  readonly claimId: ClaimId;
  readonly reason: string;
  readonly shares: readonly WriteOffShare[];
}

interface Row {
  readonly claim_id: ClaimId;
  readonly reason: string;
  readonly shares: readonly { chargeId: ChargeId; amountCents: number }[];
}

const INSERT = `
  INSERT INTO claim_write_off_requests (clinic_id, id, claim_id, state, approval_id, amount_cents, shares, reason, requested_at)
  VALUES (current_clinic(), $1, $2, 'awaiting_approval', $3, $4, $5, $6, $7)`;

/** Denials that wait for a second person to be given up. Tx: needs one. */
@Injectable()
export class WriteOffRequests {
  constructor(
    private readonly sql: Sql,
    private readonly approvals: RequestApproval,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  /** Errors: `claim_state_conflict`. */
  async assertNoneWaits(claimId: ClaimId): Promise<void> {
    const waiting = await this.sql.one<{ approval_id: string }>(
      `SELECT approval_id FROM claim_write_off_requests
        WHERE clinic_id = current_clinic() AND claim_id = $1 AND state = 'awaiting_approval'`,
      [claimId],
    );
    if (waiting)
      throw new DomainError('claim_state_conflict', {
        detail: 'It waits for a second person to agree already.',
        facts: { approvalId: waiting.approval_id },
      });
  }

  async ask({ claim, shares }: ClaimToWriteOff, { amount, reason }: { amount: Money; reason: string }): Promise<void> {
    const now = this.clock.now();
    const id = newId<string>(now);
    const subject = { type: 'claim_write_off', id };
    const approvalId = await this.approvals.execute({ kind: 'claim_write_off', subject, amount, reason });
    const rows = JSON.stringify(shares.map((share) => ({ chargeId: share.chargeId, amountCents: share.amount })));
    const cents = amount.toCents().toString();
    await this.sql.execute(INSERT, [id, claim.id, approvalId, cents, rows, reason, toDate(now)]);
    await this.audit.execute({
      action: 'claim.write_off_request',
      subject: { type: 'claim', id: claim.id },
      facts: { amountCents: amount.toJSON(), approvalId },
    });
  }

  /** The request that waits, held until the transaction ends. */
  async lock(id: string): Promise<WaitingWriteOff | undefined> {
    const row = await this.sql.one<Row>(
      `SELECT claim_id, reason, shares FROM claim_write_off_requests
        WHERE clinic_id = current_clinic() AND id = $1 AND state = 'awaiting_approval' FOR UPDATE`,
      [id],
    );
    return (
      row && {
        claimId: row.claim_id,
        reason: row.reason,
        shares: row.shares.map(({ chargeId, amountCents }) => ({ chargeId, amount: Money.cents(amountCents) })),
      }
    );
  }

  setState(id: string, state: 'booked' | 'rejected'): Promise<number> {
    return this.sql.execute(
      'UPDATE claim_write_off_requests SET state = $2 WHERE clinic_id = current_clinic() AND id = $1',
      [id, state],
    );
  }
}
