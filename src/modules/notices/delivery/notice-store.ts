import { Injectable } from '@nestjs/common';
import { mayOptOut } from '../../../domain/notices/notice-kinds';
import { Clock, toDate } from '../../../kernel/clock';
import { Jobs } from '../../../platform/queue/jobs';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { NoticesRepository, type NoticeToStore } from '../persistence/notices.repository';
import { OptOutsRepository } from '../persistence/opt-outs.repository';
import { UndeliverableTask } from './undeliverable-task';

export const SEND_NOTICE = 'notices:send';

export type NewNotice = Omit<NoticeToStore, 'state' | 'reason' | 'storedAt' | 'endedAt'>;

/** Stores notices as they can be sent, or with why they cannot. Tx: needs one. */
@Injectable()
export class NoticeStore {
  constructor(
    private readonly notices: NoticesRepository,
    private readonly optOuts: OptOutsRepository,
    private readonly undeliverable: UndeliverableTask,
    private readonly jobs: Jobs,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  /** Whether it is new. */
  async add(notice: NewNotice): Promise<boolean> {
    const now = toDate(this.clock.now());
    const reason = await this.objection(notice);
    const outcome = reason
      ? ({ state: reason === 'opted_out' ? 'canceled' : 'failed', reason, sendAt: null, endedAt: now } as const)
      : ({ state: 'queued', reason: null, endedAt: null } as const);
    const isNew = await this.notices.insert({ ...notice, storedAt: now, ...outcome });
    if (!isNew) return false;
    await this.audit.execute({
      action: 'notice.store',
      subject: { type: 'notice', id: notice.id },
      facts: { kind: notice.kind, state: outcome.state },
    });
    if (reason === 'no_address') await this.undeliverable.raise(notice, reason);
    // One that has to wait is found by the round of its minute.
    if (!reason && notice.sendAt && notice.sendAt <= now) await this.jobs.enqueue(SEND_NOTICE, { noticeId: notice.id });
    return true;
  }

  private async objection(notice: NewNotice): Promise<'opted_out' | 'no_address' | undefined> {
    if (mayOptOut(notice.kind) && (await this.optOuts.has(notice.patientId, notice.kind))) return 'opted_out';
    return notice.address === null ? 'no_address' : undefined;
  }
}
