import { Injectable } from '@nestjs/common';
import type { CashReceipt } from '../../../domain/cashiering/cash-reporting';
import { parseBusinessDate } from '../../../kernel/business-date';
import type { PatientId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';

// Cash a patient handed over, by its journal entry; what was voided since was never received, what was refunded was.
const RECEIPTS = `
  SELECT c.entry_id AS "entryId", c.effective_on AS "receivedOn", c.amount_cents AS "amountCents", w.patient_id AS "patientId"
    FROM journal_lines c
    JOIN journal_entries e ON e.clinic_id = c.clinic_id AND e.id = c.entry_id AND e.source_type = 'tender' AND e.reverses_id IS NULL
    JOIN LATERAL (SELECT l.patient_id FROM journal_lines l WHERE l.clinic_id = c.clinic_id AND l.entry_id = c.entry_id
      AND l.patient_id IS NOT NULL LIMIT 1) w ON true
   WHERE c.clinic_id = current_clinic() AND c.account_number = 1020 AND c.amount_cents > 0
     AND NOT EXISTS (SELECT 1 FROM journal_entries r WHERE r.clinic_id = e.clinic_id AND r.reverses_id = e.id)`;

/** Cash received from payers, from the journal. Needs a transaction. */
@Injectable()
export class CashReceiptsReader {
  constructor(private readonly sql: Sql) {}

  /** Who has paid at least so much cash since the day. */
  async payers(since: string, atLeast: Money): Promise<PatientId[]> {
    const rows = await this.sql.query<{ patientId: PatientId }>(
      `SELECT r."patientId" FROM (${RECEIPTS} AND c.effective_on >= $1) r GROUP BY 1 HAVING sum(r."amountCents") >= $2 ORDER BY sum(r."amountCents") DESC, 1`,
      [since, atLeast.toCents().toString()],
    );
    return rows.map(({ patientId }) => patientId);
  }

  /** All cash of a payer, the oldest first. */
  async of(patientId: PatientId): Promise<CashReceipt[]> {
    const rows = await this.sql.query<{ entryId: string; receivedOn: string; amountCents: string }>(
      `${RECEIPTS} AND c.entry_id IN (SELECT l.entry_id FROM journal_lines l WHERE l.clinic_id = current_clinic() AND l.patient_id = $1)
        ORDER BY c.effective_on, e.recorded_xid, c.entry_id`,
      [patientId],
    );
    return rows.map(({ entryId, receivedOn, amountCents }) => ({
      entryId,
      receivedOn: parseBusinessDate(receivedOn),
      amount: Money.fromColumn(amountCents),
    }));
  }

  /** Writes down that a payer reached a level; whether that was news. */
  async keep(report: {
    patientId: PatientId;
    level: string;
    entryId: string;
    total: Money;
    reachedOn: string;
    at: Date;
  }): Promise<boolean> {
    const written = await this.sql.execute(
      `INSERT INTO cash_reports (clinic_id, patient_id, level, entry_id, total_cents, reached_on, raised_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [report.patientId, report.level, report.entryId, report.total.toCents().toString(), report.reachedOn, report.at],
    );
    return written > 0;
  }
}
