import { Injectable } from '@nestjs/common';
import {
  type HeldForLong,
  movableFrom,
  unclaimedFrom,
  type UnclaimedTerms,
} from '../../domain/payments/unclaimed-credit';
import { parseBusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { PaymentId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import { ClinicsReader } from '../clinics/clinics.reader';
import { type UnclaimedRow, UnclaimedCreditsRepository } from './persistence/unclaimed-credits.repository';
import type { UnclaimedCreditView } from './unclaimed-credit.view';

/** Credits and prepayments that count as unclaimed by the clinic's own dormancy. Tx: joins or opens one. */
@Injectable()
export class UnclaimedCreditsReader {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly credits: UnclaimedCreditsRepository,
  ) {}

  /** The oldest payment first. Errors: `cursor_invalid`. */
  list({ limit = DEFAULT_LIMIT, cursor }: { limit?: number; cursor?: string }): Promise<Page<UnclaimedCreditView>> {
    const after = cursor ? decodeIdCursor(cursor) : null;
    return this.tx.run(async () => {
      const { today, dormancyMonths } = await this.terms();
      const since = today.subtract({ months: dormancyMonths }).toString();
      const rows = await this.credits.list(since, after, limit + 1);
      return pageOf(
        rows,
        limit,
        (row) => [row.paymentId],
        (row) => toView(row, dormancyMonths),
      );
    });
  }

  /** By the clinic's calendar and settings. */
  async terms(): Promise<UnclaimedTerms> {
    const [{ policies }, today] = await Promise.all([this.clinics.current(), this.clinics.today()]);
    return { today, dormancyMonths: policies.unclaimedAfterMonths };
  }

  /** What a payment holds, unclaimed or not yet. Errors: `payment_unknown`, also for one that holds nothing. */
  async held(paymentId: PaymentId): Promise<{ row: UnclaimedRow; held: HeldForLong }> {
    const row = await this.credits.of(paymentId);
    if (!row) throw new DomainError('payment_unknown', { detail: 'Nothing is held of this payment.' });
    return { row, held: ageOf(row) };
  }
}

const ageOf = (row: UnclaimedRow): HeldForLong => ({
  lastMovedOn: parseBusinessDate(row.lastMovedOn),
  letterSentOn: row.letterSentOn === null ? undefined : parseBusinessDate(row.letterSentOn),
});

function toView(row: UnclaimedRow, dormancyMonths: number): UnclaimedCreditView {
  const held = ageOf(row);
  return {
    paymentId: row.paymentId,
    patientId: row.patientId,
    amountCents: Number(row.heldCents),
    lastMovedOn: row.lastMovedOn,
    unclaimedFrom: unclaimedFrom(held, dormancyMonths).toString(),
    status: row.state ?? 'unclaimed',
    letterSentOn: row.letterSentOn,
    movableFrom: movableFrom(held)?.toString() ?? null,
    approvalId: row.approvalId,
  };
}
