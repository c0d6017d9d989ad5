import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { NoticeStore } from './delivery/notice-store';
import { isResendable } from './notice.view';
import { NoticesRepository } from './persistence/notices.repository';

export interface ResendNoticeInput {
  readonly noticeId: string;
  /** Where to; the address it went to before unless told. */
  readonly address?: string;
}

/**
 * Sends a notice again because a person asks for it: a copy of its own, at once, quiet hours or not, since somebody who is
 * awake wants it. One that still waits, and what an event has overtaken, is refused.
 *
 * Tx: joins or opens one. Errors: `notice_unknown`, `notice_not_resendable`.
 */
@Injectable()
export class ResendNotice {
  constructor(
    private readonly tx: Transactions,
    private readonly notices: NoticesRepository,
    private readonly store: NoticeStore,
    private readonly clock: Clock,
  ) {}

  /** The id of the copy. */
  execute({ noticeId, address }: ResendNoticeInput): Promise<string> {
    return this.tx.run(async () => {
      const notice = await this.notices.lock(noticeId);
      if (!notice) throw new DomainError('notice_unknown');
      const latest = await this.notices.latestCopy(notice);
      if (!isResendable(latest))
        throw new DomainError('notice_not_resendable', {
          detail:
            latest.state === 'canceled'
              ? 'This message is not true any more, or the patient does not want it.'
              : 'This message has not left yet. It goes out by itself.',
        });
      const now = this.clock.now();
      const id = newId<string>(now);
      const copy = latest.copy + 1;
      await this.store.add({ ...notice, id, copy, address: address ?? notice.address, sendAt: toDate(now) });
      return id;
    });
  }
}
