import { Injectable } from '@nestjs/common';
import { PAYER_DEFAULTS } from '../../../domain/claims/payer-defaults';
import type { PlanType } from '../../../domain/routing/routing-facts';
import type { ClaimId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

const OF_CLAIMS = `
  SELECT c.id, k.plan_type AS "planType", r.appeal_days AS "appealDays"
    FROM claims c
    JOIN coverages k ON k.clinic_id = c.clinic_id AND k.id = c.coverage_id
    LEFT JOIN payer_claim_rules r ON r.clinic_id = c.clinic_id AND r.payer_id = c.payer_id
   WHERE c.clinic_id = current_clinic() AND c.id = ANY ($1::uuid[])`;

/** Reads how long payers take appeals: their own rule, else what is usual for the kind of plan. Needs a transaction. */
@Injectable()
export class AppealDaysReader {
  constructor(private readonly sql: Sql) {}

  /** Of many claims in one query. */
  async ofClaims(ids: readonly ClaimId[]): Promise<ReadonlyMap<ClaimId, number>> {
    if (ids.length === 0) return new Map();
    const rows = await this.sql.query<{ id: ClaimId; planType: PlanType; appealDays: number | null }>(OF_CLAIMS, [ids]);
    return new Map(rows.map(({ id, planType, appealDays }) => [id, appealDays ?? PAYER_DEFAULTS[planType].appealDays]));
  }
}
