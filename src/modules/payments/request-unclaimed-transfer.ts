import { Injectable } from '@nestjs/common';
import { assertMayMove } from '../../domain/payments/unclaimed-credit';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId, type PaymentId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { RequestApproval } from '../tasks/request-approval';
import { UnclaimedCreditsRepository } from './persistence/unclaimed-credits.repository';
import { UnclaimedCreditsReader } from './unclaimed-credits.reader';

/**
 * Asks a second person to agree that money nobody has claimed is moved to unclaimed property, for the state to keep for its
 * owner. Whatever the amount: it leaves a patient's account without their word.
 *
 * Tx: joins or opens one. Idempotent by: one request a payment at a time. Posts: nothing until it is approved, see
 * {@link UnclaimedApprovalsHandler}. Errors: `payment_unknown`, `credit_not_unclaimed`, `unclaimed_letter_required`,
 * `unclaimed_transfer_requested`, `payment_disputed`.
 */
@Injectable()
export class RequestUnclaimedTransfer {
  constructor(
    private readonly tx: Transactions,
    private readonly reader: UnclaimedCreditsReader,
    private readonly credits: UnclaimedCreditsRepository,
    private readonly approvals: RequestApproval,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  /** The approval's id. */
  execute(paymentId: PaymentId): Promise<string> {
    return this.tx.run(async () => {
      const { row, held, terms } = await this.reader.held(paymentId);
      if (row.state === 'awaiting_approval')
        throw new DomainError('unclaimed_transfer_requested', { facts: { approvalId: row.approvalId } });
      if (row.isDisputed)
        throw new DomainError('payment_disputed', { detail: 'The bank has to decide about this payment first.' });
      assertMayMove(held, terms);
      invariant(row.id, 'a letter that was sent has its row');
      const id = newId<string>(this.clock.now());
      const amount = Money.fromColumn(row.heldCents);
      const approvalId = await this.approvals.execute({
        kind: 'unclaimed_credit',
        subject: { type: 'unclaimed_credit', id },
        amount,
        reason: `Nobody has claimed it since ${row.lastMovedOn}; the owner was written to on ${row.letterSentOn ?? ''}.`,
      });
      await this.credits.setRequested(row.id, { id, approvalId, cents: row.heldCents });
      await this.audit.execute({
        action: 'unclaimed_credit.request',
        subject: { type: 'payment', id: paymentId },
        facts: { amountCents: amount.toJSON(), approvalId },
      });
      return approvalId;
    });
  }
}
