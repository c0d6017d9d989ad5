import { Injectable } from '@nestjs/common';
import { refundRecipe, returnedRefundRecipe } from '../../../domain/ledger/refund-recipes';
import { type RefundSource, takeRefundFrom } from '../../../domain/payments/refund-sources';
import type { BusinessDate } from '../../../kernel/business-date';
import { invariant } from '../../../kernel/invariant';
import { Money } from '../../../kernel/money';
import { PostJournalEntry } from '../../ledger/post-journal-entry';
import { ReverseJournalEntry } from '../../ledger/reverse-journal-entry';
import { HeldCredit } from '../credits/held-credit';
import { PaymentMoneyReader } from '../persistence/payment-money.reader';
import type { RefundTenderRow } from '../persistence/refund-rows';
import { RefundsRepository } from '../persistence/refunds.repository';

/**
 * Writes one part of a refund into the journal, and undoes it when the money did not reach the patient.
 *
 * What it takes the money from is decided at that moment, under the locks of the open items: a charge that was lowered
 * while the processor was asked has left a credit, and that goes first.
 *
 * Tx: needs one, in which the payment is locked. Idempotent by: the part and its kind.
 * Posts: {@link refundRecipe}; undone by its reversal, or {@link returnedRefundRecipe}.
 */
@Injectable()
export class BookRefund {
  constructor(
    private readonly journal: PostJournalEntry,
    private readonly reverse: ReverseJournalEntry,
    private readonly money: PaymentMoneyReader,
    private readonly refunds: RefundsRepository,
  ) {}

  /** The id of the entry. */
  async execute(part: RefundTenderRow, effectiveOn: BusinessDate): Promise<string> {
    const amount = Money.fromColumn(part.amountCents);
    const money = await this.money.lock({ id: part.paymentId, patientId: part.patientId });
    const { sources, missing } = takeRefundFrom({ tenderId: part.tenderId, amount }, money);
    invariant(missing.isZero(), 'what is left of a payment is held, or has paid a charge');
    const restored = part.type === 'unapplied_credit' ? await this.restored(part, amount) : undefined;
    const { entryId } = await this.journal.execute({
      kind: 'refund',
      source: { type: 'refund', id: part.id },
      effectiveOn,
      lines: refundRecipe({ type: part.type, patientId: part.patientId, sources, restored }),
    });
    await this.refunds.insertLines(part.id, sources);
    return entryId;
  }

  /** The money is the clinic's again. A charge that was paid another way meanwhile stays paid: the patient has a credit. */
  async undo(part: RefundTenderRow, effectiveOn: BusinessDate): Promise<void> {
    invariant(part.journalEntryId, 'a refund that was booked has its entry');
    const sources = await this.refunds.linesOf(part.id);
    const charges = sources.filter(({ accountNumber }) => accountNumber === 1100);
    const open = await this.money.lockOpen(charges);
    const isAllOpen = charges.every((source, index) => !source.amount.isMoreThan(open[index] ?? Money.ZERO));
    if (isAllOpen) {
      await this.reverse.execute({ entryId: part.journalEntryId, effectiveOn });
      return;
    }
    const stillOpen = (source: RefundSource): Money =>
      charges.includes(source) ? (open[charges.indexOf(source)] ?? Money.ZERO) : source.amount;
    await this.journal.execute({
      kind: 'refund_returned',
      source: { type: 'refund', id: part.id },
      effectiveOn,
      lines: returnedRefundRecipe({
        ...part,
        returned: sources.map((source) => ({ ...source, stillOpen: stillOpen(source) })),
      }),
    });
  }

  /** Credit that was spent goes back under the payments it came from, the one spent last first. */
  private async restored({ tenderId, patientId }: RefundTenderRow, amount: Money) {
    return new HeldCredit(await this.money.creditSpentBy(tenderId, patientId)).spend(amount);
  }
}
