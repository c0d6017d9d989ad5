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
import {
  type DormancyTerms,
  type UnclaimedRow,
  UnclaimedCreditsRepository,
} from './persistence/unclaimed-credits.repository';
import type { UnclaimedCreditView } from './unclaimed-credit.view';

/**
 * Credits and prepayments that count as unclaimed: by the rule of the owner's state where that is on file, as the report of
 * unapplied credits watches them, else by the clinic's own setting. Tx: joins or opens one.
 */
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
      const rows = await this.credits.list(await this.dormancy(), after, limit + 1);
      return pageOf(rows, limit, (row) => [row.paymentId], toView);
    });
  }

  /** By the clinic's calendar and settings: where a state's rule is not on file. */
  async policy(): Promise<UnclaimedTerms> {
    const [{ policies }, today] = await Promise.all([this.clinics.current(), this.clinics.today()]);
    return { today, dormancyMonths: policies.unclaimedAfterMonths };
  }

  /**
   * What a payment holds, unclaimed or not yet, and the terms its owner's state sets.
   * Errors: `payment_unknown`, also for one that holds nothing.
   */
  async held(paymentId: PaymentId): Promise<{ row: UnclaimedRow; held: HeldForLong; terms: UnclaimedTerms }> {
    const { today } = await this.policy();
    const row = await this.credits.of(paymentId, await this.dormancy());
    if (!row) throw new DomainError('payment_unknown', { detail: 'Nothing is held of this payment.' });
    return { row, held: ageOf(row), terms: { today, dormancyMonths: row.dormancyMonths } };
  }

  private async dormancy(): Promise<DormancyTerms> {
    const { today, dormancyMonths } = await this.policy();
    return { today: today.toString(), policyMonths: dormancyMonths };
  }
}

const ageOf = (row: UnclaimedRow): HeldForLong => ({
  lastMovedOn: parseBusinessDate(row.lastMovedOn),
  letterSentOn: row.letterSentOn === null ? undefined : parseBusinessDate(row.letterSentOn),
});

function toView(row: UnclaimedRow): UnclaimedCreditView {
  const held = ageOf(row);
  return {
    paymentId: row.paymentId,
    patientId: row.patientId,
    amountCents: Number(row.heldCents),
    lastMovedOn: row.lastMovedOn,
    unclaimedFrom: unclaimedFrom(held, row.dormancyMonths).toString(),
    dormancyMonths: row.dormancyMonths,
    dormancyRule: row.dormancyRule,
    status: row.state ?? 'unclaimed',
    letterSentOn: row.letterSentOn,
    movableFrom: movableFrom(held)?.toString() ?? null,
    approvalId: row.approvalId,
  };
}
