import { Injectable } from '@nestjs/common';
import { compareDates, parseBusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { UnclaimedCreditView } from '../../modules/payments/unclaimed-credit.view';
import { UnclaimedCreditsReader } from '../../modules/payments/unclaimed-credits.reader';
import { Transactions } from '../../platform/database/transactions';
import { DeskPatient } from '../patients/desk-patient';
import type { UnclaimedPageProps, UnclaimedShown } from './unclaimed.page';

const MOST = 50;

/** What the page of unclaimed credits shows. Tx: joins the open one or opens its own. */
@Injectable()
export class UnclaimedDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly credits: UnclaimedCreditsReader,
    private readonly people: DeskPatient,
  ) {}

  list(cursor: string | undefined): Promise<Pick<UnclaimedPageProps, 'months' | 'credits' | 'nextHref'>> {
    return this.transactions.run(async () => {
      const [{ today, dormancyMonths }, page] = [
        await this.credits.policy(),
        await this.credits.list({ limit: MOST, cursor }),
      ];
      const shown = page.data.map(async (credit): Promise<UnclaimedShown> => {
        const { patient } = await this.people.of(credit.patientId as PatientId);
        const movableFrom = credit.movableFrom === null ? undefined : parseBusinessDate(credit.movableFrom);
        const isMovable = movableFrom !== undefined && compareDates(movableFrom, today) <= 0;
        return { ...factsOf(credit), patient, movableFrom, isMovable };
      });
      return {
        months: dormancyMonths,
        credits: await Promise.all(shown),
        nextHref: page.nextCursor
          ? `/unclaimed?${new URLSearchParams({ cursor: page.nextCursor }).toString()}`
          : undefined,
      };
    });
  }
}

const factsOf = ({ paymentId, amountCents, lastMovedOn, letterSentOn, approvalId, ...by }: UnclaimedCreditView) => ({
  paymentId,
  amount: Money.cents(amountCents),
  lastMovedOn: parseBusinessDate(lastMovedOn),
  months: by.dormancyMonths,
  rule: by.dormancyRule ?? 'the clinic’s setting',
  letterSentOn: letterSentOn === null ? undefined : parseBusinessDate(letterSentOn),
  approvalHref: approvalId === null ? undefined : `/tasks#approval-${approvalId}`,
});
