import { isBusinessDate } from '../../../kernel/business-date';
import type { FieldError } from '../../../kernel/errors';
import { cellPointer, type CsvRow, readCsv } from '../../../platform/csv/read-csv';

/** The columns of a statement file, in the order of the template. */
export const BANK_LINE_COLUMNS = ['date', 'description', 'amount', 'reference'] as const;

/** The template: the line that names the columns, to be filled in below. */
export const BANK_LINE_TEMPLATE = `${BANK_LINE_COLUMNS.join(',')}\r\n`;

const AMOUNT = /^(-?)(\d{1,8})(?:\.(\d{2}))?$/;
const MOST_TEXT = 200;

/** A statement line as a file has it. */
export interface StatementRow {
  readonly postedOn: string;
  readonly description: string;
  /** Never zero; negative when money went out. */
  readonly amountCents: number;
  readonly reference: string | null;
}

/** The rows of a file and every fault of them. */
export interface StatementFile {
  readonly rows: readonly StatementRow[];
  readonly errors: readonly FieldError[];
}

/**
 * Reads a statement file: one row a line of the statement, days `YYYY-MM-DD`, amounts as plain decimals with a minus when money
 * went out. Texts are kept as they are; a formula in one is only text.
 */
export function readStatement(text: string): StatementFile {
  const table = readCsv(text, BANK_LINE_COLUMNS);
  if ('errors' in table) return { rows: [], errors: table.errors };
  const errors = table.rows.flatMap(rowErrors);
  return errors.length > 0 ? { rows: [], errors } : { rows: table.rows.map(toStatementRow), errors: [] };
}

/** Whole cents of `1234.50` or `-12`; undefined for anything else, zero included. Digits only; no float on the way. */
function centsOf(text: string): number | undefined {
  const [, sign = '', dollars, cents = '00'] = AMOUNT.exec(text) ?? [];
  const amount = dollars === undefined ? 0 : Number(dollars + cents);
  if (amount === 0) return undefined;
  return sign === '-' ? -amount : amount;
}

function rowErrors({ line, cells }: CsvRow): FieldError[] {
  const errors: FieldError[] = [];
  const check = (column: (typeof BANK_LINE_COLUMNS)[number], isRight: (text: string) => boolean, message: string) => {
    if (!isRight(cells[column] ?? '')) errors.push({ pointer: cellPointer(line, column), message });
  };
  check('date', isBusinessDate, 'must be a calendar day written YYYY-MM-DD');
  check('description', (text) => text !== '' && text.length <= MOST_TEXT, `must have 1 to ${MOST_TEXT} characters`);
  check(
    'amount',
    (text) => centsOf(text) !== undefined,
    'must be an amount such as 1234.50, with a minus when money went out, and not zero',
  );
  check('reference', (text) => text.length <= MOST_TEXT, `must have at most ${MOST_TEXT} characters`);
  return errors;
}

const toStatementRow = ({ cells }: CsvRow): StatementRow => ({
  postedOn: cells['date'] ?? '',
  description: cells['description'] ?? '',
  amountCents: centsOf(cells['amount'] ?? '') ?? 0,
  reference: cells['reference'] || null,
});
