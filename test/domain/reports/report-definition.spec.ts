import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { monthOf, unsealedDays } from '../../../src/domain/reports/accounting-month';
import { cellText, decimalOf } from '../../../src/domain/reports/cell-text';
import { accountNameProblem } from '../../../src/domain/reports/journal-programs';
import { parseReport } from '../../../src/domain/reports/report-definition';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { csvLines } from '../../../src/modules/reports/formats/csv.format';

const FOLDER = join(__dirname, '../../../src/modules/reports/sql');
const CONTRACT =
  'day-sheet payments-by-tender charges-by-service adjustments ar-aging unapplied-credits deferred-revenue refunds plan-performance payout-reconciliation remittance-reconciliation sliding-scale-register estimate-variance trial-balance general-ledger journal-qbo journal-xero journal-iif audit-log'.split(
    ' ',
  );

const file = (columns = '--   net_cents  cents  Net', rest = `SELECT :'from'::date, :'to', :'from'`) =>
  `-- A title\n-- What it is,\n-- on two lines.\n--\n-- Parameters: from, to\n-- Groups: day\n-- Columns:\n${columns}\n-- Tie: this against\n-- that.\n\\ir parameters.psql\n\n${rest}\n`;

describe('The SQL file of a report', () => {
  it('says what it is, and is bound where psql would put its variables', () => {
    expect(parseReport('x', file())).toEqual({
      name: 'x',
      title: 'A title',
      summary: 'What it is, on two lines.',
      tie: 'this against that.',
      narrowed: '',
      parameters: ['from', 'to'],
      groups: ['day'],
      columns: [{ column: 'net_cents', key: 'netCents', type: 'cents', title: 'Net' }],
      statement: 'SELECT $1::date, $2, $1',
      bound: ['from', 'to'],
    });
  });

  it.each([
    ['a column of no type', file('--   net_cents  money  Net')],
    ['a parameter it does not tell of', file(undefined, `SELECT :'from', :'to', :'payer'`)],
    ['a parameter it does not use', file(undefined, `SELECT :'from'`)],
    [
      'a filter it does not say the tie of',
      file(undefined, `SELECT :'from', :'to', :'payer'`).replace('from, to', 'from, to, payer'),
    ],
    ['a parameter there is not', file(undefined, `SELECT :'from', :'to', :'moon'`)],
  ])('does not start with %s', (_what, text) => {
    expect(() => parseReport('x', text)).toThrow();
  });

  it('is there for every report of the contract, and each says how it ties', () => {
    const names = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'));
    expect(names.map((name) => name.slice(0, -4))).toEqual(expect.arrayContaining(CONTRACT));
    for (const name of names) {
      const text = readFileSync(join(FOLDER, name), 'utf8');
      const report = parseReport(name, text);
      expect(text).toContain('\\ir parameters.psql');
      expect([report.title, report.summary, report.tie].every((words) => words.length > 5)).toBe(true);
    }
  });
});

describe('Cells of a text file', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [-123_456, '-1234.56'],
    [9_007_199_254_740_991, '90071992547409.91'],
  ])('%i cents read %s', (cents, text) => expect(decimalOf(cents)).toBe(text));

  it('are never a formula, and amounts below zero stay numbers', () => {
    for (const text of ['=1+1', '+1', '-1', '@x', '\t=1', '\r=1']) expect(cellText(text, 'text')).toBe(`'${text}`);
    expect(cellText(-100, 'cents')).toBe('-1.00');
    expect(cellText(-3, 'count')).toBe('-3');
    expect(cellText(null, 'cents')).toBe('');
  });

  it('come back from a CSV as they went in, whatever is in them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 2 }), { minLength: 1 }),
        (rows) => {
          expect(parse(csvLines(rows), { relax_column_count: true, record_delimiter: '\r\n' })).toEqual(rows);
        },
      ),
    );
  });
});

describe('A month of the books', () => {
  it('has its days, also in February of a leap year', () => {
    expect(monthOf('2028-02').lastDay.toString()).toBe('2028-02-29');
    for (const name of ['2026-00', '2026-13', '2026-3', '26-03', '2026-03-01', ''])
      expect(() => monthOf(name)).toThrow();
  });

  it('counts what is not sealed of it', () => {
    const march = monthOf('2026-03');
    const after = (day: string | null) => {
      const { count, first } = unsealedDays(march, day === null ? null : parseBusinessDate(day));
      return [count, first?.toString() ?? null];
    };
    expect(after(null)).toEqual([31, '2026-03-01']);
    expect(after('2026-02-28')).toEqual([31, '2026-03-01']);
    expect(after('2026-03-30')).toEqual([1, '2026-03-31']);
    expect(after('2026-03-31')).toEqual([0, null]);
    expect(after('2026-04-05')).toEqual([0, null]);
  });
});

it.each([
  ['qbo', 'Parent:Sub', true],
  ['qbo', ':Sub', false],
  ['xero', '1100', true],
  ['xero', 'Bank account', false],
  ['iif', 'x'.repeat(32), false],
] as const)('%s takes an account named %s: %s', (program, name, isTaken) => {
  expect(accountNameProblem(program, name) === undefined).toBe(isTaken);
});
