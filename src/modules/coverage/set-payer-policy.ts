import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../kernel/business-date';
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
  /** Where the policy is written. */
  readonly reason: string;
}

/**
 * Writes down a payer's policy for a service, e.g. one that covers IV ketamine (DOMAIN.md §1.1). Never edited: another
 * policy for the same first day is ignored, a change takes a later day.
 *
 * Tx: joins or opens one.
 */
@Injectable()
export class SetPayerPolicy {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute({ payerId, payerName, serviceCode, effectiveFrom, covered, reason }: SetPayerPolicyInput): Promise<void> {
    return this.transactions.run(async () => {
      await this.sql.execute(
        'INSERT INTO payers (clinic_id, payer_id, name) VALUES (current_clinic(), $1, $2) ON CONFLICT DO NOTHING',
        [payerId, payerName],
      );
      await this.sql.execute(
        `INSERT INTO payer_policies (clinic_id, payer_id, service_code, effective_from, covered, reason)
         VALUES (current_clinic(), $1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        [payerId, serviceCode, effectiveFrom.toString(), covered, reason],
      );
      await this.audit.execute({
        action: 'payer_policy.set',
        subject: { type: 'payer', id: payerId },
        facts: { serviceCode, covered, effectiveFrom: effectiveFrom.toString() },
      });
    });
  }
}
