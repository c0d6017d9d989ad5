import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import { newId, type LocationId, type ProviderId } from '../../kernel/ids';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { DEFAULT_POLICIES, type ClinicPolicies } from './clinic-policies';
import { assertClinicIsComplete } from './clinic-rules';
import type { AddressView, ClinicView, LocationView, ProviderView } from './clinic.view';
import { ClinicsReader } from './clinics.reader';
import { ClinicEntity } from './persistence/clinic.entity';
import { LocationEntity } from './persistence/location.entity';
import { ProviderEntity } from './persistence/provider.entity';

/** A clinic as its owner describes it, with at least one location and one provider. */
export interface OpenClinicInput {
  readonly slug: string;
  readonly name: string;
  readonly legalName: string;
  readonly timeZone: string;
  /** Nine digits. */
  readonly ein: string;
  readonly npi: string;
  readonly phone: string;
  readonly email: string;
  readonly address: AddressView;
  readonly statementDescriptor: string;
  readonly policies?: ClinicPolicies;
  readonly locations: readonly Omit<LocationView, 'id'>[];
  readonly providers: readonly Omit<ProviderView, 'id'>[];
}

/**
 * Opens the clinic whose id the context carries: the row, its locations, its providers and its policies.
 *
 * Tx: joins or opens one. Errors: `validation_failed` naming every wrong field.
 */
@Injectable()
export class OpenClinic {
  constructor(
    private readonly transactions: Transactions,
    private readonly context: RequestContext,
    private readonly clock: Clock,
    private readonly clinics: ClinicsReader,
    private readonly audit: RecordAuditEvent,
  ) {}

  async execute(input: OpenClinicInput): Promise<ClinicView> {
    const policies = input.policies ?? DEFAULT_POLICIES;
    assertClinicIsComplete({ ...input, policies });
    return this.transactions.run(async () => {
      await this.insert(input, policies);
      await this.audit.execute({ action: 'clinic.open', subject: { type: 'clinic', id: this.context.clinicId } });
      return this.clinics.current();
    });
  }

  private async insert(input: OpenClinicInput, policies: ClinicPolicies): Promise<void> {
    const { clinicId } = this.context;
    const { manager } = this.transactions;
    const now = this.clock.now();
    const { locations, providers, ...settings } = input;
    await manager.insert(ClinicEntity, {
      ...settings,
      id: clinicId,
      policies,
      version: 1,
      createdAt: toDate(now),
      updatedAt: toDate(now),
    });
    await manager.insert(
      LocationEntity,
      locations.map((location) => ({ ...location, clinicId, id: newId<LocationId>(now) })),
    );
    await manager.insert(
      ProviderEntity,
      providers.map((provider) => ({ ...provider, clinicId, id: newId<ProviderId>(now) })),
    );
  }
}
