import { stringify } from 'csv-stringify/sync';
import { checkPriceRule } from '../../../domain/pricing/check-price-rule';
import { formatBasisPoints } from '../../../domain/pricing/sliding-scale';
import type { PriceRule, SlidingScaleTier } from '../../../domain/pricing/price-rule';
import { isBusinessDate, parseBusinessDate, type BusinessDate } from '../../../kernel/business-date';
import { DomainError, type FieldError } from '../../../kernel/errors';
import { parseDollars, parsePercent } from './decimals';
import { cellPointer, readCsv, type CsvRow } from '../../../platform/csv/read-csv';

/** The columns of a price list file, in the order of the template. */
export const PRICE_LIST_COLUMNS = [
  'service_code',
  'effective_from',
  'rule',
  'price',
  'minimum',
  'maximum',
  'tiers',
  'percent',
  'percent_of',
] as const;

type Column = (typeof PRICE_LIST_COLUMNS)[number];

/** Which columns each rule fills in; the others stay empty. */
const COLUMNS_OF: Readonly<Record<PriceRule['rule'], readonly Column[]>> = {
  fixed: ['price'],
  sliding_scale: ['minimum', 'maximum', 'tiers'],
  percent_of: ['percent', 'percent_of'],
  not_offered: [],
};
const RULE_COLUMNS = Object.values(COLUMNS_OF).flat();

/** Where `checkPriceRule` finds a fault, and the column it came from. */
const COLUMN_OF_FIELD: readonly (readonly [field: string, column: Column])[] = [
  ['/priceCents', 'price'],
  ['/minCents', 'minimum'],
  ['/maxCents', 'maximum'],
  ['/tiers', 'tiers'],
  ['/basisPoints', 'percent'],
];

/** A price read from a file, with its line for messages that only the catalog can give. */
export interface PriceRow {
  readonly line: number;
  readonly serviceCode: string;
  readonly effectiveFrom: BusinessDate;
  readonly rule: PriceRule;
}

/** The rows that can be read, and every fault of those that cannot. */
export interface PriceListFile {
  readonly prices: readonly PriceRow[];
  readonly errors: readonly FieldError[];
}

/** Collects the faults of one row. */
class RowErrors {
  readonly list: FieldError[] = [];

  constructor(private readonly line: number) {}

  add(column: Column, message: string): undefined {
    this.list.push({ pointer: cellPointer(this.line, column), message });
    return undefined;
  }
}

/** Reads a price list file. Amounts are plain decimals of dollars, tiers `200:180.00; 300:200.00; above:220.00`. */
export function readPriceList(text: string): PriceListFile {
  const table = readCsv(text, PRICE_LIST_COLUMNS);
  if ('errors' in table) return { prices: [], errors: table.errors };
  const read = table.rows.map((row) => readRow(row));
  return { prices: read.flatMap((row) => row.price ?? []), errors: read.flatMap((row) => row.errors) };
}

function readRow(row: CsvRow): { price?: PriceRow; errors: readonly FieldError[] } {
  const errors = new RowErrors(row.line);
  const cell = (column: Column): string => row.cells[column] ?? '';
  const serviceCode = cell('service_code');
  if (serviceCode === '') errors.add('service_code', 'names the service');
  const from = cell('effective_from');
  if (!isBusinessDate(from)) errors.add('effective_from', 'must be a calendar day written YYYY-MM-DD');
  const rule = readRule(cell, errors);
  if (rule) checkRule(rule, errors);
  if (errors.list.length > 0 || !rule) return { errors: errors.list };
  return { price: { line: row.line, serviceCode, effectiveFrom: parseBusinessDate(from), rule }, errors: [] };
}

function readRule(cell: (column: Column) => string, errors: RowErrors): PriceRule | undefined {
  const name = cell('rule');
  if (!Object.hasOwn(COLUMNS_OF, name))
    return errors.add('rule', `must be one of ${Object.keys(COLUMNS_OF).join(', ')}`);
  const rule = name as PriceRule['rule'];
  const needed = COLUMNS_OF[rule];
  for (const column of RULE_COLUMNS)
    if (!needed.includes(column) && cell(column) !== '') errors.add(column, `stays empty when the rule is ${rule}`);
  switch (rule) {
    case 'fixed': {
      const priceCents = dollars(cell, 'price', errors);
      return priceCents === undefined ? undefined : { rule, priceCents };
    }
    case 'sliding_scale': {
      const minCents = dollars(cell, 'minimum', errors);
      const maxCents = dollars(cell, 'maximum', errors);
      const tiers = readTiers(cell('tiers'), errors);
      return minCents === undefined || maxCents === undefined || !tiers
        ? undefined
        : { rule, minCents, maxCents, tiers };
    }
    case 'percent_of': {
      const basisPoints =
        parsePercent(cell('percent')) ?? errors.add('percent', 'must be a percentage such as 50 or 12.5');
      const serviceCode = cell('percent_of') || errors.add('percent_of', 'names the service it is a share of');
      return basisPoints === undefined || serviceCode === undefined ? undefined : { rule, serviceCode, basisPoints };
    }
    case 'not_offered':
      return { rule };
  }
}

function dollars(cell: (column: Column) => string, column: Column, errors: RowErrors): number | undefined {
  return parseDollars(cell(column)) ?? errors.add(column, 'must be a plain amount of dollars such as 220.00');
}

const TIER = /^(above|[0-9.]+):([0-9.]+)$/;

function readTiers(text: string, errors: RowErrors): SlidingScaleTier[] | undefined {
  const tiers = text.split(';').map((part) => {
    const [, bound = '', price = ''] = TIER.exec(part.replaceAll(' ', '')) ?? [];
    const upToPovertyBasisPoints = bound === 'above' ? null : parsePercent(bound);
    const priceCents = parseDollars(price);
    return upToPovertyBasisPoints === undefined || priceCents === undefined
      ? undefined
      : { upToPovertyBasisPoints, priceCents };
  });
  return tiers.every((tier) => tier !== undefined)
    ? tiers
    : errors.add('tiers', 'must read like 200:180.00; 300:200.00; above:220.00');
}

function checkRule(rule: PriceRule, errors: RowErrors): void {
  try {
    checkPriceRule(rule);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    for (const { pointer, message } of error.errors ?? []) {
      const [, column] = COLUMN_OF_FIELD.find(([field]) => pointer.startsWith(field)) ?? [];
      errors.add(column ?? 'rule', message);
    }
  }
}

const inDollars = (cents: number): string => `${Math.trunc(cents / 100)}.${(cents % 100).toString().padStart(2, '0')}`;
const inPercent = (basisPoints: number): string => formatBasisPoints(basisPoints).replace('%', '');

/** A line to write: a price, or only the service when there is none yet. */
export interface PriceLine {
  readonly serviceCode: string;
  readonly effectiveFrom?: BusinessDate;
  readonly rule?: PriceRule;
}

function ruleCells(rule: PriceRule): Partial<Record<Column, string>> {
  switch (rule.rule) {
    case 'fixed':
      return { price: inDollars(rule.priceCents) };
    case 'sliding_scale':
      return {
        minimum: inDollars(rule.minCents),
        maximum: inDollars(rule.maxCents),
        tiers: rule.tiers.map((tier) => `${boundInPercent(tier)}:${inDollars(tier.priceCents)}`).join('; '),
      };
    case 'percent_of':
      return { percent: inPercent(rule.basisPoints), percent_of: rule.serviceCode };
    case 'not_offered':
      return {};
  }
}

const boundInPercent = ({ upToPovertyBasisPoints: upTo }: SlidingScaleTier): string =>
  upTo === null ? 'above' : inPercent(upTo);

/** Writes a price list file; reading it back gives the same prices. */
export function writePriceList(lines: readonly PriceLine[]): string {
  const records = lines.map(({ serviceCode, effectiveFrom, rule }) => ({
    service_code: serviceCode,
    effective_from: effectiveFrom?.toString() ?? '',
    rule: rule?.rule ?? '',
    ...(rule ? ruleCells(rule) : {}),
  }));
  return stringify(records, { header: true, columns: [...PRICE_LIST_COLUMNS], record_delimiter: 'windows' });
}
