import { Injectable } from '@nestjs/common';
import { isNpi } from '../../domain/clinical-codes/npi';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { type AuthorizationId, type CoverageId, newId, type PatientId } from '../../kernel/ids';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { unitKindOf } from './units/authorization-units';
import { type AuthorizationView, DOSE_TIERS_MG, type UnitKind } from './coverage.view';
import { KeptFromPlans } from './disclosure/kept-from-plans';
import { type AuthorizationRow, toAuthorizationView } from './persistence/coverage.rows';

/** A prior authorization as the payer granted it. */
export interface AddAuthorizationInput {
  readonly patientId: PatientId;
  /** A coverage of this patient. */
  readonly coverageId: CoverageId;
  readonly number: string;
  /** CPT or HCPCS codes as authorized. */
  readonly codes: readonly string[];
  readonly units: number;
  /** What a unit is; unless told, see {@link unitKindOf}. */
  readonly countedIn?: UnitKind;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  /** The largest dose of a visit it was granted for; unless told, any. */
  readonly doseTierMg?: number;
  /** Of the clinician or the clinic it was granted to; unless told, any. */
  readonly providerNpi?: string;
}

// Reads the coverage in the same statement: another patient's or clinic's coverage inserts nothing.
const INSERT = `
  INSERT INTO authorizations (clinic_id, id, patient_id, coverage_id, number, codes, units, counted_in, valid_from,
                              valid_to, created_at, dose_tier_mg, provider_npi)
  SELECT clinic_id, $1, patient_id, id, $4, $5::text[], $6, $7, $8::date, $9::date, $10::timestamptz, $11, $12
    FROM coverages WHERE id = $3 AND patient_id = $2
  RETURNING *`;

/**
 * Writes down a prior authorization; posted visits take units from it.
 *
 * Tx: joins or opens one. Errors: `coverage_unknown`, `authorization_period_invalid`, `validation_failed`; `disclosure_restricted` for care the
 * patient keeps from the plan.
 */
@Injectable()
export class AddAuthorization {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly audit: RecordAuditEvent,
    private readonly secrets: KeptFromPlans,
  ) {}

  execute(input: AddAuthorizationInput): Promise<AuthorizationView> {
    if (compareDates(input.to, input.from) < 0)
      throw new DomainError('authorization_period_invalid', {
        errors: [{ pointer: '/to', message: 'must not be before from' }],
      });
    assertGrantRight(input);
    return this.transactions.run(async () => {
      const row = await this.insert(input);
      if (!row) throw new DomainError('coverage_unknown', { detail: 'This patient has no such coverage.' });
      await this.secrets.assertDisclosable(input);
      await this.audit.execute({
        action: 'authorization.add',
        subject: { type: 'authorization', id: row.id },
        facts: { patientId: input.patientId, coverageId: input.coverageId, units: input.units },
      });
      return toAuthorizationView(row);
    });
  }

  private insert(input: AddAuthorizationInput): Promise<AuthorizationRow | undefined> {
    const now = this.clock.now();
    return this.sql.one<AuthorizationRow>(INSERT, [
      newId<AuthorizationId>(now),
      input.patientId,
      input.coverageId,
      input.number,
      input.codes,
      input.units,
      input.countedIn ?? unitKindOf(input.codes, input.units),
      input.from.toString(),
      input.to.toString(),
      toDate(now),
      input.doseTierMg ?? null,
      input.providerNpi ?? null,
    ]);
  }
}

/** Errors: `validation_failed`. */
function assertGrantRight({ doseTierMg, providerNpi }: AddAuthorizationInput): void {
  const errors = [
    ...(doseTierMg === undefined || DOSE_TIERS_MG.some((tier) => tier === doseTierMg)
      ? []
      : [{ pointer: '/doseTierMg', message: 'must be 56 or 84, the doses on the label' }]),
    ...(providerNpi === undefined || isNpi(providerNpi)
      ? []
      : [{ pointer: '/providerNpi', message: 'is not an NPI: ten digits, of which the last checks the others' }]),
  ];
  if (errors.length > 0) throw new DomainError('validation_failed', { errors });
}
