import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { nextAllowedMoment } from '../../../domain/notices/quiet-hours';
import { LINK_MARK } from '../../../domain/notices/render-notice';
import { Clock, toDate } from '../../../kernel/clock';
import { invariant } from '../../../kernel/invariant';
import type { PatientId } from '../../../kernel/ids';
import { MarkedProviders } from '../../../platform/discovery/marked-providers';
import { ClinicsReader } from '../../clinics/clinics.reader';
import type { Mail } from '../mail/mail-transport';
import type { CancelReason } from '../cancel-notices';
import { NOTICE_CHECK, type NoticeCheck } from '../notice-check';
import { NOTICE_LINKS, type NoticeLinks } from '../notice-links';
import { NoticesRepository, type NoticeRow } from '../persistence/notices.repository';
import { NoticeOutcome } from './notice-outcome';

/** Longer than any handing over takes: whoever began it is not there any more. */
export const ABANDONED_AFTER = Temporal.Duration.from({ minutes: 5 });

export interface ClaimedNotice {
  readonly notice: NoticeRow;
  readonly mail: Mail;
}

/**
 * Stores that a notice is about to be handed over, unless it may not leave now. Two that try at once, and one that comes
 * late, find it taken. Tx: needs one.
 */
@Injectable()
export class ClaimNotice {
  constructor(
    private readonly notices: NoticesRepository,
    private readonly clinics: ClinicsReader,
    private readonly providers: MarkedProviders,
    private readonly outcome: NoticeOutcome,
    private readonly clock: Clock,
  ) {}

  async execute(noticeId: string): Promise<ClaimedNotice | undefined> {
    const notice = await this.notices.lock(noticeId);
    if (!notice || !(await this.mayLeave(notice))) return undefined;
    const objection = await this.objectionTo(notice);
    if (objection) {
      await this.outcome.takeBack(notice, objection);
      return undefined;
    }
    const claimed = { ...notice, state: 'sending' as const, attempts: notice.attempts + 1 };
    const { state, attempts } = claimed;
    await this.notices.change(notice.id, { state, attempts, sendingAt: toDate(this.clock.now()) });
    return { notice: claimed, mail: await this.mailOf(claimed) };
  }

  private async mayLeave(notice: NoticeRow): Promise<boolean> {
    const now = this.clock.now();
    if (notice.state === 'sending') {
      // Whoever began handing it over died in between: nobody knows how far it went.
      if (notice.sendingAt && notice.sendingAt < toDate(now.subtract(ABANDONED_AFTER)))
        await this.outcome.store(notice, 'lost');
      return false;
    }
    if (!notice.sendAt || notice.sendAt > toDate(now)) return false;
    const { timeZone, policies } = await this.clinics.settings();
    const allowed = nextAllowedMoment(now, policies.quietHours, timeZone);
    const isAskedFor = notice.copy > 1;
    if (isAskedFor || Temporal.Instant.compare(allowed, now) === 0) return true;
    // It was due while nothing ran: the night has come meanwhile.
    await this.notices.change(notice.id, { state: notice.state, sendAt: toDate(allowed) });
    return false;
  }

  private async objectionTo(notice: NoticeRow): Promise<CancelReason | undefined> {
    for (const check of this.providers.of<NoticeCheck>(NOTICE_CHECK)) {
      const objection = check.kinds.includes(notice.kind) ? await check.objection(notice) : undefined;
      if (objection) return objection;
    }
    return undefined;
  }

  private async urlOf({ linkKind, patientId }: NoticeRow): Promise<string> {
    if (linkKind === null) return '';
    const links = this.providers.of<NoticeLinks>(NOTICE_LINKS).find(({ kind }) => kind === linkKind);
    invariant(links, 'a room to the right provides the addresses of its pages');
    return links.url(patientId as PatientId);
  }

  private async mailOf(notice: NoticeRow): Promise<Mail> {
    const { id, address, subject, body, storedAt } = notice;
    const url = await this.urlOf(notice);
    const { statementDescriptor } = await this.clinics.settings();
    return {
      messageId: `${id}@notices`,
      fromName: statementDescriptor,
      to: address ?? '',
      subject,
      writtenAt: storedAt,
      text: body.replace(LINK_MARK, () => url),
    };
  }
}
