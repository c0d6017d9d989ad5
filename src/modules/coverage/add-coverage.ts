import { Injectable } from '@nestjs/common';
import type { PlanType } from '../../domain/routing/routing-facts';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { type CoverageId, newId, type PatientId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import type { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { PatientsReader } from '../patients/patients.reader';
import type { CoverageView, NetworkStatus } from './coverage.view';
import { type CoverageRow, toCoverageView } from './persistence/coverage.rows';

/** A plan as the patient's card and the payer's portal say it. What is not known is left out. */
export interface AddCoverageInput {
  readonly patientId: PatientId;
  readonly payerId: string;
  readonly payerName: string;
  readonly memberId: string;
  readonly planType: PlanType;
  readonly networkStatus: NetworkStatus;
  /** 1 primary (unless told), 2 secondary, 3 tertiary. */
  readonly priority?: number;
  readonly effectiveFrom: BusinessDate;
  readonly effectiveTo?: BusinessDate;
  /** Per visit. */
  readonly copay?: Money;
  readonly coinsuranceBasisPoints?: number;
  readonly deductibleRemaining?: Money;
  /** Whether Spravato runs under the medical benefit. */
  readonly medicalBenefit?: boolean;
}

const INSERT = `
  WITH payer AS (
    INSERT INTO payers (clinic_id, payer_id, name) VALUES (current_clinic(), $3, $4) ON CONFLICT DO NOTHING
  )
  INSERT INTO coverages (clinic_id, id, patient_id, payer_id, payer_name, member_id, plan_type, network_status, priority,
                         effective_from, effective_to, copay_cents, coinsurance_basis_points,
                         deductible_remaining_cents, medical_benefit, created_at)
  VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
  RETURNING *`;

/**
 * Writes down a plan of a patient. A payer not met before is remembered by its payer id.
 *
 * Tx: joins or opens one. Errors: `patient_unknown`, `coverage_period_invalid`.
 */
@Injectable()
export class AddCoverage {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly patients: PatientsReader,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(input: AddCoverageInput): Promise<CoverageView> {
    if (input.effectiveTo && compareDates(input.effectiveTo, input.effectiveFrom) < 0)
      throw new DomainError('coverage_period_invalid', {
        errors: [{ pointer: '/effectiveTo', message: 'must not be before effectiveFrom' }],
      });
    return this.transactions.run(async () => {
      await this.patients.get(input.patientId);
      const row = await this.insert(input);
      await this.audit.execute({
        action: 'coverage.add',
        subject: { type: 'coverage', id: row.id },
        facts: { patientId: input.patientId, planType: input.planType, networkStatus: input.networkStatus },
      });
      return toCoverageView(row);
    });
  }

  private async insert(input: AddCoverageInput): Promise<CoverageRow> {
    const now = this.clock.now();
    const row = await this.sql.one<CoverageRow>(INSERT, [
      newId<CoverageId>(now),
      input.patientId,
      input.payerId,
      input.payerName,
      input.memberId,
      input.planType,
      input.networkStatus,
      input.priority ?? 1,
      input.effectiveFrom.toString(),
      input.effectiveTo?.toString() ?? null,
      input.copay?.toCents() ?? null,
      input.coinsuranceBasisPoints ?? null,
      input.deductibleRemaining?.toCents() ?? null,
      input.medicalBenefit ?? null,
      toDate(now),
    ]);
    invariant(row, 'the inserted coverage was not returned');
    return row;
  }
}
