import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import type { ClinicPolicies } from './clinic-policies';
import { policyErrors } from './clinic-rules';
import type { ClinicView } from './clinic.view';
import { ClinicsReader } from './clinics.reader';
import { ClinicEntity } from './persistence/clinic.entity';

/** The policies to change; what is left out stays as it is. */
export interface UpdateClinicPoliciesInput extends Partial<ClinicPolicies> {
  /** The version the editor saw. */
  readonly version: number;
}

/**
 * Changes the clinic's policies. Two editors never overwrite each other: the second is told to look again.
 *
 * Tx: joins or opens one. Errors: `version_stale`, `validation_failed`.
 */
@Injectable()
export class UpdateClinicPolicies {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly clinics: ClinicsReader,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute({ version, ...changes }: UpdateClinicPoliciesInput): Promise<ClinicView> {
    return this.transactions.run(async () => {
      const clinic = await this.clinics.current();
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      const policies: ClinicPolicies = { ...clinic.policies, ...Object.fromEntries(given) };
      const errors = policyErrors(policies);
      if (errors.length > 0) throw new DomainError('validation_failed', { errors });
      const { affected } = await this.transactions.manager.update(
        ClinicEntity,
        { id: clinic.id, version },
        { policies, version: version + 1, updatedAt: toDate(this.clock.now()) },
      );
      if (affected !== 1)
        throw new DomainError('version_stale', {
          detail: 'The policies have changed since you read them. Read them again.',
        });
      const changed = given.filter(
        ([name, value]) => !isDeepStrictEqual(value, clinic.policies[name as keyof ClinicPolicies]),
      );
      await this.audit.execute({
        action: 'clinic.update_policies',
        subject: { type: 'clinic', id: clinic.id },
        facts: { version: version + 1, ...Object.fromEntries(changed.map(([name]) => [name, true])) },
      });
      return this.clinics.current();
    });
  }
}
