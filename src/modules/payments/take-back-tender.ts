import { Injectable } from '@nestjs/common';
import { ACCOUNT } from '../../domain/ledger/accounts';
import { giveBack, givenBackRecipe, takenBackRecipe } from '../../domain/ledger/dispute-recipes';
import { takeRefundFrom } from '../../domain/payments/refund-sources';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { TenderId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { PostJournalEntry } from '../ledger/post-journal-entry';
import { PaymentMoneyReader } from './persistence/payment-money.reader';
import { TakeBacksRepository } from './persistence/take-backs.repository';

export interface TakeBackTenderInput {
  readonly tenderId: TenderId;
  readonly amount: Money;
  /** The account that carried the money until now: 1050 for a lost dispute, 1000 for a returned check. */
  readonly from: number;
  /** The dispute, or the tender that was the check. */
  readonly source: { readonly type: 'dispute' | 'returned_check'; readonly id: string };
  readonly kind: string;
  readonly effectiveOn: BusinessDate;
}

/**
 * Books that a bank took a tender back for good: what it had paid is owed again, and the payment pays it no more.
 *
 * Tx: needs one; locks the payment, then what it paid and what is held of it. Idempotent by: the source, taken back once and
 * given back once. Posts: Dr 1100 per charge, Dr 2000|2100|2150 what is held, Dr 6020 what was given back before / Cr `from`.
 * Errors: `payment_unknown`, `period_closed`.
 */
@Injectable()
export class TakeBackTender {
  constructor(
    private readonly takeBacks: TakeBacksRepository,
    private readonly money: PaymentMoneyReader,
    private readonly journal: PostJournalEntry,
  ) {}

  /** @returns what neither credit nor bill could carry; nothing when it was taken back before */
  async execute(input: TakeBackTenderInput): Promise<Money> {
    const { tenderId, amount, source } = input;
    const payment = await this.takeBacks.lockPaymentOf(tenderId);
    if (!payment) throw new DomainError('payment_unknown');
    if (await this.takeBacks.wasTaken(source.id)) return Money.ZERO;
    const { sources, missing: lost } = takeRefundFrom({ tenderId, amount }, await this.money.lock(payment));
    await this.journal.execute({
      kind: input.kind,
      source,
      effectiveOn: input.effectiveOn,
      lines: takenBackRecipe({ patientId: payment.patientId, sources, lost, from: input.from }),
    });
    const { id: paymentId, patientId } = payment;
    const row = { sourceId: source.id, sourceType: source.type, tenderId, paymentId, patientId, amount, lost };
    await this.takeBacks.insert(row, sources);
    return lost;
  }

  /** The bank gave it back after all: what was taken counts again as far as it still stands. */
  async undo(input: Pick<TakeBackTenderInput, 'source' | 'kind' | 'effectiveOn' | 'from'>): Promise<void> {
    const taken = await this.takeBacks.standing(input.source.id);
    if (!taken) return;
    const charges = taken.sources.filter(({ accountNumber }) => accountNumber === ACCOUNT.patientReceivable);
    const open = await this.money.lockOpen(charges);
    const givenBack = giveBack(
      taken.sources,
      new Map(charges.map(({ itemId }, index) => [itemId, open[index] ?? Money.ZERO])),
    );
    await this.journal.execute({
      kind: input.kind,
      source: input.source,
      effectiveOn: input.effectiveOn,
      lines: givenBackRecipe({ ...taken, givenBack, to: input.from }),
    });
    await this.takeBacks.setGivenBack(input.source.id, givenBack);
  }
}
