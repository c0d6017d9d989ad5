import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { fromDate, toDate } from '../../../kernel/clock';
import type { PatientId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import { RegisterSigningHold, SigningHold } from '../../patients/sober-first';

/** Who was dosed at a visit that stands and had not been discharged cannot sign. */
@Injectable()
@RegisterSigningHold()
export class DosedPatients extends SigningHold {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async since(patientId: PatientId, at: Temporal.Instant): Promise<Temporal.Instant | undefined> {
    const row = await this.sql.one<{ since: Date }>(
      `SELECT v.dosed_at AS since FROM visits v
        WHERE v.clinic_id = current_clinic() AND v.patient_id = $1 AND v.dosed_at <= $2 AND (v.discharged_at IS NULL OR v.discharged_at > $2)
          AND EXISTS (SELECT FROM charges c WHERE c.clinic_id = v.clinic_id AND c.visit_id = v.id
                AND NOT EXISTS (SELECT FROM charge_voids x WHERE x.clinic_id = c.clinic_id AND x.charge_id = c.id))
        ORDER BY v.dosed_at LIMIT 1`,
      [patientId, toDate(at)],
    );
    return row && fromDate(row.since);
  }
}
