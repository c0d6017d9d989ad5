import { Injectable } from '@nestjs/common';
import { Sql } from '../../platform/database/sql';

/** What an entry did to the clearing account (1030), about something the processor has too. */
export interface ProcessorPosting {
  /** Payment intent, refund, or balance transaction: what the processor's own movement goes by. */
  readonly key: string;
  readonly part: 'amount' | 'fee';
  readonly entryId: string;
  readonly amountCents: string;
  readonly recordedAt: Date;
}

/** Which entries: those of the days, and every other about the same things or the named keys. */
export interface PostingsWanted {
  readonly fromOn: string;
  readonly toOn: string;
  readonly keys: readonly string[];
}

/** Taken by card through the processor. A terminal of the clinic's own has no payment intent, and no one to compare it with. */
const TENDERS = `
  SELECT t.stripe_payment_intent_id AS key, e.kind = 'fee' AS is_fee, e.id, e.effective_on
    FROM payment_tenders t
    JOIN journal_entries e ON e.clinic_id = t.clinic_id AND e.source_type = 'tender' AND e.source_id = t.id
   WHERE t.clinic_id = current_clinic() AND t.stripe_payment_intent_id IS NOT NULL`;

const DISPUTES = `
  SELECT m.balance_transaction_id AS key, e.kind LIKE 'fee%' AS is_fee, e.id, e.effective_on
    FROM dispute_movements m
    JOIN journal_entries e ON e.clinic_id = m.clinic_id AND e.source_type = 'dispute' AND e.source_id = m.dispute_id
     AND e.kind IN ('withdrawal_' || m.position, 'reinstatement_' || m.position, 'fee_' || m.position)
   WHERE m.clinic_id = current_clinic()`;

const REFUNDS = `
  SELECT r.stripe_refund_id AS key, false AS is_fee, e.id, e.effective_on
    FROM refund_tenders r
    JOIN journal_entries e ON e.clinic_id = r.clinic_id AND e.source_type = 'refund' AND e.source_id = r.id
   WHERE r.clinic_id = current_clinic() AND r.stripe_refund_id IS NOT NULL`;

// An entry counts with the one that reverses it, whatever day that one is on.
const POSTINGS = `
  WITH about AS (${TENDERS} UNION ALL ${DISPUTES} UNION ALL ${REFUNDS}),
  wanted AS (SELECT DISTINCT key FROM about WHERE effective_on BETWEEN $1 AND $2 UNION SELECT unnest($3::text[])),
  own AS (SELECT a.key, a.is_fee, a.id FROM about a JOIN wanted USING (key)),
  entries AS (
    SELECT key, is_fee, id FROM own
    UNION ALL
    SELECT o.key, o.is_fee, r.id FROM own o
      JOIN journal_entries r ON r.clinic_id = current_clinic() AND r.source_type = 'journal_entry' AND r.source_id = o.id)
  SELECT n.key, CASE WHEN n.is_fee THEN 'fee' ELSE 'amount' END AS part, e.id AS "entryId", e.recorded_at AS "recordedAt",
         sum(l.amount_cents) AS "amountCents"
    FROM entries n
    JOIN journal_entries e ON e.clinic_id = current_clinic() AND e.id = n.id
    JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id AND l.account_number = 1030
   GROUP BY n.key, n.is_fee, e.id, e.recorded_at`;

/** Reads what the ledger says the processor has moved. Tx: needs one. */
@Injectable()
export class ProcessorPostingsReader {
  constructor(private readonly sql: Sql) {}

  find({ fromOn, toOn, keys }: PostingsWanted): Promise<ProcessorPosting[]> {
    return this.sql.query<ProcessorPosting>(POSTINGS, [fromOn, toOn, keys]);
  }
}
