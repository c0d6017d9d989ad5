import { Injectable } from '@nestjs/common';
import type { PovertyGuideline } from '../../domain/pricing/poverty-guidelines';
import { openPriceBook, type PriceBook, type PublishedPrice } from '../../domain/pricing/price-book';
import type { ServiceTerms } from '../../domain/pricing/service-terms';
import { parseBusinessDate, type BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { ServiceId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { decodeCursor, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/pagination';
import { ClinicsReader } from '../clinics/clinics.reader';
import { writePriceList } from './csv/price-list-csv';
import { PRICE_COLUMNS, toPriceRule, type PriceColumns } from './persistence/price.row';
import { toServiceView } from './service-view-of';
import type { ServiceView } from './service.view';

/** A price book that also knows the stored ids. */
export interface CatalogPriceBook extends PriceBook {
  /** Errors: `service_unknown`. */
  serviceId(code: string): ServiceId;
}

/** Which services to list. */
export interface ServicesQuery {
  /** The day the prices hold on; the clinic's today unless told. */
  readonly on?: BusinessDate;
  readonly limit?: number;
  readonly cursor?: string;
}

interface ServiceColumns {
  id: ServiceId;
  code: string;
  kind: ServiceTerms['kind'];
  modality: NonNullable<ServiceTerms['modality']> | null;
  display_name: string;
  neutral_name: string;
  duration_minutes: number;
  document_rule: ServiceTerms['documentRule'];
  is_hsa_fsa_eligible: boolean;
  capacity: number | null;
  revenue_account: number;
}

type NoPrice = { [Column in keyof PriceColumns]: null } & { price_list: null };
type Price = PriceColumns & { price_list: string; effective_from: string; revision: number };
type CatalogRow = ServiceColumns & (Price | NoPrice);

const CATALOG = `SELECT s.id, s.code, s.kind, s.modality, s.display_name, s.neutral_name, s.duration_minutes, s.document_rule,
    s.is_hsa_fsa_eligible, s.capacity, s.revenue_account, p.price_list, p.effective_from, p.revision, ${PRICE_COLUMNS}
  FROM services s
  LEFT JOIN LATERAL (
    SELECT l.name AS price_list, p.*, b.code AS percent_of_code
      FROM price_lists l
      JOIN prices p ON p.clinic_id = l.clinic_id AND p.price_list_id = l.id
      LEFT JOIN services b ON b.clinic_id = p.clinic_id AND b.id = p.percent_of_service_id
     WHERE l.clinic_id = s.clinic_id AND CASE WHEN $2::text IS NULL THEN l.is_default ELSE l.name = $2 END
       AND p.service_id = s.id AND p.effective_from <= $1
     ORDER BY p.effective_from DESC, p.revision DESC LIMIT 1) p ON true
 WHERE s.clinic_id = current_clinic()
 ORDER BY s.code`;

const GUIDELINE = `SELECT extract(year FROM effective_from)::int AS year, first_person_cents, additional_person_cents, source
  FROM poverty_guidelines WHERE effective_from <= $1 ORDER BY effective_from DESC LIMIT 1`;

interface GuidelineRow {
  year: number;
  first_person_cents: string;
  additional_person_cents: string;
  source: string;
}

/**
 * Reads what services cost. A catalog is small (tens of services), so it is read whole: two queries, sent together.
 *
 * Tx: joins the open one or opens its own.
 */
@Injectable()
export class PricesReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly clinics: ClinicsReader,
  ) {}

  /**
   * Everything a price depends on, as it stood on a date of service.
   * @param priceList the default list unless named
   */
  async priceBook(on: BusinessDate, priceList?: string): Promise<CatalogPriceBook> {
    return (await this.read(on, priceList)).book;
  }

  /** The catalog with the prices of a day, by service code. Errors: `cursor_invalid`. */
  async services({ on, limit = DEFAULT_LIMIT, cursor }: ServicesQuery): Promise<Page<ServiceView>> {
    const [after] = cursor === undefined ? [''] : decodeCursor(cursor, 1);
    const { book, terms } = await this.read(on ?? (await this.clinics.today()));
    const rest = terms.filter(({ code }) => code > (after ?? '')).slice(0, limit + 1);
    return pageOf(
      rest,
      limit,
      ({ code }) => [code],
      (service) => toServiceView(book.serviceId(service.code), service, book),
    );
  }

  /** One service with its price on a day, the clinic's today unless told. Errors: `service_unknown`. */
  async service(code: string, on?: BusinessDate): Promise<ServiceView> {
    const { book } = await this.read(on ?? (await this.clinics.today()));
    const id = book.serviceId(code);
    const terms = book.service(code);
    invariant(terms, 'a service with an id has terms');
    return toServiceView(id, terms, book);
  }

  /** The catalog as a price list file to fill in and import: today's prices, and a line for each service without one. */
  async priceListFile(): Promise<string> {
    const { book, terms } = await this.read(await this.clinics.today());
    return writePriceList(terms.map(({ code }) => book.price(code) ?? { serviceCode: code }));
  }

  private async read(on: BusinessDate, priceList?: string) {
    const day = on.toString();
    const [rows, guidelines] = await this.transactions.run(() =>
      Promise.all([
        this.sql.query<CatalogRow>(CATALOG, [day, priceList ?? null]),
        this.sql.query<GuidelineRow>(GUIDELINE, [day]),
      ]),
    );
    const ids = new Map(rows.map((row) => [row.code, row.id]));
    const terms = rows.map(toTerms);
    const prices = rows.flatMap((row) => toPublishedPrice(row) ?? []);
    const book = openPriceBook({ on, services: terms, prices, povertyGuidelines: guidelines.map(toGuideline) });
    return { terms, book: { ...book, serviceId: (code: string) => idOf(ids, code) } };
  }
}

function idOf(ids: ReadonlyMap<string, ServiceId>, code: string): ServiceId {
  const id = ids.get(code);
  if (!id)
    throw new DomainError('service_unknown', { detail: 'There is no such service.', facts: { serviceCode: code } });
  return id;
}

function toTerms(row: CatalogRow): ServiceTerms {
  return {
    code: row.code,
    kind: row.kind,
    modality: row.modality ?? undefined,
    displayName: row.display_name,
    neutralName: row.neutral_name,
    durationMinutes: row.duration_minutes,
    documentRule: row.document_rule,
    hsaFsaEligible: row.is_hsa_fsa_eligible,
    capacity: row.capacity ?? undefined,
    revenueAccount: row.revenue_account,
  };
}

function toPublishedPrice(row: CatalogRow): PublishedPrice | undefined {
  if (row.price_list === null) return undefined;
  return {
    serviceCode: row.code,
    priceList: row.price_list,
    effectiveFrom: parseBusinessDate(row.effective_from),
    revision: row.revision,
    rule: toPriceRule(row),
  };
}

const toGuideline = (row: GuidelineRow): PovertyGuideline => ({
  year: row.year,
  firstPersonCents: Number(row.first_person_cents),
  additionalPersonCents: Number(row.additional_person_cents),
  source: row.source,
});
