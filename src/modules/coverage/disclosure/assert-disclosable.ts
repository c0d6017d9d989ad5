import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../../kernel/business-date';
import { DomainError } from '../../../kernel/errors';
import type { PatientId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import { Transactions } from '../../../platform/database/transactions';

/** What a plan would learn. */
export interface Disclosure {
  readonly patientId: PatientId;
  /** The day of care it is about, or today. */
  readonly on: BusinessDate;
  /** The services it is about; left out when it is about the plan as a whole. */
  readonly serviceCodes?: readonly string[];
}

const RESTRICTION = `
  SELECT scope, service_code AS "serviceCode" FROM self_pay_elections
   WHERE clinic_id = current_clinic() AND patient_id = $1
     AND ((scope = 'visit' AND date_of_service = $2::date)
       OR (scope = 'all' AND signed_on <= $2::date)
       OR (scope = 'service' AND signed_on <= $2::date AND service_code = ANY ($3::text[])))
   ORDER BY id LIMIT 1`;

/**
 * That a plan may be told: what a paid-in-full election covers is kept from it, whatever the errand. No claim, no question
 * about eligibility or a claim's status, no authorization (45 CFR 164.522(a)(1)(vi), DOMAIN.md §2 row 1).
 *
 * Tx: joins the open one or opens its own. Errors: `disclosure_restricted`.
 */
@Injectable()
export class AssertDisclosable {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
  ) {}

  async execute({ patientId, on, serviceCodes = [] }: Disclosure): Promise<void> {
    const restriction = await this.transactions.run(() =>
      this.sql.one<{ scope: string; serviceCode: string | null }>(RESTRICTION, [
        patientId,
        on.toString(),
        serviceCodes,
      ]),
    );
    if (!restriction) return;
    throw new DomainError('disclosure_restricted', {
      detail: 'The patient pays in full and asked to keep this from the plan: nothing about it may be sent there.',
      facts: { scope: restriction.scope, serviceCode: restriction.serviceCode, source: '45 CFR 164.522(a)(1)(vi)' },
    });
  }

  /** The services a patient keeps from the plan one by one, as of the day. */
  async keptServices(patientId: PatientId, on: BusinessDate): Promise<string[]> {
    const rows = await this.transactions.run(() =>
      this.sql.query<{ service_code: string }>(
        `SELECT DISTINCT service_code FROM self_pay_elections
          WHERE clinic_id = current_clinic() AND patient_id = $1 AND scope = 'service' AND signed_on <= $2::date`,
        [patientId, on.toString()],
      ),
    );
    return rows.map((row) => row.service_code);
  }
}
