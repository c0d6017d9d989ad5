import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { ElectionScope } from '../../domain/routing/routing-facts';
import { type BusinessDate, businessDateOf } from '../../kernel/business-date';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ClinicsReader } from '../clinics/clinics.reader';
import { SoberFirst } from '../patients/sober-first';
import type { SelfPayElectionView } from './coverage.view';
import { toElectionView } from './persistence/coverage.rows';
import { SelfPayElectionsRepository } from './persistence/self-pay-elections.repository';

/** A signed wish to pay in full and keep the plan uninformed. */
export interface RecordSelfPayElectionInput {
  readonly patientId: PatientId;
  readonly scope: ElectionScope;
  /** In the patient's words or the clinic's; kept as evidence. */
  readonly reason: string;
  /** Not in the future; a caller's clock may be five minutes fast. */
  readonly signedAt: Temporal.Instant;
  /** Required for scope `service`, not allowed otherwise. */
  readonly serviceCode?: string;
  /** For scope `visit` alone: the day of the visit, the clinic's day of signing unless told. */
  readonly dateOfService?: BusinessDate;
}

const CLOCK_SKEW = Temporal.Duration.from({ minutes: 5 });

/**
 * Records the HIPAA paid-in-full restriction, which the clinic must honor: from then on routing keeps what it covers
 * from the plan (45 CFR 164.522(a)(1)(vi)).
 *
 * Tx: joins or opens one. Errors: `patient_unknown`; `validation_failed` when the fields do not fit the scope or the
 * signature lies in the future; `service_unknown`, `signing_before_discharge`.
 */
@Injectable()
export class RecordSelfPayElection {
  constructor(
    private readonly transactions: Transactions,
    private readonly elections: SelfPayElectionsRepository,
    private readonly clock: Clock,
    private readonly clinics: ClinicsReader,
    private readonly signing: SoberFirst,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(input: RecordSelfPayElectionInput): Promise<SelfPayElectionView> {
    this.check(input);
    return this.transactions.run(async () => {
      const { timeZone } = await this.clinics.current();
      await this.signing.assertMaySign(input.patientId, input.signedAt);
      if (input.serviceCode) await this.assertServiceExists(input.serviceCode);
      const signedOn = businessDateOf(input.signedAt, timeZone);
      const row = await this.elections.insert(input, { signedOn, now: this.clock.now() });
      await this.audit.execute({
        action: 'self_pay_election.record',
        subject: { type: 'self_pay_election', id: row.id },
        facts: { patientId: input.patientId, scope: input.scope },
      });
      return toElectionView(row);
    });
  }

  private check({ scope, serviceCode, dateOfService, signedAt }: RecordSelfPayElectionInput): void {
    const errors = [];
    if (scope === 'service' && !serviceCode)
      errors.push({ pointer: '/serviceCode', message: 'is required for scope service' });
    if (scope !== 'service' && serviceCode)
      errors.push({ pointer: '/serviceCode', message: 'goes with scope service only' });
    if (scope !== 'visit' && dateOfService)
      errors.push({ pointer: '/dateOfService', message: 'goes with scope visit only' });
    if (Temporal.Instant.compare(signedAt, this.clock.now().add(CLOCK_SKEW)) > 0)
      errors.push({ pointer: '/signedAt', message: 'must not be in the future' });
    if (errors.length > 0) throw new DomainError('validation_failed', { errors });
  }

  private async assertServiceExists(code: string): Promise<void> {
    if (!(await this.elections.isService(code)))
      throw new DomainError('service_unknown', { detail: 'This clinic has no such service.' });
  }
}
