import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';

/** What a payer says of a service where it departs from the default (ketamine not covered, other care covered). */
export interface SetPayerPolicyInput {
  readonly payerId: string;
  readonly payerName: string;
  readonly serviceCode: string;
  /** First day it holds; until a later row of the same payer and service. */
  readonly effectiveFrom: BusinessDate;
  readonly covered: boolean;
  /** Whether Spravato needs its authorization; it does unless told. */
  readonly requiresAuthorization?: boolean;
  /** Whether it takes an authorization for S0013 as one for J0013, and the other way round; it does not unless told. */
  readonly crosswalksDrugCode?: boolean;
  /** Where the policy is written. */
  readonly reason: string;
}

const SERVICE = 'SELECT 1 FROM services WHERE clinic_id = current_clinic() AND code = $1';

const INSERT = `
  INSERT INTO payer_policies (clinic_id, payer_id, service_code, effective_from, covered, requires_authorization,
    crosswalks_drug_code, reason)
  VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`;

const SAME = `
  SELECT 1 FROM payer_policies WHERE clinic_id = current_clinic() AND payer_id = $1 AND service_code = $2
     AND effective_from = $3::date AND covered = $4 AND requires_authorization IS NOT DISTINCT FROM $5::boolean
     AND crosswalks_drug_code = $6`;

/**
 * Writes down a payer's policy for a service, e.g. one that covers IV ketamine (DOMAIN.md §1.1). Never edited: a change
 * takes a later day.
 *
 * Tx: joins or opens one. Idempotent by: payer, service and first day, as long as it says the same.
 * Errors: `service_unknown`, `routing_policy_exists` when that day says something else.
 */
@Injectable()
export class SetPayerPolicy {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(input: SetPayerPolicyInput): Promise<void> {
    const { payerId, payerName, serviceCode, covered, reason } = input;
    const { requiresAuthorization = null, crosswalksDrugCode = false } = input;
    const effectiveFrom = input.effectiveFrom.toString();
    return this.transactions.run(async () => {
      if (!(await this.sql.one(SERVICE, [serviceCode])))
        throw new DomainError('service_unknown', { detail: 'This clinic has no such service.' });
      await this.sql.execute(
        'INSERT INTO payers (clinic_id, payer_id, name) VALUES (current_clinic(), $1, $2) ON CONFLICT DO NOTHING',
        [payerId, payerName],
      );
      const policy = [payerId, serviceCode, effectiveFrom, covered, requiresAuthorization, crosswalksDrugCode];
      if ((await this.sql.execute(INSERT, [...policy, reason])) === 0 && !(await this.sql.one(SAME, policy)))
        throw new DomainError('routing_policy_exists', {
          detail: 'That day has a policy of this payer for this service already; a change takes a later day.',
        });
      await this.audit.execute({
        action: 'payer_policy.set',
        subject: { type: 'payer', id: payerId },
        facts: { serviceCode, covered, effectiveFrom },
      });
    });
  }
}
