import { Injectable } from '@nestjs/common';
import { assertUnclaimed } from '../../domain/payments/unclaimed-credit';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId, type PaymentId } from '../../kernel/ids';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { UnclaimedCreditsRepository } from './persistence/unclaimed-credits.repository';
import { UnclaimedCreditsReader } from './unclaimed-credits.reader';

/**
 * Writes down that the owner of unclaimed money was written to, as the state's due diligence asks. A later letter takes the
 * place of an earlier one.
 *
 * Tx: joins or opens one. Idempotent by: the payment and the day. Posts: nothing.
 * Errors: `payment_unknown`, `credit_not_unclaimed`, `date_in_future`, `unclaimed_transfer_requested`.
 */
@Injectable()
export class RecordUnclaimedLetter {
  constructor(
    private readonly tx: Transactions,
    private readonly reader: UnclaimedCreditsReader,
    private readonly credits: UnclaimedCreditsRepository,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  execute({ paymentId, sentOn }: { paymentId: PaymentId; sentOn: BusinessDate }): Promise<void> {
    return this.tx.run(async () => {
      const { row, held, terms } = await this.reader.held(paymentId);
      assertUnclaimed(held, terms);
      if (compareDates(sentOn, terms.today) > 0)
        throw new DomainError('date_in_future', { detail: 'A letter is recorded once it was sent.' });
      if (row.state === 'awaiting_approval')
        throw new DomainError('unclaimed_transfer_requested', {
          detail: 'A second person is asked to agree to its move already.',
        });
      const { kind, id } = this.context.actor;
      const now = this.clock.now();
      await this.credits.recordLetter({
        id: newId(now),
        paymentId,
        patientId: row.patientId,
        sentOn: sentOn.toString(),
        by: { kind, id },
        at: toDate(now),
      });
      await this.audit.execute({
        action: 'unclaimed_credit.letter',
        subject: { type: 'payment', id: paymentId },
        facts: { sentOn: sentOn.toString(), amountCents: Number(row.heldCents) },
      });
    });
  }
}
