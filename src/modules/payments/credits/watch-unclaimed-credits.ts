import { Injectable } from '@nestjs/common';
import { compareDates, parseBusinessDate } from '../../../kernel/business-date';
import { Money } from '../../../kernel/money';
import { Transactions } from '../../../platform/database/transactions';
import { CloseTask } from '../../tasks/close-task';
import { RaiseTask } from '../../tasks/raise-task';
import { TasksReader } from '../../tasks/tasks.reader';
import type { UnclaimedCreditView } from '../unclaimed-credit.view';
import { UnclaimedCreditsReader } from '../unclaimed-credits.reader';

const PAGE = 200;

/**
 * Puts money nobody has claimed on the clinic's list: when its owner has to be written to, and again when they have not
 * answered in time. What moved meanwhile is taken off it.
 *
 * Tx: opens one. Idempotent by: the payment, while its task is open.
 */
@Injectable()
export class WatchUnclaimedCredits {
  constructor(
    private readonly tx: Transactions,
    private readonly credits: UnclaimedCreditsReader,
    private readonly tasks: TasksReader,
    private readonly raise: RaiseTask,
    private readonly close: CloseTask,
  ) {}

  execute(): Promise<void> {
    return this.tx.run(async () => {
      const { today } = await this.credits.policy();
      const waiting = (await this.all()).filter(
        ({ status, movableFrom }) =>
          status === 'unclaimed' ||
          (status === 'letter_sent' && (!movableFrom || compareDates(parseBusinessDate(movableFrom), today) <= 0)),
      );
      for (const credit of waiting) await this.tell(credit);
      const ids = new Set<string>(waiting.map(({ paymentId }) => paymentId));
      for (const id of await this.openTasks())
        if (!ids.has(id)) await this.close.about('unclaimed_credit', id, 'Nothing has to be done about it now.');
    });
  }

  private tell({ paymentId, patientId, amountCents, ...facts }: UnclaimedCreditView): Promise<void> {
    const { lastMovedOn, unclaimedFrom, letterSentOn } = facts;
    return this.raise.execute({
      kind: 'unclaimed_credit',
      subject: { type: 'payment', id: paymentId },
      patientId,
      amount: Money.cents(amountCents),
      facts: { lastMovedOn, unclaimedFrom, letterSentOn },
    });
  }

  private async all(): Promise<UnclaimedCreditView[]> {
    const found: UnclaimedCreditView[] = [];
    for (let cursor: string | undefined, isMore = true; isMore; isMore = cursor !== undefined) {
      const page = await this.credits.list({ limit: PAGE, cursor });
      found.push(...page.data);
      cursor = page.nextCursor ?? undefined;
    }
    return found;
  }

  /** What the open tasks are about. */
  private async openTasks(): Promise<string[]> {
    const found: string[] = [];
    for (let cursor: string | undefined, isMore = true; isMore; isMore = cursor !== undefined) {
      const page = await this.tasks.list({ kind: 'unclaimed_credit', status: 'open', limit: PAGE, cursor });
      found.push(...page.data.map(({ subject }) => subject.id));
      cursor = page.nextCursor ?? undefined;
    }
    return found;
  }
}
