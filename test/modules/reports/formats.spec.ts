import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre';
import { cellText } from '../../../src/domain/reports/cell-text';
import { ReportCatalog } from '../../../src/modules/reports/report-catalog';
import { startTestApp, type TestApp } from '../../support/app';
import type { DemoClinicUnderTest } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectBooksTie } from '../../support/ledger';
import { tellMarch } from './support/march';
import { fetchBytes } from './support/wire';

const GOLDEN = join(__dirname, '../../golden/reports');
const MARCH = 'from=2026-03-01&to=2026-03-31';

/** Compares with the file that was kept; `UPDATE_GOLDEN=1` writes it anew. */
function expectGolden(name: string, bytes: string): void {
  const text = bytes.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>');
  const path = join(GOLDEN, name);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(GOLDEN, { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path)).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

interface ReportJson {
  rows: Record<string, string | number | null>[];
}

describe('The files of reports', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  const keyOf = (role: string) => cascade.users.find((user) => user.role === role)!.apiKey;
  const file = (path: string, role = 'accountant') => fetchBytes(app, keyOf(role), path);

  beforeAll(async () => {
    app = await startTestApp({ clock, listen: true });
    ({ cascade } = await tellMarch(app, clock));
  });
  afterAll(async () => {
    await expectBooksTie(app, cascade.id);
    await app.close();
  });

  it.each([
    ['payments-by-tender', 'groupBy=day,location'],
    ['charges-by-service', 'groupBy=day'],
    ['ar-aging', 'asOf=2026-05-15'],
    ['trial-balance', ''],
    ['kpis', ''],
    ['journal-qbo', ''],
    ['journal-xero', ''],
  ])('%s is the CSV it always was', async (name, query) => {
    const { status, headers, body } = await file(`/v1/reports/${name}?${MARCH}&${query}&format=csv`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="${name}-2026-[0-9-]+\\.csv"$`),
    );
    expectGolden(`${name}.csv`, body.toString());
  });

  it('QuickBooks Desktop gets its IIF, debits and credits in balance, no receivable that would need a name', async () => {
    const { status, body } = await file(`/v1/reports/journal-iif?${MARCH}&format=csv`);
    expect(status).toBe(200);
    const text = body.toString();
    expectGolden('journal-iif.iif', text);
    const lines = text
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split('\t'));
    const sum = lines
      .filter(([mark]) => mark === 'TRNS' || mark === 'SPL')
      .reduce((total, cells) => total + Math.round(Number(cells[6]) * 100), 0);
    expect(sum).toBe(0);
    expect(lines.filter(([mark]) => mark === 'TRNS')).toHaveLength(2);
    expect(lines.filter(([mark]) => mark === 'ENDTRNS')).toHaveLength(2);
    const types = lines.filter(([mark]) => mark === 'ACCNT').map(([, , type]) => type);
    expect(types).not.toContain('AR');
    expect(lines).toContainEqual(['ACCNT', 'Patient A/R', 'OCASSET']);
  });

  it.each(['journal-qbo', 'journal-xero'])(
    '%s balances within every journal, a day and an entry at a time',
    async (name) => {
      for (const groupBy of ['', '&groupBy=entry']) {
        const { body } = await file(`/v1/reports/${name}?${MARCH}&format=csv${groupBy}`);
        const rows = parse(body, { columns: true }) as Record<string, string>[];
        const sums = new Map<string, number>();
        for (const row of rows) {
          const key = (row['JournalNo'] ?? row['*Narration'])!;
          expect(key.length).toBeLessThanOrEqual(21);
          const cents = (text: string | undefined) => Math.round(Number(text || 0) * 100);
          sums.set(key, (sums.get(key) ?? 0) + cents(row['Debits']) - cents(row['Credits']) + cents(row['*Amount']));
        }
        expect([...sums.values()].filter((cents) => cents !== 0)).toEqual([]);
        expect(sums.size).toBeGreaterThan(groupBy ? 5 : 1);
      }
    },
  );

  it('CSV is RFC 4180, runs no formula, and ends with its sums', async () => {
    const { body } = await file(`/v1/reports/deferred-revenue?${MARCH}&names=true&format=csv`, 'admin');
    const text = body.toString();
    expect(text.endsWith('\r\n')).toBe(true);
    const rows = parse(text) as string[][];
    expect(rows[1]).toContain("'=cmd|calc Öğüt");
    expect(rows.at(-1)![0]).toBe('Total of 1');
    expect(rows.at(-1)).toContain('300.00');
    const sheet = parse((await file(`/v1/reports/adjustments?${MARCH}&format=csv`)).body) as string[][];
    expect(sheet.map((row) => row.at(-1)).sort()).toEqual(['40.00', '50.00', '90.00', 'Amount']);
    const signed = parse((await file(`/v1/reports/trial-balance?${MARCH}&format=csv`)).body) as string[][];
    expect(signed.flat().some((cell) => cell.startsWith("'-"))).toBe(false);
  });

  it('XLSX has typed cells, a frozen header and its sums, and reads back to the cent', async () => {
    const { status, headers, body } = await file(`/v1/reports/adjustments?${MARCH}&format=xlsx`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    const { sheets } = await readXlsx(new Uint8Array(body));
    expect(sheets[0]).toMatchObject({ name: 'Adjustments', freezePane: { rows: 1 } });
    const rows = sheets[0]!.rows;
    expect(rows[0]).toEqual(expect.arrayContaining(['Business day', 'Kind', 'Amount']));
    expect(
      rows
        .slice(1)
        .map((row) => Number(row.at(-1)))
        .sort(),
    ).toEqual([40, 50, 90]);
    expect(rows[1]![0]).toEqual(new Date('2026-03-03T00:00:00Z'));
    expect(rows.at(-1)![0]).toBe('Total of 2');
  });

  it('CSV, which the database writes, has every cell of every report as JSON has it', async () => {
    await app.database.query(
      `INSERT INTO audit_events (clinic_id, id, recorded_at, actor_kind, actor_id, actor_label, action, facts)
         SELECT $1, (left(uuid_floor('2026-03-03T20:00:00Z')::text, 14) || right(uuidv7()::text, 22))::uuid, '2026-03-03T20:00:00.123Z', 'staff', 'test', v,
                'test.words', '{"a": 1}' FROM unnest($2::text[]) v`,
      [cascade.id, ['a, b', 'say "hi"', 'two\nlines', 'two\r\nlines', '\ttab', '-1', '@x', '=1+1,"', "'", ' ', '']],
    );
    for (const { name, parameters, columns } of app.get(ReportCatalog).list()) {
      if (name === 'journal-iif') continue;
      const path = `/v1/reports/${name}?${parameters.includes('as_of') ? 'asOf=2026-03-31' : MARCH}&names=true`;
      const json = JSON.parse((await file(path, 'admin')).body.toString()) as ReportJson;
      const [titles, ...lines] = parse((await file(`${path}&format=csv`, 'admin')).body) as string[][];
      const cells = json.rows.map((row) => columns.map(({ key, type }) => cellText(row[key] ?? null, type)));
      expect({ name, titles }).toEqual({ name, titles: columns.map(({ title }) => title) });
      // Reading the audit log adds to it.
      const same =
        name === 'audit-log' ? lines.filter((line) => cells.some((cell) => cell.at(-1) === line.at(-1))) : lines;
      expect({ name, lines: same.slice(0, cells.length) }).toEqual({ name, lines: cells });
    }
  });

  it('JSON, CSV and XLSX tell the same rows', async () => {
    for (const name of ['payments-by-tender', 'general-ledger', 'day-sheet', 'trial-balance']) {
      const json = JSON.parse((await file(`/v1/reports/${name}?${MARCH}`)).body.toString()) as {
        rowCount: number;
        rows: object[];
      };
      const csv = parse((await file(`/v1/reports/${name}?${MARCH}&format=csv`)).body) as string[][];
      const { sheets } = await readXlsx(new Uint8Array((await file(`/v1/reports/${name}?${MARCH}&format=xlsx`)).body));
      expect(json.rowCount).toBeGreaterThan(2);
      expect([json.rows.length, csv.length - 2, sheets[0]!.rows.length - 2]).toEqual([
        json.rowCount,
        json.rowCount,
        json.rowCount,
      ]);
    }
  });
});
