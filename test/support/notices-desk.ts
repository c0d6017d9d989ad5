import { randomUUID } from 'node:crypto';
import { parseBusinessDate } from '../../src/kernel/business-date';
import type { PatientId } from '../../src/kernel/ids';
import { Money } from '../../src/kernel/money';
import { SendDueNoticesJob } from '../../src/modules/notices/jobs/send-due-notices.job';
import type { NoticeView } from '../../src/modules/notices/notice.view';
import { QueueNotice, type QueueNoticeInput } from '../../src/modules/notices/queue-notice';
import { startTestApp, type TestApp } from './app';
import { type DemoClinicUnderTest, openDemo, registerPatient } from './demo';
import { ok } from './desk';
import { FixedClock } from './fixed-clock';
import { type MailServer, startMailServer, type TakenMail } from './mail-server';

export interface Addressee {
  readonly id: PatientId;
  readonly email: string | null;
}

/** The demo clinics with a mail server beside them, on a clock that stands at noon. */
export interface NoticesDesk {
  readonly app: TestApp;
  readonly clock: FixedClock;
  readonly mail: MailServer;
  readonly cascade: DemoClinicUnderTest;
  readonly potomac: DemoClinicUnderTest;
  /** Registers somebody with an address of their own, or without. */
  patient(email?: string | null): Promise<Addressee>;
  /** Queues a reminder, or what is told; answers what it is about. */
  queue(notice: Partial<QueueNoticeInput> & Pick<QueueNoticeInput, 'patient'>): Promise<QueueNoticeInput['about']>;
  /** The round of the minute. */
  sweep(): Promise<void>;
  /** The patient's notices, the newest first. */
  of(patient: { id: string }): Promise<NoticeView[]>;
  /** The desk's tasks about reaching the patient. */
  tasks(patient: { id: string }): Promise<{ facts: object }[]>;
  /** What reached the address. */
  mailTo(patient: Addressee): TakenMail[];
  /** Noon, and a mail server in a good mood. */
  reset(): void;
  close(): Promise<void>;
}

const NOON = '2026-03-02T20:00:00Z';

export async function openNoticesDesk(): Promise<NoticesDesk> {
  const clock = FixedClock.at(NOON);
  const mail = await startMailServer();
  const app = await startTestApp({ clock, settings: { mail: { smtpUrl: mail.url, from: 'billing@clinic.test' } } });
  const { cascade, potomac } = await openDemo(app);
  let people = 0;
  return {
    app,
    clock,
    mail,
    cascade,
    potomac,
    patient: async (email = `ada${(people += 1)}@example.com`) => {
      const { id } = await registerPatient(cascade.desk, email === null ? {} : { email });
      return { id: id as PatientId, email };
    },
    queue: async (notice) => {
      const about = notice.about ?? { type: 'payment', id: randomUUID() };
      await app.as(cascade.id, () =>
        app.get(QueueNotice).execute({
          kind: 'payment_reminder',
          occasionOn: parseBusinessDate('2026-03-02'),
          amount: Money.cents(22_000),
          on: parseBusinessDate('2026-02-28'),
          link: 'pay_page',
          ...notice,
          about,
        }),
      );
      return about;
    },
    sweep: () => app.as(cascade.id, () => app.get(SendDueNoticesJob).sweep()),
    of: async ({ id }) => ok(await cascade.desk.get<{ data: NoticeView[] }>(`/v1/notices?patientId=${id}`)).data,
    tasks: async ({ id }) =>
      ok(await cascade.desk.get<{ data: { facts: object }[] }>(`/v1/tasks?kind=notice_undeliverable&subjectId=${id}`))
        .data,
    mailTo: ({ email }) => mail.taken.filter(({ to }) => to === email),
    reset: () => {
      clock.set(NOON);
      mail.mood = 'takes';
      mail.onTaken = undefined;
      mail.taken.length = 0;
    },
    close: async () => {
      await app.close();
      await mail.close();
    },
  };
}
