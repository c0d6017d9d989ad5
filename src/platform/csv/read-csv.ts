import { CsvError, parse } from 'csv-parse/sync';
import type { FieldError } from '../../kernel/errors';
import { isPlainText } from '../http/fields';

/** Data rows one file may have. */
export const MOST_ROWS = 5_000;

/** A data row: its line in the file, as a spreadsheet counts it, and its cells by column name. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** What a file holds, or what is wrong with its form. */
export type CsvTable = { readonly rows: readonly CsvRow[] } | { readonly errors: readonly FieldError[] };

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Where a cell is, as errors name it: `/rows/3/price` is column `price` of line 3. */
export const cellPointer = (line: number, column: string): string => `/rows/${line}/${column}`;

const refused = (line: number, message: string): CsvTable => ({ errors: [{ pointer: `/rows/${line}`, message }] });

/**
 * Reads a comma-separated file (RFC 4180, UTF-8, with or without a byte order mark) whose first line names its columns.
 * Empty lines are skipped but counted. Columns may come in any order; all of them must be there and no others but the
 * optional ones.
 */
export function readCsv(text: string, columns: readonly string[], optional: readonly string[] = []): CsvTable {
  const parsed = parseRecords(text);
  if ('errors' in parsed) return parsed;
  const [header, ...records] = parsed.records;
  if (!header) return refused(1, 'the file is empty');
  const errors = headerErrors(header, columns, optional);
  if (errors.length > 0) return { errors };
  if (records.length > MOST_ROWS) return refused(records.length + 1, `a file has at most ${MOST_ROWS} rows`);
  const bad = records.flatMap((record) => recordErrors(record, header.record));
  return bad.length > 0 ? { errors: bad } : { rows: records.map((record) => toRow(record, header.record)) };
}

function parseRecords(text: string): { records: ParsedRecord[] } | { errors: readonly FieldError[] } {
  try {
    const records: unknown = parse(text, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
    });
    return { records: records as ParsedRecord[] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines'] ?? 1);
    return { errors: [{ pointer: `/rows/${line}`, message: 'the quotes of this line are not right' }] };
  }
}

function headerErrors(
  { record, info }: ParsedRecord,
  columns: readonly string[],
  optional: readonly string[],
): FieldError[] {
  const known = [...columns, ...optional];
  const missing = columns.filter((column) => !record.includes(column));
  const unknown = record.filter((column, index) => !known.includes(column) || record.indexOf(column) !== index);
  return [
    ...missing.map((column) => ({ pointer: cellPointer(info.lines, column), message: 'this column is missing' })),
    ...unknown.map((column) => ({
      pointer: cellPointer(info.lines, column.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 40)),
      message: 'this is not a column of the template, or it is there twice',
    })),
  ];
}

function recordErrors({ record, info }: ParsedRecord, header: readonly string[]): FieldError[] {
  if (record.length !== header.length)
    return [{ pointer: `/rows/${info.lines}`, message: `has ${record.length} cells instead of ${header.length}` }];
  return record.flatMap((cell, index) =>
    isPlainText(cell) ? [] : [{ pointer: cellPointer(info.lines, header[index] ?? ''), message: 'must be plain text' }],
  );
}

const toRow = ({ record, info }: ParsedRecord, header: readonly string[]): CsvRow => ({
  line: info.lines,
  cells: Object.fromEntries(header.map((column, index) => [column, record[index] ?? ''])),
});
