import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { PatientId } from '../../kernel/ids';
import { Authorize } from '../../modules/access/authorize';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import type { NoticeView } from '../../modules/notices/notice.view';
import { NoticesReader } from '../../modules/notices/notices.reader';
import type { PatientView } from '../../modules/patients/patient.view';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import type { MessagePageProps } from './message.page';
import { MESSAGE_KINDS, MESSAGE_REASONS, MESSAGE_STATES } from './message-words';
import type { MessageRow, MessagesPageProps } from './messages.page';

const MOST = 50;

const FILTERS = [
  { status: undefined, label: 'Everything' },
  { status: 'failed', label: 'Not sent' },
  { status: 'unknown', label: 'Perhaps sent' },
  { status: 'queued', label: 'Waiting' },
] as const;

export interface MessagesAsked {
  readonly patientId?: string;
  readonly status?: string;
  readonly cursor?: string;
}

/** What the pages of messages show. Tx: joins the open one or opens its own. */
@Injectable()
export class MessageDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly notices: NoticesReader,
    private readonly patients: PatientsReader,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
  ) {}

  list({ patientId, status, cursor }: MessagesAsked): Promise<Omit<MessagesPageProps, 'shell'>> {
    const shown = FILTERS.find((filter) => filter.status === status) ?? FILTERS[0];
    return this.tx.run(async () => {
      const { timeZone } = await this.clinics.settings();
      const patient = patientId ? await this.patients.get(patientId as PatientId) : undefined;
      const page = await this.notices.list({ patientId, status: shown.status, limit: MOST, cursor });
      const people = new Map<string, PatientView>(patient ? [[patient.id, patient]] : []);
      for (const { patientId: id } of page.data)
        if (!people.has(id)) people.set(id, await this.patients.get(id as PatientId));
      return {
        timeZone,
        rows: page.data.flatMap((notice) => {
          const person = people.get(notice.patientId);
          return person ? [rowOf(notice, person)] : [];
        }),
        filters: FILTERS.map((filter) => ({
          href: hrefOf({ patientId, status: filter.status }),
          label: filter.label,
          isShown: filter === shown,
        })),
        patient: patient && toPatientHead(patient),
        nextHref: page.nextCursor ? hrefOf({ patientId, status: shown.status, cursor: page.nextCursor }) : undefined,
      };
    });
  }

  /** Errors: `notice_unknown`. */
  one(id: string): Promise<Omit<MessagePageProps, 'shell'>> {
    return this.tx.run(async () => {
      const [notice, { timeZone }] = await Promise.all([this.notices.get(id), this.clinics.settings()]);
      const patient = await this.patients.get(notice.patientId as PatientId);
      return {
        ...rowOf(notice, patient),
        timeZone,
        subject: notice.subject,
        body: notice.body.replace('{{link}}', '(the patient’s page)').trim(),
        attempts: notice.attempts,
        copy: notice.copy,
        resendTo: patient.email ?? notice.address ?? undefined,
        mayResend: notice.isResendable && this.authorize.may('notices.send'),
      };
    });
  }
}

function rowOf(notice: NoticeView, patient: PatientView): MessageRow {
  return {
    id: notice.id,
    what: MESSAGE_KINDS[notice.kind],
    patient: toPatientHead(patient),
    address: notice.address ?? undefined,
    at: Temporal.Instant.from(notice.endedAt ?? notice.sendAt ?? notice.storedAt),
    state: MESSAGE_STATES[notice.status],
    why: notice.reason ? MESSAGE_REASONS[notice.reason] : undefined,
  };
}

function hrefOf(asked: MessagesAsked): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== undefined));
  return query.size > 0 ? `/messages?${query.toString()}` : '/messages';
}
