import { Injectable } from '@nestjs/common';
import type { PaymentState } from '../../../domain/payments/payment-state';
import type { PatientId, PaymentId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

export interface UnfinishedPayment {
  readonly id: PaymentId;
  readonly patientId: PatientId;
  readonly state: PaymentState;
  readonly amountCents: string;
  readonly takenAt: Date;
}

const UNFINISHED = `p.clinic_id = current_clinic() AND p.state IN ('pending', 'requires_action', 'processing', 'unknown')`;

/** Payments whose outcome is not known. */
@Injectable()
export class UnfinishedPayments {
  constructor(private readonly sql: Sql) {}

  async is(id: PaymentId): Promise<boolean> {
    return (await this.sql.one(`SELECT 1 FROM payments p WHERE ${UNFINISHED} AND p.id = $1`, [id])) !== undefined;
  }

  /** The newest few of a patient. */
  async ofPatient(patientId: PatientId): Promise<PaymentId[]> {
    const rows = await this.sql.query<{ id: PaymentId }>(
      `SELECT p.id FROM payments p WHERE ${UNFINISHED} AND p.patient_id = $1 ORDER BY p.id DESC LIMIT 5`,
      [patientId],
    );
    return rows.map(({ id }) => id);
  }

  /** All of the clinic's, the oldest first, but those that wait for a patient on an open page: its time is watched by itself. */
  all(): Promise<UnfinishedPayment[]> {
    return this.sql.query<UnfinishedPayment>(
      `SELECT p.id, p.patient_id AS "patientId", p.state, p.amount_cents AS "amountCents", p.taken_at AS "takenAt" FROM payments p
        WHERE ${UNFINISHED} AND NOT EXISTS (SELECT 1 FROM checkout_sessions s
              WHERE s.clinic_id = p.clinic_id AND s.payment_id = p.id AND s.state IN ('creating', 'open'))
        ORDER BY p.taken_at LIMIT 200`,
    );
  }
}
