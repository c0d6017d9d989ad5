import { Injectable } from '@nestjs/common';
import type { PatientId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { Author } from './group-sessions.repository';

export interface DeterminationRow {
  readonly id: string;
  readonly patientId: PatientId;
  readonly householdSize: number;
  readonly householdIncomeCents: string;
  readonly documentsSeen: boolean;
  readonly guidelineYear: number | null;
  readonly guidelineCents: string | null;
  readonly povertyBasisPoints: string | null;
  readonly determinedOn: string;
  readonly expiresOn: string;
}

/** Rows of income determinations. Needs a transaction. */
@Injectable()
export class DeterminationsRepository {
  constructor(private readonly sql: Sql) {}

  async insert(row: DeterminationRow, by: Author): Promise<void> {
    await this.sql.execute(
      `INSERT INTO income_determinations (clinic_id, id, patient_id, household_size, household_income_cents, documents_seen, guideline_year,
         guideline_cents, poverty_basis_points, determined_on, expires_on, determined_by_kind, determined_by_id, created_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        row.id,
        row.patientId,
        row.householdSize,
        row.householdIncomeCents,
        row.documentsSeen,
        row.guidelineYear,
        row.guidelineCents,
        row.povertyBasisPoints,
        row.determinedOn,
        row.expiresOn,
        by.kind,
        by.id,
        by.at,
      ],
    );
  }

  get(id: string): Promise<{ householdSize: number; householdIncomeCents: string } | undefined> {
    return this.sql.one(
      `SELECT household_size AS "householdSize", household_income_cents AS "householdIncomeCents" FROM income_determinations
        WHERE clinic_id = current_clinic() AND id = $1`,
      [id],
    );
  }
}
