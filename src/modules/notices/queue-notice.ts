import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { NoticeKind } from '../../domain/notices/notice-kinds';
import { nextAllowedMoment } from '../../domain/notices/quiet-hours';
import { renderNotice } from '../../domain/notices/render-notice';
import type { BusinessDate } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { newId, type PatientId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { ClinicsReader } from '../clinics/clinics.reader';
import { NoticeStore } from './delivery/notice-store';
import type { NoticeLink } from './notice-links';

export interface QueueNoticeInput {
  readonly kind: NoticeKind;
  readonly about: { readonly type: string; readonly id: string };
  /** The day it is about; with kind and subject it says what is written about only once. */
  readonly occasionOn: BusinessDate;
  readonly patient: { readonly id: PatientId; readonly email: string | null };
  readonly amount?: Money;
  /** The day the text names. */
  readonly on?: BusinessDate;
  /** The page of the patient's it leads to. */
  readonly link?: NoticeLink;
  /** Not before; now unless told. It waits until the clinic's quiet hours are over. */
  readonly notBefore?: Temporal.Instant;
}

/**
 * Puts a message to a patient into the outbox, in neutral words: an amount, a day and a link are all it can say.
 * Without an address the desk is told instead; what the patient does not want is kept as canceled.
 *
 * Tx: joins or opens one; queued in the transaction of what calls for it. Idempotent by: kind, subject and day.
 */
@Injectable()
export class QueueNotice {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly store: NoticeStore,
    private readonly clock: Clock,
  ) {}

  execute(input: QueueNoticeInput): Promise<void> {
    return this.tx.run(async () => {
      const { statementDescriptor, phone, timeZone, policies } = await this.clinics.settings();
      const now = this.clock.now();
      const { kind, amount, on, link } = input;
      const facts = { amount, on, hasLink: link !== undefined };
      const words = renderNotice(kind, facts, { name: statementDescriptor, phone });
      const earliest = later(now, input.notBefore ?? now);
      await this.store.add({
        id: newId(now),
        kind,
        aboutType: input.about.type,
        aboutId: input.about.id,
        occasionOn: input.occasionOn.toString(),
        copy: 1,
        patientId: input.patient.id,
        address: input.patient.email,
        ...words,
        linkKind: link ?? null,
        amountCents: amount?.toCents().toString() ?? null,
        sendAt: toDate(nextAllowedMoment(earliest, policies.quietHours, timeZone)),
      });
    });
  }
}

const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) >= 0 ? a : b;
