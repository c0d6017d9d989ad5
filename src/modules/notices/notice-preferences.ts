import { Injectable } from '@nestjs/common';
import { mayOptOut, NOTICE_KINDS, type NoticeKind } from '../../domain/notices/notice-kinds';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { PatientId } from '../../kernel/ids';
import { violates } from '../../platform/database/pg-errors';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { NoticesRepository } from './persistence/notices.repository';
import { OptOutsRepository } from './persistence/opt-outs.repository';

export interface NoticePreference {
  readonly kind: NoticeKind;
  readonly isWanted: boolean;
  readonly mayOptOut: boolean;
}

/** What a patient wants to be written to about. */
@Injectable()
export class NoticePreferences {
  constructor(
    private readonly tx: Transactions,
    private readonly optOuts: OptOutsRepository,
    private readonly notices: NoticesRepository,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  /** Every kind. Tx: joins or opens one. */
  of(patientId: PatientId): Promise<NoticePreference[]> {
    return this.tx.run(async () => {
      const unwanted = await this.optOuts.of(patientId);
      return NOTICE_KINDS.map((kind) => ({ kind, isWanted: !unwanted.includes(kind), mayOptOut: mayOptOut(kind) }));
    });
  }

  /**
   * Writes down what the patient said; what waits of that kind is taken back.
   * Tx: joins or opens one. Idempotent by: patient and kind. Errors: `patient_unknown`, `notice_kind_required`.
   */
  async set(patientId: PatientId, kind: NoticeKind, isWanted: boolean): Promise<void> {
    if (!mayOptOut(kind))
      throw new DomainError('notice_kind_required', {
        detail: 'A patient is always told about money that is taken without them. Stop the automatic payments instead.',
      });
    await this.tx.run(() => this.store(patientId, kind, isWanted)).catch(refuseStranger);
  }

  private async store(patientId: PatientId, kind: NoticeKind, isWanted: boolean): Promise<void> {
    const at = toDate(this.clock.now());
    if (isWanted) await this.optOuts.remove(patientId, kind);
    else {
      await this.optOuts.add(patientId, kind, at);
      const waiting = (await this.notices.lockWaiting(patientId)).filter((notice) => notice.kind === kind);
      for (const { id, state } of waiting)
        await this.notices.change(id, {
          reason: 'opted_out',
          ...(state === 'queued' ? { state: 'canceled', endedAt: at } : { state }),
        });
    }
    await this.audit.execute({
      action: 'notice.prefer',
      subject: { type: 'patient', id: patientId },
      facts: { kind, isWanted },
    });
  }
}

function refuseStranger(error: unknown): never {
  if (violates(error, 'fk_notice_opt_outs_patient_id')) throw new DomainError('patient_unknown');
  throw error;
}
