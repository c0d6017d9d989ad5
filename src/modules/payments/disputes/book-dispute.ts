import { Injectable } from '@nestjs/common';
import { ACCOUNT } from '../../../domain/ledger/accounts';
import { disputeAmountRecipe, disputeFeeRecipe } from '../../../domain/ledger/dispute-recipes';
import type { JournalLine } from '../../../domain/ledger/journal';
import { type BusinessDate, businessDateOf } from '../../../kernel/business-date';
import { toDate } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { OpenDay } from '../../ledger/open-day';
import { PostJournalEntry } from '../../ledger/post-journal-entry';
import type { DisputeMovement } from './dispute-gateway';
import { type DisputeRow, DisputesRepository } from '../persistence/disputes.repository';
import { TakeBackTender } from '../take-back-tender';

/**
 * Writes what a dispute did to the money into the journal, as its balance transactions say, never as anybody computed.
 *
 * Tx: needs one, with the payment locked. Idempotent by: each balance transaction once; the end once (source `dispute`, kinds
 * `withdrawal_1`, `fee_1`, … by the movement's place, `loss`, `recovery`).
 * Posts: taken Dr 1050 / Cr 1030; given back Dr 1030 / Cr 1050; fee Dr 6010 / Cr 1030; lost Dr 1100 per charge / Cr 1050.
 */
@Injectable()
export class BookDispute {
  constructor(
    private readonly disputes: DisputesRepository,
    private readonly journal: PostJournalEntry,
    private readonly openDay: OpenDay,
    private readonly clinics: ClinicsReader,
    private readonly takeBack: TakeBackTender,
  ) {}

  /** Books the movements that were not booked yet, each on its own day. */
  async movements(dispute: Pick<DisputeRow, 'id'>, movements: readonly DisputeMovement[]): Promise<void> {
    for (const movement of movements) {
      const position = await this.disputes.addMovement(dispute.id, {
        balanceTransactionId: movement.balanceTransactionId,
        amountCents: movement.amount.toCents().toString(),
        feeCents: movement.fee.toCents().toString(),
        occurredAt: toDate(movement.at),
      });
      if (position === undefined) continue;
      const { timeZone } = await this.clinics.settings();
      const on = await this.openDay.for(businessDateOf(movement.at, timeZone));
      const kind = movement.amount.isNegative() ? 'withdrawal' : 'reinstatement';
      await this.post(dispute, { kind: `${kind}_${position}`, on, lines: disputeAmountRecipe(movement.amount) });
      await this.post(dispute, { kind: `fee_${position}`, on, lines: disputeFeeRecipe(movement.fee) });
    }
  }

  /** The bank kept the money: what it had paid is owed again. @returns what no bill could carry */
  async loss(dispute: DisputeRow): Promise<Money> {
    const amount = Money.fromColumn(await this.disputes.heldCents(dispute.id));
    if (!amount.isPositive()) return Money.ZERO;
    return this.takeBack.execute({ ...(await this.endOf(dispute)), kind: 'loss', tenderId: dispute.tenderId, amount });
  }

  /** Won after it was lost: the loss is undone as far as it still stands. */
  async recovery(dispute: DisputeRow): Promise<void> {
    await this.takeBack.undo({ ...(await this.endOf(dispute)), kind: 'recovery' });
  }

  private async endOf({ id }: DisputeRow) {
    return {
      source: { type: 'dispute', id },
      from: ACCOUNT.chargebacksReceivable,
      effectiveOn: await this.today(),
    } as const;
  }

  private async today(): Promise<BusinessDate> {
    return this.openDay.for(await this.clinics.today());
  }

  private async post(
    { id }: Pick<DisputeRow, 'id'>,
    { kind, on, lines }: { kind: string; on: BusinessDate; lines: JournalLine[] },
  ): Promise<void> {
    if (lines.length === 0) return;
    await this.journal.execute({ kind, source: { type: 'dispute', id }, effectiveOn: on, lines });
  }
}
