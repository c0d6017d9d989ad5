import { Injectable } from '@nestjs/common';
import { UNCLAIMED_ACCOUNTS, unclaimedRecipe } from '../../../domain/ledger/unclaimed-recipe';
import { assertMayMove } from '../../../domain/payments/unclaimed-credit';
import { DomainError } from '../../../kernel/errors';
import { Money } from '../../../kernel/money';
import { PostJournalEntry } from '../../ledger/post-journal-entry';
import { type Approval, ApprovalHandler, RegisterApprovalHandler } from '../../tasks/approval-handler';
import { CloseTask } from '../../tasks/close-task';
import { MovementDays } from '../settling/movement-days';
import { PaymentMoneyReader } from '../persistence/payment-money.reader';
import { UnclaimedCreditsRepository } from '../persistence/unclaimed-credits.repository';
import { UnclaimedCreditsReader } from '../unclaimed-credits.reader';

/**
 * Moves unclaimed money once another person has agreed: what is held at that moment, under the locks of its open items.
 * Idempotent by: the request. Posts: {@link unclaimedRecipe}.
 */
@RegisterApprovalHandler()
@Injectable()
export class UnclaimedApprovalsHandler extends ApprovalHandler {
  readonly kind = 'unclaimed_credit';

  constructor(
    private readonly credits: UnclaimedCreditsRepository,
    private readonly reader: UnclaimedCreditsReader,
    private readonly money: PaymentMoneyReader,
    private readonly journal: PostJournalEntry,
    private readonly days: MovementDays,
    private readonly tasks: CloseTask,
  ) {
    super();
  }

  /** Errors: `payment_unknown` when all of it was spent or given back since, `credit_not_unclaimed` when part was; `payment_disputed`. */
  async approve({ subjectId }: Approval): Promise<void> {
    const request = await this.credits.ofRequest(subjectId);
    if (!request) throw new DomainError('payment_unknown', { detail: 'This request is not waiting any more.' });
    const { held: lying } = await this.money.lock({ id: request.paymentId, patientId: request.patientId });
    const { row, held, terms } = await this.reader.held(request.paymentId);
    if (row.isDisputed)
      throw new DomainError('payment_disputed', { detail: 'The bank has to decide about this payment first.' });
    assertMayMove(held, terms);
    const parts = lying.filter(
      ({ accountNumber, amount }) => UNCLAIMED_ACCOUNTS.includes(accountNumber) && amount.isPositive(),
    );
    const effectiveOn = await this.days.for();
    await this.journal.execute({
      kind: 'unclaimed_property',
      source: { type: 'unclaimed_credit', id: subjectId },
      effectiveOn,
      lines: unclaimedRecipe({ ...request, parts }),
    });
    const moved = Money.sum(parts.map(({ amount }) => amount));
    await this.credits.setMoved(request.id, { cents: moved.toCents().toString(), on: effectiveOn.toString() });
    await this.tasks.about('unclaimed_credit', request.paymentId, 'It was moved to unclaimed property.');
  }

  async reject({ subjectId }: Approval): Promise<void> {
    await this.credits.setRefused(subjectId);
  }
}
