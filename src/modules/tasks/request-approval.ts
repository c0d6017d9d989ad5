import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import { newId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { ActingPerson } from '../access/acting-person';
import type { ApprovalKind } from './approval-kinds';
import { ApprovalsRepository } from './persistence/approvals.repository';

export interface RequestApprovalInput {
  readonly kind: ApprovalKind;
  /** The stored row that waits for the decision. */
  readonly subject: { readonly type: string; readonly id: string };
  readonly amount?: Money;
  readonly reason: string;
}

/**
 * Asks for a second person's agreement. What is asked for is stored by its own room, waiting.
 *
 * Tx: joins or opens one, that of the waiting row. Idempotent by: kind and subject.
 */
@Injectable()
export class RequestApproval {
  constructor(
    private readonly tx: Transactions,
    private readonly approvals: ApprovalsRepository,
    private readonly person: ActingPerson,
    private readonly clock: Clock,
  ) {}

  /** The approval's id. */
  execute(input: RequestApprovalInput): Promise<string> {
    return this.tx.run(async () => {
      const now = this.clock.now();
      const person = await this.person.get();
      const id = newId<string>(now);
      await this.approvals.insert({
        id,
        kind: input.kind,
        subjectType: input.subject.type,
        subjectId: input.subject.id,
        amountCents: input.amount?.toCents().toString() ?? null,
        reason: input.reason,
        requestedById: person.id,
        requestedByLabel: person.label,
        requestedAt: toDate(now),
      });
      return id;
    });
  }
}
