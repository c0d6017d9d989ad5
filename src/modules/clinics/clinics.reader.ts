import { Injectable } from '@nestjs/common';
import { businessDateOf, type BusinessDate } from '../../kernel/business-date';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { ClinicId, LocationId, ProviderId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { RequestContext } from '../../platform/context/request-context';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { type ClinicPolicies, DEFAULT_POLICIES } from './clinic-policies';
import type { ClinicSettings, ClinicView, LocationView, ProviderView } from './clinic.view';

const ADDRESS = (alias: string): string =>
  `json_build_object('line1', ${alias}.line1, 'line2', ${alias}.line2, 'city', ${alias}.city,
                     'state', ${alias}.state, 'postalCode', ${alias}.postal_code)`;

const LOCATION = `json_build_object('id', l.id, 'name', l.name, 'placeOfService', l.place_of_service, 'npi', l.npi,
  'address', ${ADDRESS('l')})`;

const PROVIDER = `json_build_object('id', p.id, 'firstName', p.first_name, 'lastName', p.last_name,
  'credentials', p.credentials, 'npi', p.npi, 'licenseNumber', p.license_number, 'licenseState', p.license_state,
  'isMedicareOptedOut', p.is_medicare_opted_out, 'taxonomyCode', p.taxonomy_code)`;

const CLINIC = `SELECT json_build_object('id', c.id, 'slug', c.slug, 'name', c.name, 'legalName', c.legal_name,
    'timeZone', c.time_zone, 'ein', c.ein, 'npi', c.npi, 'phone', c.phone, 'email', c.email,
    'address', ${ADDRESS('c')}, 'statementDescriptor', c.statement_descriptor, 'policies', c.policies,
    'locations', (SELECT coalesce(json_agg(${LOCATION} ORDER BY l.name, l.id), '[]')
                    FROM locations l WHERE l.clinic_id = c.id),
    'providers', (SELECT coalesce(json_agg(${PROVIDER} ORDER BY p.last_name, p.first_name, p.id), '[]')
                    FROM providers p WHERE p.clinic_id = c.id),
    'version', c.version) AS view
  FROM clinics c WHERE c.id = current_clinic()`;

const SETTINGS = `SELECT json_build_object('timeZone', c.time_zone, 'statementDescriptor', c.statement_descriptor,
    'phone', c.phone, 'policies', c.policies) AS view
  FROM clinics c WHERE c.id = current_clinic()`;

const SETTINGS_LIVE_MS = 1_000;

/**
 * Reads the caller's clinic. Nothing is cached but what taking money needs, for a second: every replica
 * sees a changed setting at once.
 *
 * Tx: joins the open one or opens its own.
 */
@Injectable()
export class ClinicsReader {
  private readonly recent = new Map<ClinicId, { readonly settings: ClinicSettings; readonly readAt: number }>();

  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly context: RequestContext,
  ) {}

  /** The clinic of the request with its locations and providers, in one query. */
  async current(): Promise<ClinicView> {
    const view = await this.one<ClinicView>(CLINIC);
    invariant(view, 'the clinic of the context does not exist');
    return withPolicies(view);
  }

  /** The clinic's business day at this moment. */
  async today(): Promise<BusinessDate> {
    const zone = await this.one<string>('SELECT time_zone AS view FROM clinics WHERE id = current_clinic()');
    invariant(zone, 'the clinic of the context does not exist');
    return businessDateOf(this.clock.now(), zone);
  }

  /** What taking money needs to know of the clinic: small, read with every payment, and so at most a second old. */
  async settings(): Promise<ClinicSettings> {
    const { clinicId } = this.context;
    const known = this.recent.get(clinicId);
    if (known && performance.now() - known.readAt < SETTINGS_LIVE_MS) return known.settings;
    const stored = await this.one<ClinicSettings>(SETTINGS);
    invariant(stored, 'the clinic of the context does not exist');
    const settings = withPolicies(stored);
    this.recent.set(clinicId, { settings, readAt: performance.now() });
    return settings;
  }

  /** Errors: `provider_unknown`, also for another clinic's provider. */
  async provider(id: ProviderId): Promise<ProviderView> {
    const view = await this.one<ProviderView>(
      `SELECT ${PROVIDER} AS view FROM providers p WHERE p.clinic_id = current_clinic() AND p.id = $1`,
      [id],
    );
    if (!view) throw new DomainError('provider_unknown', { detail: 'This clinic has no such provider.' });
    return view;
  }

  /** Errors: `location_unknown`, also for another clinic's location. */
  async location(id: LocationId): Promise<LocationView> {
    const view = await this.one<LocationView>(
      `SELECT ${LOCATION} AS view FROM locations l WHERE l.clinic_id = current_clinic() AND l.id = $1`,
      [id],
    );
    if (!view) throw new DomainError('location_unknown', { detail: 'This clinic has no such location.' });
    return view;
  }

  /** Every clinic's id, oldest first; for jobs that visit each clinic in turn. */
  async allClinicIds(): Promise<ClinicId[]> {
    const rows = await this.transactions.runGlobal(() =>
      this.sql.query<{ id: ClinicId }>('SELECT id FROM list_clinic_ids() AS t(id)'),
    );
    return rows.map((row) => row.id);
  }

  /** The id of the clinic with this slug, whoever asks; for boot and commands. */
  async findIdBySlug(slug: string): Promise<ClinicId | undefined> {
    const [row] = await this.transactions.runGlobal(() =>
      this.sql.query<{ id: ClinicId | null }>('SELECT clinic_id_by_slug($1) AS id', [slug]),
    );
    return row?.id ?? undefined;
  }

  private async one<View>(text: string, params: readonly unknown[] = []): Promise<View | undefined> {
    const [row] = await this.transactions.run(() => this.sql.query<{ view: View }>(text, params));
    return row?.view;
  }
}

/** A policy that came after the clinic was opened has its first value until somebody sets it. */
const withPolicies = <T extends { readonly policies: ClinicPolicies }>(view: T): T => ({
  ...view,
  policies: { ...DEFAULT_POLICIES, ...view.policies },
});
