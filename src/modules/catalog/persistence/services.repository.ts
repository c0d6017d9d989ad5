import { Injectable } from '@nestjs/common';
import type { ServiceTerms } from '../../../domain/pricing/service-terms';
import { Clock } from '../../../kernel/clock';
import { newId, type ServiceId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

const INSERT = `INSERT INTO services (clinic_id, id, code, kind, modality, display_name, neutral_name, duration_minutes,
    document_rule, is_hsa_fsa_eligible, capacity, revenue_account)
  VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

const IDS = `SELECT code, id FROM services WHERE clinic_id = current_clinic() ORDER BY code`;

/** The services table. Needs a transaction. */
@Injectable()
export class ServicesRepository {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  newId(): ServiceId {
    return newId<ServiceId>(this.clock.now());
  }

  async insert(id: ServiceId, terms: ServiceTerms): Promise<void> {
    await this.sql.execute(INSERT, [
      id,
      terms.code,
      terms.kind,
      terms.modality ?? null,
      terms.displayName,
      terms.neutralName,
      terms.durationMinutes,
      terms.documentRule,
      terms.hsaFsaEligible,
      terms.capacity ?? null,
      terms.revenueAccount,
    ]);
  }

  /** Every service of the clinic, by code, in code order. */
  async idsByCode(): Promise<ReadonlyMap<string, ServiceId>> {
    const rows = await this.sql.query<{ code: string; id: ServiceId }>(IDS);
    return new Map(rows.map(({ code, id }) => [code, id]));
  }
}
