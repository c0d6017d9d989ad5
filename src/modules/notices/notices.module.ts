import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { Config } from '../../platform/config/config';
import { AccessModule } from '../access/access.module';
import { ClinicsModule } from '../clinics/clinics.module';
import { TasksModule } from '../tasks/tasks.module';
import { CancelNotices } from './cancel-notices';
import { ClaimNotice } from './delivery/claim-notice';
import { DeliverNotice } from './delivery/deliver-notice';
import { NoticeOutcome } from './delivery/notice-outcome';
import { NoticeStore } from './delivery/notice-store';
import { UndeliverableTask } from './delivery/undeliverable-task';
import { NoticesController } from './http/notices.controller';
import { SendDueNoticesJob } from './jobs/send-due-notices.job';
import { SendNoticeJob } from './jobs/send-notice.job';
import { FileMailTransport } from './mail/file-mail-transport';
import { MailTransport } from './mail/mail-transport';
import { SmtpMailTransport } from './mail/smtp-mail-transport';
import { NoticePreferences } from './notice-preferences';
import { NoticesReader } from './notices.reader';
import { NoticesRepository } from './persistence/notices.repository';
import { OptOutsRepository } from './persistence/opt-outs.repository';
import { QueueNotice } from './queue-notice';
import { ReaddressNotices } from './readdress-notices';
import { ResendNotice } from './resend-notice';

const transportOf = ({ mail, dataDir }: Config): MailTransport =>
  mail.smtpUrl
    ? new SmtpMailTransport(mail.smtpUrl, mail.from)
    : new FileMailTransport(join(dataDir, 'mail'), mail.from);

/**
 * Notices: what patients are written to about, in words that tell nobody why they come.
 *
 * Owns: notices, notice_opt_outs.
 * Doors: queue-notice, cancel-notices, resend-notice, readdress-notices, notice-preferences, notices.reader, notice.view,
 * notice-reasons, notice-links, notice-check.
 * May call: access, clinics, tasks. Never: decides when somebody is written to; learns a name, a service or a diagnosis.
 */
@Module({
  imports: [AccessModule, ClinicsModule, TasksModule],
  controllers: [NoticesController],
  providers: [
    QueueNotice,
    CancelNotices,
    ResendNotice,
    ReaddressNotices,
    NoticePreferences,
    NoticesReader,
    NoticeStore,
    NoticeOutcome,
    ClaimNotice,
    DeliverNotice,
    UndeliverableTask,
    SendNoticeJob,
    SendDueNoticesJob,
    NoticesRepository,
    OptOutsRepository,
    { provide: MailTransport, useFactory: transportOf, inject: [Config] },
  ],
  exports: [QueueNotice, CancelNotices, ResendNotice, ReaddressNotices, NoticePreferences, NoticesReader],
})
export class NoticesModule {}
