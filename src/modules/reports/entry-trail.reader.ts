import { Injectable } from '@nestjs/common';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';

/** What stands behind a journal entry, as far as it is about any of it. */
export interface EntryTrail {
  readonly paymentId: string | null;
  readonly visitId: string | null;
  readonly remittanceId: string | null;
  readonly invoiceId: string | null;
  readonly invoiceNumber: string | null;
  readonly patientId: string | null;
  readonly accountNumber: string | null;
  /** The entry that undoes it. */
  readonly reversedById: string | null;
  /** Who made it. */
  readonly person: string;
}

const TRAIL = `
  SELECT coalesce(t.payment_id, r.payment_id, p.id, d.payment_id) AS "paymentId", c.visit_id AS "visitId",
         CASE WHEN f.source_type = 'remittance' THEN f.source_id ELSE k.remittance_id END AS "remittanceId", i.id AS "invoiceId", i.number AS "invoiceNumber",
         l.patient_id AS "patientId", n.account_number::text AS "accountNumber", x.id AS "reversedById", coalesce(a.person, f.actor_id) AS person
    FROM journal_facts f
    LEFT JOIN payment_tenders t ON f.source_type IN ('tender', 'returned_check') AND t.clinic_id = f.clinic_id AND t.id = f.source_id
    LEFT JOIN refund_tenders r ON f.source_type = 'refund' AND r.clinic_id = f.clinic_id AND r.id = f.source_id
    LEFT JOIN payments p ON f.source_type = 'payment' AND p.clinic_id = f.clinic_id AND p.id = f.source_id
    LEFT JOIN adjustments j ON f.source_type = 'adjustment' AND j.clinic_id = f.clinic_id AND j.id = f.source_id
    LEFT JOIN charges c ON c.clinic_id = f.clinic_id AND c.id = CASE WHEN f.source_type = 'charge' THEN f.source_id ELSE j.charge_id END
    LEFT JOIN remittance_matches m ON f.source_type = 'remittance_match' AND m.clinic_id = f.clinic_id AND m.id = f.source_id
    LEFT JOIN remittance_claims k ON k.clinic_id = f.clinic_id AND k.id = CASE WHEN f.source_type = 'remittance_claim' THEN f.source_id ELSE m.remittance_claim_id END
    LEFT JOIN disputes d ON f.source_type = 'dispute' AND d.clinic_id = f.clinic_id AND d.id = f.source_id
    LEFT JOIN LATERAL (SELECT (array_agg(g.patient_id ORDER BY g.line_no) FILTER (WHERE g.patient_id IS NOT NULL))[1] AS patient_id,
        (array_agg(g.invoice_id ORDER BY g.line_no) FILTER (WHERE g.invoice_id IS NOT NULL))[1] AS invoice_id
      FROM journal_lines g WHERE g.clinic_id = f.clinic_id AND g.entry_id = f.entry_id) l ON true
    LEFT JOIN invoices i ON i.clinic_id = f.clinic_id AND i.id = l.invoice_id
    LEFT JOIN patients n ON n.clinic_id = f.clinic_id AND n.id = l.patient_id
    LEFT JOIN journal_entries x ON x.clinic_id = f.clinic_id AND x.reverses_id = f.entry_id
    LEFT JOIN acting_people a ON a.clinic_id = f.clinic_id AND a.actor_id = f.actor_id
   WHERE f.clinic_id = current_clinic() AND f.entry_id = $1`;

/** From a figure in the books to what happened. Tx: joins or opens one. */
@Injectable()
export class EntryTrailReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
  ) {}

  /** Nothing for an entry that does not exist. */
  of(entryId: string): Promise<EntryTrail | undefined> {
    return this.tx.run(() => this.sql.one<EntryTrail>(TRAIL, [entryId]));
  }
}
