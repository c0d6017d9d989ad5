import type { ColumnType, ReportColumn } from '../../../domain/reports/report-definition';

const MONEY: readonly ColumnType[] = ['cents', 'balance', 'plain'];
const NUMBERS: readonly ColumnType[] = ['count', 'number', 'account'];
const IDS: readonly ColumnType[] = ['entry', 'payment', 'invoice', 'visit', 'patient', 'remittance'];

/** First characters that a spreadsheet takes for a formula: = + - @, tab and carriage return. As `neutralized` has it. */
const FORMULA = '(61,43,45,64,9,13)';

/** Text that no spreadsheet runs; an empty one is an empty cell, which COPY would write as two quotes. */
const textField = (value: string): string =>
  `CASE WHEN ascii(${value}) IN ${FORMULA} THEN '''' || ${value} ELSE nullif(${value}, '') END`;

function fieldOf({ column, type }: ReportColumn): string {
  const value = `r."${column}"`;
  if (MONEY.includes(type)) return `(${value} * 0.01)::text`;
  if (NUMBERS.includes(type)) return `trim_scale(${value}::numeric)::text`;
  if (type === 'instant') return `to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  if (type === 'date' || IDS.includes(type)) return `${value}::text`;
  return textField(value);
}

/**
 * SQL for the cells of a row `r` of a report, as texts that COPY quotes: what `cellText` and the CSV format make of them, made
 * where the row is.
 */
export const csvFields = (columns: readonly ReportColumn[]): string[] => columns.map(fieldOf);
