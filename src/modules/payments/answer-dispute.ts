import { Injectable } from '@nestjs/common';
import { isAnswerable } from '../../domain/payments/dispute-status';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { violates } from '../../platform/database/pg-errors';
import { Transactions } from '../../platform/database/transactions';
import type { DisputeAnswer } from './disputes/dispute-gateway';
import { DisputeAnswers } from './disputes/dispute-answers';
import { DisputeStatement } from './disputes/dispute-statement';
import type { DisputeView } from './dispute.view';
import { DisputesReader } from './disputes.reader';
import { SendDisputeAnswer } from './disputes/send-dispute-answer';

export type AnswerDisputeInput =
  | {
      readonly kind: 'evidence';
      /** Words for the bank; the service writes neutral ones when there are none. */
      readonly statement?: string;
      /** Sends it to the bank, once and for all; otherwise it is only kept at the processor. */
      readonly isFinal: boolean;
    }
  | { readonly kind: 'accept' };

/**
 * Answers a dispute: evidence in words without health information, or giving in.
 *
 * Tx: forbids one around it; stores the answer, sends it, stores what became of it. Idempotent by: the stored answer, which the
 * same request finds again after a crash and from which Stripe's key derives; one whose outcome is not known blocks another
 * until it is. Posts: what the processor then moves, see {@link BookDispute}. Errors: `dispute_unknown`, `dispute_closed`, `dispute_answer_in_progress`,
 * `dispute_statement_unsuitable`, `processor_unavailable`.
 */
@Injectable()
export class AnswerDispute {
  constructor(
    private readonly tx: Transactions,
    private readonly disputes: DisputesReader,
    private readonly statements: DisputeStatement,
    private readonly answers: DisputeAnswers,
    private readonly sending: SendDisputeAnswer,
    private readonly clock: Clock,
  ) {}

  async execute(disputeId: string, input: AnswerDisputeInput): Promise<DisputeView> {
    invariant(!this.tx.isOpen, 'a dispute is answered outside any transaction');
    const answer = await this.tx.run(() => this.prepare(disputeId, input));
    await this.sending.execute(answer);
    return this.disputes.get(disputeId);
  }

  private async prepare(disputeId: string, input: AnswerDisputeInput): Promise<DisputeAnswer> {
    const dispute = await this.disputes.get(disputeId);
    const begun = await this.answers.ofRequest(disputeId);
    if (begun) return begun;
    if (!isAnswerable(dispute.status))
      throw new DomainError('dispute_closed', {
        detail: 'The bank takes no more answers to this dispute.',
        facts: { status: dispute.status },
      });
    const statement = input.kind === 'evidence' ? await this.statements.for(dispute, input.statement) : null;
    const answer = {
      id: newId<string>(this.clock.now()),
      kind: input.kind,
      statement,
      isFinal: input.kind === 'accept' || input.isFinal,
    };
    try {
      await this.answers.insert(disputeId, answer);
    } catch (error) {
      if (violates(error, 'uq_dispute_answers_sending'))
        throw new DomainError('dispute_answer_in_progress', {
          detail: 'An answer is on its way. Look again in a few minutes.',
          cause: error,
        });
      throw error;
    }
    return { ...answer, stripeDisputeId: dispute.processorId };
  }
}
