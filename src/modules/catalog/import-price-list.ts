import { Injectable } from '@nestjs/common';
import { DomainError, type FieldError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { cellPointer } from '../../platform/csv/read-csv';
import { readPriceList, type PriceRow } from './csv/price-list-csv';
import { PricePublisher } from './persistence/price-publisher';
import { ServicesRepository } from './persistence/services.repository';

/** A price list as a file. */
export interface ImportPriceListInput {
  /** UTF-8 text of the CSV file. */
  readonly csv: string;
  /** The list to publish on; the default one unless named. */
  readonly priceList?: string;
}

/** What an import did. */
export interface PriceListImportView {
  readonly priceList: string;
  /** Prices that were published. */
  readonly published: number;
  /** Rows that already stood so. */
  readonly unchanged: number;
}

/** Faults that only the catalog and the rest of the file can tell. */
function catalogErrors(rows: readonly PriceRow[], codes: ReadonlySet<string>): FieldError[] {
  const seen = new Map<string, number>();
  return rows.flatMap(({ line, serviceCode, effectiveFrom, rule }) => {
    const errors: FieldError[] = [];
    const add = (column: string, message: string) => errors.push({ pointer: cellPointer(line, column), message });
    if (!codes.has(serviceCode)) add('service_code', 'the catalog has no such service');
    if (rule.rule === 'percent_of' && !codes.has(rule.serviceCode))
      add('percent_of', 'the catalog has no such service');
    if (rule.rule === 'percent_of' && rule.serviceCode === serviceCode)
      add('percent_of', 'a service cannot be a share of itself');
    const key = `${serviceCode} ${effectiveFrom.toString()}`;
    const before = seen.get(key);
    if (before !== undefined) add('service_code', `line ${before} already prices this service from this day`);
    else seen.set(key, line);
    return errors;
  });
}

/**
 * Publishes a whole price list from a CSV file, all of it or nothing.
 *
 * Tx: joins or opens one. Idempotent by: a row that already stands is skipped, so the same file twice changes nothing.
 * Errors: `price_import_invalid` with a pointer `/rows/<line>/<column>` for every fault; `price_rule_invalid` when shares
 * form a circle.
 */
@Injectable()
export class ImportPriceList {
  constructor(
    private readonly transactions: Transactions,
    private readonly services: ServicesRepository,
    private readonly publisher: PricePublisher,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute({ csv, priceList }: ImportPriceListInput): Promise<PriceListImportView> {
    const file = readPriceList(csv);
    return this.transactions.run(async () => {
      const ids = await this.services.idsByCode();
      const errors = [...file.errors, ...catalogErrors(file.prices, new Set(ids.keys()))];
      if (errors.length > 0)
        throw new DomainError('price_import_invalid', { detail: 'Nothing was imported. Correct these cells.', errors });
      const { priceList: name, publications } = await this.publisher.publish(file.prices, priceList);
      const published = publications.filter(({ isNew }) => isNew).length;
      const unchanged = publications.length - published;
      if (published > 0)
        await this.audit.execute({
          action: 'price_list.import',
          subject: { type: 'price_list' },
          facts: { published, unchanged },
        });
      return { priceList: name, published, unchanged };
    });
  }
}
