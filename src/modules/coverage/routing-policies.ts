import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { violates } from '../../platform/database/pg-errors';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import type {
  ClinicDestination,
  ClinicRoutingPolicyView,
  PayerPolicyView,
  RoutingPoliciesView,
} from './routing-policies.view';

/** What the clinic decides about a service. */
export interface SetClinicRoutingInput {
  readonly serviceCode: string;
  /** First day it holds; until a later row of the same service. */
  readonly effectiveFrom: BusinessDate;
  readonly destination: ClinicDestination;
  readonly reason: string;
}

const SET = `
  INSERT INTO clinic_routing_policies (clinic_id, service_code, effective_from, destination, reason, created_at)
  VALUES (current_clinic(), $1, $2, $3, $4, $5)`;

const PAYERS = `
  SELECT payer_id AS "payerId", service_code AS "serviceCode", effective_from AS "effectiveFrom", covered,
         requires_authorization AS "requiresAuthorization", crosswalks_drug_code AS "crosswalksDrugCode", reason
    FROM payer_policies WHERE clinic_id = current_clinic() ORDER BY payer_id, service_code, effective_from`;

const CLINIC = `
  SELECT service_code AS "serviceCode", effective_from AS "effectiveFrom", destination, reason
    FROM clinic_routing_policies WHERE clinic_id = current_clinic() ORDER BY service_code, effective_from`;

/** What the clinic and its payers decide about services, as data. Never edited: a change takes a later day. */
@Injectable()
export class RoutingPolicies {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly audit: RecordAuditEvent,
  ) {}

  /** Tx: joins or opens one. Errors: `service_unknown`, `routing_policy_exists` for a day that has one. */
  async setForClinic(input: SetClinicRoutingInput): Promise<ClinicRoutingPolicyView> {
    const { serviceCode, destination, reason } = input;
    const effectiveFrom = input.effectiveFrom.toString();
    try {
      return await this.transactions.run(async () => {
        await this.sql.execute(SET, [serviceCode, effectiveFrom, destination, reason, toDate(this.clock.now())]);
        await this.audit.execute({
          action: 'routing_policy.set',
          subject: { type: 'service', id: serviceCode },
          facts: { destination, effectiveFrom },
        });
        return { serviceCode, effectiveFrom, destination, reason };
      });
    } catch (error) {
      if (violates(error, 'fk_clinic_routing_policies_service_code'))
        throw new DomainError('service_unknown', { detail: 'This clinic has no such service.', cause: error });
      if (violates(error, 'pk_clinic_routing_policies'))
        throw new DomainError('routing_policy_exists', {
          detail: 'That day has a policy for this service already; a change takes a later day.',
          cause: error,
        });
      throw error;
    }
  }

  /** Tx: joins the open one or opens its own. */
  all(): Promise<RoutingPoliciesView> {
    return this.transactions.run(async () => ({
      payers: await this.sql.query<PayerPolicyView>(PAYERS),
      clinic: await this.sql.query<ClinicRoutingPolicyView>(CLINIC),
    }));
  }
}
