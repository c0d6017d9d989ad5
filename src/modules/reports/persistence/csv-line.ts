import type { ColumnType, ReportColumn } from '../../../domain/reports/report-definition';

const MONEY: readonly ColumnType[] = ['cents', 'balance', 'plain'];
const NUMBERS: readonly ColumnType[] = ['count', 'number', 'account'];
const IDS: readonly ColumnType[] = ['entry', 'payment', 'invoice', 'visit', 'patient', 'remittance'];

/** First characters that a spreadsheet takes for a formula: = + - @, tab and carriage return. As `neutralized` has it. */
const FORMULA = '(61,43,45,64,9,13)';

/** Text as a field: no spreadsheet runs it, and what would part fields or lines is quoted. */
function textField(value: string): string {
  const text = `CASE WHEN ascii(${value}) IN ${FORMULA} THEN '''' || ${value} ELSE ${value} END`;
  return `CASE WHEN ${value} ~ '[",\\r\\n]' THEN '"' || replace(${text}, '"', '""') || '"' ELSE ${text} END`;
}

function fieldOf({ column, type }: ReportColumn): string {
  const value = `r."${column}"`;
  if (MONEY.includes(type)) return `(${value} * 0.01)::text`;
  if (NUMBERS.includes(type)) return `trim_scale(${value}::numeric)::text`;
  if (type === 'instant') return `to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  if (type === 'date' || IDS.includes(type)) return `${value}::text`;
  return textField(value);
}

/**
 * SQL for a row `r` of a report as a line of RFC 4180 CSV, without its end: what `cellText` and the CSV format make of the
 * row's cells, made where the row is. A million rows never become objects.
 */
export const csvLineOf = (columns: readonly ReportColumn[]): string =>
  columns.map((column) => `coalesce(${fieldOf(column)}, '')`).join(` || ',' || `);
