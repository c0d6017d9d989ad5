import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { Clock, toDate } from '../../kernel/clock';
import { newId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import type { TaskFacts, TaskKind } from './task-kinds';
import { TasksRepository } from './persistence/tasks.repository';

export interface RaiseTaskInput {
  readonly kind: TaskKind;
  /** `id` is ours, or the processor's for an object that is not. */
  readonly subject: { readonly type: string; readonly id: string };
  readonly patientId?: string;
  readonly amount?: Money;
  /** Codes, amounts in cents and ids; never a name or a diagnosis. */
  readonly facts?: TaskFacts;
  readonly dueAt?: Temporal.Instant;
}

/**
 * Puts something a person has to look at on the clinic's list.
 *
 * Tx: joins or opens one; raised in the transaction of what calls for it. Idempotent by: kind and subject, while it is open.
 */
@Injectable()
export class RaiseTask {
  constructor(
    private readonly tx: Transactions,
    private readonly tasks: TasksRepository,
    private readonly clock: Clock,
  ) {}

  execute(input: RaiseTaskInput): Promise<void> {
    const now = this.clock.now();
    return this.tx.run(() =>
      this.tasks.raise({
        id: newId(now),
        kind: input.kind,
        subjectType: input.subject.type,
        subjectId: input.subject.id,
        patientId: input.patientId ?? null,
        amountCents: input.amount?.toCents().toString() ?? null,
        facts: input.facts ?? {},
        raisedAt: toDate(now),
        dueAt: input.dueAt ? toDate(input.dueAt) : null,
      }),
    );
  }
}
