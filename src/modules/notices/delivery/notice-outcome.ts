import { Injectable } from '@nestjs/common';
import { afterHandOver, type HandOverEnd } from '../../../domain/notices/notice-state';
import { nextAllowedMoment } from '../../../domain/notices/quiet-hours';
import { Clock, fromDate, toDate } from '../../../kernel/clock';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { ClinicsReader } from '../../clinics/clinics.reader';
import type { CancelReason } from '../cancel-notices';
import { NoticesRepository, type NoticeRow } from '../persistence/notices.repository';
import { UndeliverableTask } from './undeliverable-task';

const REASONS = { refused: 'address_refused', unavailable: 'mail_unavailable', accepted: null, lost: null } as const;

/** Writes down how handing a notice over ended. Tx: needs one, with the notice locked. */
@Injectable()
export class NoticeOutcome {
  constructor(
    private readonly notices: NoticesRepository,
    private readonly clinics: ClinicsReader,
    private readonly undeliverable: UndeliverableTask,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  async store(notice: NoticeRow, end: HandOverEnd): Promise<void> {
    const now = this.clock.now();
    const next = afterHandOver({ ...notice, storedAt: fromDate(notice.storedAt) }, end, now);
    const { timeZone, policies } = await this.clinics.settings();
    const sendAt = next.sendAt ? toDate(nextAllowedMoment(next.sendAt, policies.quietHours, timeZone)) : null;
    const hasEnded = next.state === 'sent' || next.state === 'failed';
    const reason = hasEnded ? REASONS[end] : null;
    const { state, losses } = next;
    await this.notices.change(notice.id, { state, losses, sendAt, reason, endedAt: hasEnded ? toDate(now) : null });
    await this.record(notice, state);
    if (state === 'failed') await this.undeliverable.raise(notice, REASONS[end] ?? 'mail_unavailable');
  }

  /** Its reason is gone: it does not leave, or, where it may have, not once more. */
  async takeBack({ id, state, kind }: NoticeRow, reason: CancelReason): Promise<void> {
    const canceled = { state: 'canceled', endedAt: toDate(this.clock.now()) } as const;
    await this.notices.change(id, { reason, ...(state === 'queued' ? canceled : { state }) });
    await this.audit.execute({ action: 'notice.cancel', subject: { type: 'notice', id }, facts: { kind, reason } });
  }

  private record(notice: NoticeRow, state: string): Promise<void> {
    return this.audit.execute({
      action: 'notice.send',
      subject: { type: 'notice', id: notice.id },
      facts: { kind: notice.kind, state, attempt: notice.attempts },
    });
  }
}
