import { Injectable } from '@nestjs/common';
import type { LocationId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

export interface LateCorrection {
  readonly entryId: string;
  readonly kind: string;
  readonly sourceType: string;
  readonly sourceId: string;
  readonly sealedOn: string;
  readonly effectiveOn: string;
  readonly amountCents: number;
}

/** Journal entries that came too late for the days a close has closed. Needs a transaction. */
@Injectable()
export class LateCorrectionsReader {
  constructor(private readonly sql: Sql) {}

  /** The oldest first. */
  async of(locationId: LocationId, businessDate: string): Promise<LateCorrection[]> {
    const rows = await this.sql.query<Omit<LateCorrection, 'amountCents'> & { amountCents: string }>(
      `SELECT e.id AS "entryId", e.kind, e.source_type AS "sourceType", e.source_id AS "sourceId", p.sealed_on AS "sealedOn",
              e.effective_on AS "effectiveOn",
              (SELECT sum(greatest(l.amount_cents, 0)) FROM journal_lines l WHERE l.clinic_id = e.clinic_id AND l.entry_id = e.id) AS "amountCents"
         FROM late_postings p JOIN journal_entries e ON e.clinic_id = p.clinic_id AND e.id = p.entry_id
         JOIN journal_places w ON w.clinic_id = e.clinic_id AND w.entry_id = e.id
        WHERE p.clinic_id = current_clinic() AND p.sealed_on <= $2
          AND p.sealed_on > coalesce((SELECT max(k.business_date) FROM standing_daily_closes k
            WHERE k.clinic_id = p.clinic_id AND k.location_id = $1 AND k.business_date < $2), '-infinity')
          AND coalesce(w.location_id, (SELECT l.id FROM locations l WHERE l.clinic_id = e.clinic_id ORDER BY l.name, l.id LIMIT 1)) = $1
        ORDER BY e.recorded_xid, e.id`,
      [locationId, businessDate],
    );
    return rows.map((row) => ({ ...row, amountCents: Number(row.amountCents) }));
  }
}
