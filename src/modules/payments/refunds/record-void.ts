import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import type { PaymentId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import { MarkedProviders } from '../../../platform/discovery/marked-providers';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { PaymentsRepository } from '../persistence/payments.repository';
import { VOID_FOLLOW_UP, type VoidFollowUp } from '../void-follow-up';
import { VOID_OBJECTION, type VoidObjection } from '../void-objection';

/**
 * Writes down that a payment was entered in error, by whom and why, and lets rooms to the right follow. Tx: needs one.
 * Errors: `payment_not_voidable` when a room to the right objects.
 */
@Injectable()
export class RecordVoid {
  constructor(
    private readonly sql: Sql,
    private readonly payments: PaymentsRepository,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly providers: MarkedProviders,
    private readonly clock: Clock,
  ) {}

  async execute(paymentId: PaymentId, reason: string): Promise<void> {
    for (const objection of this.providers.of<VoidObjection>(VOID_OBJECTION)) await objection.refuse(paymentId);
    const { kind, id } = this.context.actor;
    await this.payments.setState(paymentId, 'voided');
    await this.sql.execute(
      'UPDATE payment_tenders SET is_voided = true WHERE clinic_id = current_clinic() AND payment_id = $1',
      [paymentId],
    );
    await this.sql.execute(
      `INSERT INTO payment_voids (clinic_id, payment_id, reason, voided_by_kind, voided_by_id, voided_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5)`,
      [paymentId, reason, kind, id, toDate(this.clock.now())],
    );
    await this.audit.execute({ action: 'payment.void', subject: { type: 'payment', id: paymentId } });
    for (const followUp of this.providers.of<VoidFollowUp>(VOID_FOLLOW_UP)) await followUp.voided(paymentId);
  }
}
