import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { invariant } from '../../kernel/invariant';
import { Transactions } from '../../platform/database/transactions';
import { MarkedProviders } from '../../platform/discovery/marked-providers';
import { ActingPerson } from '../access/acting-person';
import { RecordAuditEvent } from '../access/record-audit-event';
import { APPROVAL_HANDLER, ApprovalHandler } from './approval-handler';
import { type ApprovalRow, ApprovalsRepository } from './persistence/approvals.repository';

export interface DecideApprovalInput {
  readonly approvalId: string;
  readonly decision: 'approved' | 'rejected';
  readonly note?: string;
}

/**
 * Agrees to, or refuses, what another person asked for; agreeing carries it out in the same transaction.
 *
 * Tx: opens one. Idempotent by: the approval's state; the same decision again changes nothing.
 * Errors: `approval_unknown`, `approval_already_decided`, `approval_needs_other_person`, and those of what is carried out.
 */
@Injectable()
export class DecideApproval {
  constructor(
    private readonly tx: Transactions,
    private readonly approvals: ApprovalsRepository,
    private readonly providers: MarkedProviders,
    private readonly person: ActingPerson,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  async execute(input: DecideApprovalInput): Promise<void> {
    if (input.decision === 'approved') await this.prepare(input);
    const afterwards = await this.tx.run(() => this.decide(input));
    await afterwards?.();
  }

  /** Lets the room that asks get ready, once it is clear that this person may agree. */
  private async prepare({ approvalId }: DecideApprovalInput): Promise<void> {
    const approval = await this.tx.run(async () => {
      const row = await this.approvals.get(approvalId);
      return row?.state === 'requested' && (await this.person.get()).id !== row.requestedById ? row : undefined;
    });
    if (approval) await this.handlerOf(approval).prepare?.(approval);
  }

  private async decide(input: DecideApprovalInput): Promise<(() => Promise<void>) | void> {
    const approval = await this.approvals.lock(input.approvalId);
    if (!approval) throw new DomainError('approval_unknown');
    if (approval.state === input.decision) return;
    if (approval.state !== 'requested') throw new DomainError('approval_already_decided');
    const person = await this.person.get();
    if (input.decision === 'approved' && person.id === approval.requestedById)
      throw new DomainError('approval_needs_other_person', {
        detail: 'Whoever asked for this cannot approve it. Ask another person.',
      });
    await this.approvals.decide(approval.id, {
      state: input.decision,
      byId: person.id,
      byLabel: person.label,
      at: toDate(this.clock.now()),
      note: input.note ?? null,
    });
    await this.audit.execute({
      action: input.decision === 'approved' ? 'approval.approve' : 'approval.reject',
      subject: { type: 'approval', id: approval.id },
      facts: { kind: approval.kind, subjectId: approval.subjectId },
    });
    const handler = this.handlerOf(approval);
    return input.decision === 'approved' ? handler.approve(approval) : handler.reject(approval);
  }

  private handlerOf({ kind }: ApprovalRow): ApprovalHandler {
    const handler = this.providers.of<ApprovalHandler>(APPROVAL_HANDLER).find((candidate) => candidate.kind === kind);
    invariant(handler, `nobody carries out approvals of the kind ${kind}`);
    return handler;
  }
}
