import { isModifier, isProcedureCode } from '../../../domain/clinical-codes/procedure-code';
import { isBusinessDate } from '../../../kernel/business-date';
import type { FieldError } from '../../../kernel/errors';
import type { CodeSetLine, CodeSetView } from '../code-set.view';
import { parseDollars } from './decimals';
import { cellPointer, readCsv, type CsvRow } from '../../../platform/csv/read-csv';

/** The columns of a code set file, in the order of the template. */
export const CODE_SET_COLUMNS = [
  'service_code',
  'payer_id',
  'effective_from',
  'effective_to',
  'code',
  'modifiers',
  'units',
  'place_of_service',
] as const;

/** Columns that may be left out. */
export const CODE_SET_OPTIONAL_COLUMNS = ['charge'] as const;

type Column = (typeof CODE_SET_COLUMNS)[number] | (typeof CODE_SET_OPTIONAL_COLUMNS)[number];

/** What rows of one set have in common. */
const SET_KEY: readonly Column[] = ['service_code', 'payer_id', 'effective_from', 'effective_to'];

const PAYER_ID = /^[A-Za-z0-9._-]{1,40}$/;
const UNITS = /^[1-9]\d{0,2}$/;
const PLACE_OF_SERVICE = /^\d{2}$/;
const PER_MILLIGRAM = 'per_mg';
const MOST_MODIFIERS = 4;
const MOST_LINES = 12;

/** A set read from a file, with the line it begins on. */
export interface CodeSetRow extends CodeSetView {
  readonly line: number;
}

/** The sets of a file and every fault of its rows. */
export interface CodeSetFile {
  readonly sets: readonly CodeSetRow[];
  readonly errors: readonly FieldError[];
}

/**
 * Reads a code set file: one row a code; rows of the same service, payer and period are one set, in the order of the
 * file. Empty `payer_id` means every payer, empty `effective_to` no end; `units` is a number or `per_mg`; modifiers are
 * separated by spaces. A column `charge` may say, in dollars, what the clinic charges for each code of a set: a charge of the
 * whole set is divided over its claim lines in that proportion.
 */
export function readCodeSets(text: string): CodeSetFile {
  const table = readCsv(text, CODE_SET_COLUMNS, CODE_SET_OPTIONAL_COLUMNS);
  if ('errors' in table) return { sets: [], errors: table.errors };
  const errors = table.rows.flatMap(rowErrors);
  const groups = bySet(table.rows);
  const tooLong = groups
    .filter((rows) => rows.length > MOST_LINES)
    .map((rows) => ({ pointer: `/rows/${rows[0]?.line ?? 1}`, message: `a set has at most ${MOST_LINES} codes` }));
  if (errors.length + tooLong.length > 0) return { sets: [], errors: [...errors, ...tooLong] };
  return { sets: groups.map(toSet), errors: [] };
}

/** The rows of each set, sets in the order of their first row. */
function bySet(rows: readonly CsvRow[]): CsvRow[][] {
  const groups = new Map<string, CsvRow[]>();
  for (const row of rows) {
    const key = SET_KEY.map((column) => row.cells[column]).join('\t');
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function rowErrors({ line, cells }: CsvRow): FieldError[] {
  const errors: FieldError[] = [];
  const check = (column: Column, isRight: (text: string) => boolean, message: string) => {
    if (!isRight(cells[column] ?? '')) errors.push({ pointer: cellPointer(line, column), message });
  };
  const from = cells['effective_from'] ?? '';
  check('service_code', (text) => text !== '', 'names the service');
  check('payer_id', (text) => text === '' || PAYER_ID.test(text), 'must be a payer id, or empty for every payer');
  check('effective_from', isBusinessDate, 'must be a calendar day written YYYY-MM-DD');
  check(
    'effective_to',
    (text) => text === '' || (isBusinessDate(text) && text >= from),
    'must be a calendar day on or after effective_from, or empty',
  );
  check('code', isProcedureCode, 'must have the form of a CPT or HCPCS code');
  check(
    'modifiers',
    areModifiers,
    `must be at most ${MOST_MODIFIERS} modifiers of two characters, with spaces between`,
  );
  check(
    'units',
    (text) => text === PER_MILLIGRAM || UNITS.test(text),
    'must be a whole number from 1 to 999, or per_mg',
  );
  check('place_of_service', (text) => text === '' || PLACE_OF_SERVICE.test(text), 'must be two digits, or empty');
  check(
    'charge',
    (text) => text === '' || (parseDollars(text) ?? 0) > 0,
    'must be dollars above zero such as 850.00, or empty',
  );
  return errors;
}

const modifiersOf = (text: string): string[] => text.split(' ').filter(Boolean);

function areModifiers(text: string): boolean {
  const modifiers = modifiersOf(text);
  return modifiers.length <= MOST_MODIFIERS && modifiers.every(isModifier);
}

function toSet(rows: readonly CsvRow[]): CodeSetRow {
  const [first] = rows;
  return {
    line: first?.line ?? 1,
    serviceCode: first?.cells['service_code'] ?? '',
    payerId: first?.cells['payer_id'] || null,
    effectiveFrom: first?.cells['effective_from'] ?? '',
    effectiveTo: first?.cells['effective_to'] || null,
    lines: rows.map(toLine),
  };
}

function toLine({ cells }: CsvRow): CodeSetLine {
  const isPerMilligram = cells['units'] === PER_MILLIGRAM;
  return {
    code: cells['code'] ?? '',
    modifiers: modifiersOf(cells['modifiers'] ?? ''),
    unitsRule: isPerMilligram ? 'per_mg' : 'fixed',
    units: isPerMilligram ? null : Number(cells['units']),
    placeOfService: cells['place_of_service'] || null,
    ...(cells['charge'] ? { chargeCents: parseDollars(cells['charge']) } : {}),
  };
}
