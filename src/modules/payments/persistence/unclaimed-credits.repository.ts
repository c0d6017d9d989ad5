import { Injectable } from '@nestjs/common';
import type { PatientId, PaymentId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

/** Money held under a payment since long, and how far its way to the state is. */
export interface UnclaimedRow {
  readonly paymentId: PaymentId;
  readonly patientId: PatientId;
  readonly heldCents: string;
  readonly lastMovedOn: string;
  readonly id: string | null;
  readonly state: 'letter_sent' | 'awaiting_approval' | null;
  readonly letterSentOn: string | null;
  readonly approvalId: string | null;
  readonly isDisputed: boolean;
  /** Months until it counts as unclaimed: by the owner's state where that is on file, else by the clinic's setting. */
  readonly dormancyMonths: number;
  /** The statute they are from; null: the clinic's setting. */
  readonly dormancyRule: string | null;
}

/** The day it is asked on, and the months where the owner's state is not on file. */
export interface DormancyTerms {
  readonly today: string;
  readonly policyMonths: number;
}

export interface LetterRecord {
  readonly id: string;
  readonly paymentId: PaymentId;
  readonly patientId: PatientId;
  readonly sentOn: string;
  readonly by: { readonly kind: string; readonly id: string };
  readonly at: Date;
}

// A deposit (2100) waits for its care; while it does, none of the payment's money is abandoned.
const HELD = `
  SELECT o.item_id AS "paymentId", o.patient_id AS "patientId", sum(o.open_cents)::bigint AS "heldCents",
         (SELECT max(e.effective_on) FROM journal_lines l JOIN journal_entries e ON e.clinic_id = l.clinic_id AND e.id = l.entry_id
           WHERE l.clinic_id = o.clinic_id AND l.patient_id = o.patient_id AND l.item_id = o.item_id
             AND l.account_number IN (2000, 2150)) AS "lastMovedOn"
    FROM open_items o
   WHERE o.clinic_id = current_clinic() AND o.is_open AND o.account_number IN (2000, 2150)
   GROUP BY o.clinic_id, o.item_id, o.patient_id`;

const UNCLAIMED = `
  SELECT h.*, u.id, u.state, u.letter_sent_on AS "letterSentOn", u.approval_id AS "approvalId", p.state = 'disputed' AS "isDisputed",
         coalesce(r.months, $2::integer) AS "dormancyMonths", r.source AS "dormancyRule"
    FROM (${HELD}) h
    JOIN payments p ON p.clinic_id = current_clinic() AND p.id = h."paymentId"
    JOIN patients w ON w.clinic_id = current_clinic() AND w.id = h."patientId"
    LEFT JOIN LATERAL dormancy_rule_of(w.address_state, $1::date) r ON true
    LEFT JOIN unclaimed_credits u ON u.clinic_id = current_clinic() AND u.payment_id = h."paymentId" AND u.state <> 'moved'`;

/** Credits that lie unmoved, and what was done to find their owners. Needs a transaction. */
@Injectable()
export class UnclaimedCreditsRepository {
  constructor(private readonly sql: Sql) {}

  /** Money nobody has touched for so long, the oldest payment first. */
  list({ today, policyMonths }: DormancyTerms, afterId: string | null, limit: number): Promise<UnclaimedRow[]> {
    return this.sql.query<UnclaimedRow>(
      `${UNCLAIMED} WHERE h."lastMovedOn" + make_interval(months => coalesce(r.months, $2::integer)) <= $1::date
         AND ($3::uuid IS NULL OR h."paymentId" > $3) ORDER BY h."paymentId" LIMIT $4`,
      [today, policyMonths, afterId, limit],
    );
  }

  /** What a payment holds, whenever it last moved; undefined when it holds no credit. */
  of(paymentId: PaymentId, { today, policyMonths }: DormancyTerms): Promise<UnclaimedRow | undefined> {
    return this.sql.one<UnclaimedRow>(`${UNCLAIMED} WHERE h."paymentId" = $3`, [today, policyMonths, paymentId]);
  }

  /** Keeps when the owner was written to; a later letter takes the place of an earlier one. */
  async recordLetter({ id, paymentId, patientId, sentOn, by, at }: LetterRecord): Promise<void> {
    await this.sql.execute(
      `INSERT INTO unclaimed_credits (clinic_id, id, payment_id, patient_id, state, letter_sent_on, recorded_by_kind, recorded_by_id, recorded_at)
       VALUES (current_clinic(), $1, $2, $3, 'letter_sent', $4, $5, $6, $7)
       ON CONFLICT (clinic_id, payment_id) WHERE state <> 'moved' DO UPDATE
         SET letter_sent_on = excluded.letter_sent_on, recorded_by_kind = excluded.recorded_by_kind,
             recorded_by_id = excluded.recorded_by_id, recorded_at = excluded.recorded_at`,
      [id, paymentId, patientId, sentOn, by.kind, by.id, at],
    );
  }

  async setRequested(id: string, request: { id: string; approvalId: string; cents: string }): Promise<void> {
    await this.sql.execute(
      `UPDATE unclaimed_credits SET state = 'awaiting_approval', request_id = $2, approval_id = $3, requested_cents = $4
        WHERE clinic_id = current_clinic() AND id = $1`,
      [id, request.id, request.approvalId, request.cents],
    );
  }

  /** The payment a request is about, while it waits. */
  ofRequest(requestId: string): Promise<{ id: string; paymentId: PaymentId; patientId: PatientId } | undefined> {
    return this.sql.one(
      `SELECT id, payment_id AS "paymentId", patient_id AS "patientId" FROM unclaimed_credits
        WHERE clinic_id = current_clinic() AND request_id = $1 AND state = 'awaiting_approval' FOR UPDATE`,
      [requestId],
    );
  }

  async setMoved(id: string, moved: { cents: string; on: string }): Promise<void> {
    await this.sql.execute(
      `UPDATE unclaimed_credits SET state = 'moved', moved_cents = $2, moved_on = $3 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, moved.cents, moved.on],
    );
  }

  /** The second person said no: the letter stands, and somebody may ask again. */
  async setRefused(requestId: string): Promise<void> {
    await this.sql.execute(
      `UPDATE unclaimed_credits SET state = 'letter_sent', request_id = NULL, approval_id = NULL, requested_cents = NULL
        WHERE clinic_id = current_clinic() AND request_id = $1 AND state = 'awaiting_approval'`,
      [requestId],
    );
  }
}
