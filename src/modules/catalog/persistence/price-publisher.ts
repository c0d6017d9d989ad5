import { Injectable } from '@nestjs/common';
import type { PriceBook } from '../../../domain/pricing/price-book';
import { priceFor } from '../../../domain/pricing/price-for';
import type { PriceRule } from '../../../domain/pricing/price-rule';
import type { BusinessDate } from '../../../kernel/business-date';
import { Clock, toDate } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import { newId, type PriceListId, type ServiceId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import { PricesReader } from '../prices.reader';
import { isSameRule, PRICE_COLUMNS, toPriceRule, type PriceColumns } from './price.row';
import { ServicesRepository } from './services.repository';

/** The list a clinic's visits are priced from, made with the first price. */
export const DEFAULT_PRICE_LIST = 'Standard';

/** A price to publish. */
export interface PriceToPublish {
  readonly serviceCode: string;
  readonly effectiveFrom: BusinessDate;
  readonly rule: PriceRule;
}

/** A price as it stands after publishing. */
export interface Publication extends PriceToPublish {
  readonly revision: number;
  /** False when the very same price was already in force for that first day. */
  readonly isNew: boolean;
}

interface PriceList {
  id: PriceListId;
  name: string;
}

type LatestRow = PriceColumns & { code: string; effective_from: string; revision: number };

const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('publish prices ' || current_clinic(), 0))`;

const FIND_LIST = `SELECT id, name FROM price_lists
  WHERE clinic_id = current_clinic() AND CASE WHEN $1::text IS NULL THEN is_default ELSE name = $1 END`;

const ADD_LIST = `INSERT INTO price_lists (clinic_id, id, name, is_default)
  SELECT current_clinic(), $1, $2, NOT EXISTS (SELECT FROM price_lists WHERE clinic_id = current_clinic() AND is_default)`;

const LATEST = `SELECT DISTINCT ON (p.service_id, p.effective_from) s.code, p.effective_from, p.revision, ${PRICE_COLUMNS}
  FROM (SELECT p.*, b.code AS percent_of_code FROM prices p
          LEFT JOIN services b ON b.clinic_id = p.clinic_id AND b.id = p.percent_of_service_id) p
  JOIN services s ON s.clinic_id = p.clinic_id AND s.id = p.service_id
 WHERE p.clinic_id = current_clinic() AND p.price_list_id = $1 AND s.code = ANY ($2::text[])
 ORDER BY p.service_id, p.effective_from, p.revision DESC`;

const APPEND = `INSERT INTO prices (clinic_id, id, price_list_id, service_id, effective_from, revision, rule, price_cents,
    min_cents, max_cents, tiers, percent_basis_points, percent_of_service_id, published_at, published_by)
  SELECT current_clinic(), r.id, $1, r.service_id, r.effective_from, r.revision, r.rule, r.price_cents, r.min_cents,
         r.max_cents, r.tiers, r.percent_basis_points, r.percent_of_service_id, $2, $3
    FROM jsonb_to_recordset($4::jsonb) AS r (id uuid, service_id uuid, effective_from date, revision int, rule text,
         price_cents bigint, min_cents bigint, max_cents bigint, tiers jsonb, percent_basis_points int,
         percent_of_service_id uuid)`;

type ServiceIds = ReadonlyMap<string, ServiceId>;

function idOf(ids: ServiceIds, code: string): ServiceId {
  const id = ids.get(code);
  if (!id)
    throw new DomainError('service_unknown', { detail: 'There is no such service.', facts: { serviceCode: code } });
  return id;
}

/** The columns a rule fills, named as in the table. */
function ruleColumns(rule: PriceRule, ids: ServiceIds): Record<string, unknown> {
  switch (rule.rule) {
    case 'fixed':
      return { rule: rule.rule, price_cents: rule.priceCents };
    case 'sliding_scale':
      return { rule: rule.rule, min_cents: rule.minCents, max_cents: rule.maxCents, tiers: rule.tiers };
    case 'percent_of':
      return {
        rule: rule.rule,
        percent_basis_points: rule.basisPoints,
        percent_of_service_id: idOf(ids, rule.serviceCode),
      };
    case 'not_offered':
      return { rule: rule.rule };
  }
}

function refuseShareOfItself({ serviceCode, rule }: PriceToPublish): void {
  if (rule.rule === 'percent_of' && rule.serviceCode === serviceCode)
    throw new DomainError('price_rule_invalid', { detail: 'A service cannot be priced as a share of itself.' });
}

/**
 * Appends prices to a list, skipping those that already stand so. Publishers of one clinic wait for each other.
 *
 * Tx: needs one. Errors: `service_unknown`; `price_rule_invalid` when a share leads back to itself.
 */
@Injectable()
export class PricePublisher {
  constructor(
    private readonly sql: Sql,
    private readonly services: ServicesRepository,
    private readonly prices: PricesReader,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** @param listName the default list unless named; a list that does not exist yet is made, the first as the default */
  async publish(
    wanted: readonly PriceToPublish[],
    listName?: string,
  ): Promise<{ priceList: string; publications: Publication[] }> {
    wanted.forEach(refuseShareOfItself);
    await this.sql.query(LOCK);
    const ids = await this.services.idsByCode();
    wanted.forEach(({ serviceCode }) => idOf(ids, serviceCode));
    const list = await this.listNamed(listName);
    const publications = await this.compare(list, wanted);
    await this.append(list, ids, publications);
    await this.refuseCircles(list, publications);
    return { priceList: list.name, publications };
  }

  private async listNamed(name: string | undefined): Promise<PriceList> {
    const found = await this.sql.one<PriceList>(FIND_LIST, [name ?? null]);
    if (found) return found;
    const list = { id: newId<PriceListId>(this.clock.now()), name: name ?? DEFAULT_PRICE_LIST };
    await this.sql.execute(ADD_LIST, [list.id, list.name]);
    return list;
  }

  private async compare(list: PriceList, wanted: readonly PriceToPublish[]): Promise<Publication[]> {
    const rows = await this.sql.query<LatestRow>(LATEST, [list.id, wanted.map(({ serviceCode }) => serviceCode)]);
    const latest = new Map(rows.map((row) => [`${row.code} ${row.effective_from}`, row]));
    return wanted.map((price) => {
      const row = latest.get(`${price.serviceCode} ${price.effectiveFrom.toString()}`);
      const isNew = !row || !isSameRule(toPriceRule(row), price.rule);
      return { ...price, isNew, revision: (row?.revision ?? 0) + (isNew ? 1 : 0) };
    });
  }

  private async append(list: PriceList, ids: ServiceIds, publications: readonly Publication[]): Promise<void> {
    const now = this.clock.now();
    const rows = publications
      .filter(({ isNew }) => isNew)
      .map(({ serviceCode, effectiveFrom, revision, rule }) => ({
        id: newId(now),
        service_id: idOf(ids, serviceCode),
        effective_from: effectiveFrom.toString(),
        revision,
        ...ruleColumns(rule, ids),
      }));
    await this.sql.execute(APPEND, [list.id, toDate(now), this.context.actor.label, JSON.stringify(rows)]);
  }

  /** A share of a share is fine; one that leads back to itself can never be priced. */
  private async refuseCircles(list: PriceList, publications: readonly Publication[]): Promise<void> {
    const shares = publications.filter(({ rule }) => rule.rule === 'percent_of');
    const days = new Map(shares.map(({ effectiveFrom }) => [effectiveFrom.toString(), effectiveFrom]));
    for (const [day, on] of days) {
      const book = await this.prices.priceBook(on, list.name);
      for (const share of shares) if (share.effectiveFrom.toString() === day) refuseCircle(book, share.serviceCode);
    }
  }
}

function refuseCircle(book: PriceBook, serviceCode: string): void {
  try {
    priceFor(book, { serviceCode });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'price_rule_invalid') throw error;
  }
}
