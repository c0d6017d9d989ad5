import { NOTICE_KINDS, type NoticeKind } from '../../domain/notices/notice-kinds';
import { NOTICE_STATES, type NoticeState } from '../../domain/notices/notice-state';
import { formatInstant, fromDate } from '../../kernel/clock';
import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  ObjectField,
  TextField,
  UuidField,
} from '../../platform/http/fields';
import { NOTICE_REASONS, type NoticeReason } from './notice-reasons';
import type { NoticeRow } from './persistence/notices.repository';

export class NoticeSubjectView {
  @TextField({ example: 'installment' }) type: string;
  @UuidField() id: string;
}

/** A message to a patient: what it says, where it went, and what became of it. */
export class NoticeView {
  @UuidField({ readOnly: true }) id: string;
  @EnumField(NOTICE_KINDS) kind: NoticeKind;
  @ObjectField(() => NoticeSubjectView) about: NoticeSubjectView;
  @DateField({ description: 'The day it is about.' }) occasionOn: string;
  @IntField({ min: 1, description: 'From 1; a person who sends it again makes the next.' }) copy: number;
  @UuidField() patientId: string;
  @TextField({ max: 254, nullable: true, description: 'The e-mail address it is for.' }) address: string | null;
  @TextField({ max: 500 }) subject: string;
  @TextField({ max: 5_000, multiline: true, description: 'The address of a page is put in when it leaves.' })
  body: string;
  @CentsField({ nullable: true }) amountCents: number | null;
  @EnumField(NOTICE_STATES, { description: 'unknown: the mail server’s answer was lost; it may have been sent.' })
  status: NoticeState;
  @EnumField(NOTICE_REASONS, { nullable: true, description: 'Why it did not leave, or will not again.' })
  reason: NoticeReason | null;
  @InstantField({ nullable: true, description: 'When it leaves: never in the clinic’s quiet hours.' })
  sendAt: string | null;
  @IntField({ description: 'How often it was handed to the mail server.' }) attempts: number;
  @InstantField() storedAt: string;
  @InstantField({ nullable: true }) endedAt: string | null;
  @BooleanField({ description: 'Whether a person may send it again.' }) isResendable: boolean;

  static from = (row: NoticeRow): NoticeView => ({
    id: row.id,
    kind: row.kind,
    about: { type: row.aboutType, id: row.aboutId },
    occasionOn: row.occasionOn,
    copy: row.copy,
    patientId: row.patientId,
    address: row.address,
    subject: row.subject,
    body: row.body,
    amountCents: row.amountCents === null ? null : Number(row.amountCents),
    status: row.state,
    reason: row.reason,
    sendAt: row.sendAt ? formatInstant(fromDate(row.sendAt)) : null,
    attempts: row.attempts,
    storedAt: formatInstant(fromDate(row.storedAt)),
    endedAt: row.endedAt ? formatInstant(fromDate(row.endedAt)) : null,
    isResendable: isResendable(row),
  });
}

/** Whether it has left, or will not by itself, and is still true. */
export const isResendable = ({ state, sendAt }: Pick<NoticeRow, 'state' | 'sendAt'>): boolean =>
  sendAt === null && state !== 'sending' && state !== 'canceled';
