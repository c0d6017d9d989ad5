import { Injectable } from '@nestjs/common';
import type { HandOverEnd } from '../../../domain/notices/notice-state';
import { invariant } from '../../../kernel/invariant';
import { Transactions } from '../../../platform/database/transactions';
import { MailTransport } from '../mail/mail-transport';
import { NoticesRepository } from '../persistence/notices.repository';
import { ClaimNotice } from './claim-notice';
import { NoticeOutcome } from './notice-outcome';

/**
 * Hands one notice over: that it is about to be is stored, then the mail server is asked with no transaction open, then what
 * became of it is stored. A process that dies in between leaves it as being sent, and later as unknown, never as not sent.
 *
 * Tx: forbids one. Idempotent by: the notice's state and the number of the attempt.
 */
@Injectable()
export class DeliverNotice {
  constructor(
    private readonly tx: Transactions,
    private readonly claim: ClaimNotice,
    private readonly notices: NoticesRepository,
    private readonly transport: MailTransport,
    private readonly outcome: NoticeOutcome,
  ) {}

  /** How it ended; nothing when there was nothing to hand over. */
  async execute(noticeId: string): Promise<HandOverEnd | undefined> {
    invariant(!this.tx.isOpen, 'no network call inside a database transaction');
    const claimed = await this.tx.run(() => this.claim.execute(noticeId));
    if (!claimed) return undefined;
    const end = await this.transport.send(claimed.mail);
    await this.tx.run(async () => {
      const notice = await this.notices.lock(noticeId);
      // One that took so long that it was given up is known to be unknown; its next handing over is not ours.
      if (notice?.state !== 'sending' || notice.attempts !== claimed.notice.attempts) return;
      await this.outcome.store(notice, end);
    });
    return end;
  }
}
