import { Injectable } from '@nestjs/common';
import type { NoticeKind } from '../../domain/notices/notice-kinds';
import { Clock, toDate } from '../../kernel/clock';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import type { NoticeReason } from './notice-reasons';
import { NoticesRepository } from './persistence/notices.repository';

/** Why what waits is taken back. */
export type CancelReason = Extract<NoticeReason, 'paid' | 'disputed' | 'obsolete'>;

/** Takes back notices whose reason is gone, such as a reminder of a bill that was paid meanwhile. */
@Injectable()
export class CancelNotices {
  constructor(
    private readonly tx: Transactions,
    private readonly notices: NoticesRepository,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  /**
   * Those about a subject that have not left; one that may have is not sent again. All kinds unless told.
   * Tx: joins or opens one; in the transaction of what ends the reason. Idempotent by: the notices' states.
   */
  about(subject: { type: string; id: string }, reason: CancelReason, kinds?: readonly NoticeKind[]): Promise<void> {
    return this.tx.run(async () => {
      const at = toDate(this.clock.now());
      const count = await this.notices.cancelAbout(subject.id, kinds ?? null, { reason, at });
      if (count > 0) await this.audit.execute({ action: 'notice.cancel', subject, facts: { count, reason } });
    });
  }
}
