import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ReportCatalog } from '../../../src/modules/reports/report-catalog';
import { startTestApp, type TestApp } from '../../support/app';
import type { DemoClinicUnderTest } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { ok, openDesk } from '../../support/desk';
import { openPlan } from '../../support/plans';
import { ALL_DAYS, readReport } from '../../support/reports';
import { tellMarch } from './support/march';

const run = promisify(execFile);
const FOLDER = join(__dirname, '../../../src/modules/reports/sql');

function hasPsql(): boolean {
  try {
    execFileSync('psql', ['--version']);
    return true;
  } catch {
    return false;
  }
}

describe('Reports on a database of their own', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await tellMarch(app, clock));
  });
  afterAll(() => app.close());

  // Where there is no psql, as on a bare machine, the service alone runs the files.
  (hasPsql() ? it : it.skip)('run in psql as they stand, with the same rows', async () => {
    for (const { name } of app.get(ReportCatalog).list()) {
      if (name === 'audit-log') continue;
      const variables = Object.entries({ clinic: cascade.id, ...ALL_DAYS }).flatMap(([key, value]) => [
        '-v',
        `${key}=${value}`,
      ]);
      const { stdout } = await run('psql', [
        app.database.appUrl,
        '-v',
        'ON_ERROR_STOP=1',
        '-qAt',
        '-F',
        '|',
        ...variables,
        '-f',
        join(FOLDER, `${name}.sql`),
      ]);
      const rows = stdout.split('\n').filter((line) => line !== '' && line !== cascade.id);
      const { head } = await readReport(app, cascade.id, { name, ...ALL_DAYS });
      expect({ name, rows: rows.length }).toEqual({ name, rows: head.rowCount });
    }
  });

  it('answer the columns they say, each of its kind', async () => {
    for (const report of app.get(ReportCatalog).list()) {
      const values: Record<string, string> = {
        from: ALL_DAYS.from,
        to: ALL_DAYS.to,
        as_of: ALL_DAYS.to,
        known_at: 'infinity',
      };
      await app.database.query(`SELECT set_config('app.clinic_id', $1, false)`, [cascade.id]);
      await app.database.query(
        `CREATE TEMP TABLE answered AS SELECT * FROM (${report.statement.replace(/\$(\d+)/g, (_all, n: string) => `'${values[report.bound[Number(n) - 1]!] ?? ''}'`)}) r LIMIT 0`,
      );
      const columns = await app.database.query<{ name: string }>(
        `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'answered'::regclass AND attnum > 0 ORDER BY attnum`,
      );
      await app.database.query('DROP TABLE answered');
      expect({ name: report.name, columns: columns.map(({ name }) => name) }).toEqual({
        name: report.name,
        columns: [...report.columns.map(({ column }) => column), 'control_cents', 'ledger_cents', 'differs'],
      });
    }
  });

  it.each([
    ['2026-04-01', 'days0To30Cents'],
    ['2026-04-02', 'days31To60Cents'],
    ['2026-05-01', 'days31To60Cents'],
    ['2026-05-02', 'days61To90Cents'],
    ['2026-05-31', 'days61To90Cents'],
    ['2026-06-01', 'days91To120Cents'],
    ['2026-06-30', 'days91To120Cents'],
    ['2026-07-01', 'daysOver120Cents'],
  ])('age a bill of March 2 on %s among %s', async (asOf, bucket) => {
    const { head } = await readReport(app, cascade.id, { name: 'ar-aging', asOf });
    expect(Object.entries(head.totals).filter(([key, cents]) => key.startsWith('days') && cents !== 0)).toEqual([
      [bucket, 25_000],
    ]);
  });

  it('tell how a payment plan performs, and age it by its installments', async () => {
    const plan = await openPlan(cascade.desk, [['intake']], { firstDueOn: '2026-03-20' });
    const accountant = await openDesk(app, cascade.id, 'accountant');
    type Rows = { rows: Record<string, unknown>[]; differenceCents: number };
    const at = async (name: string, asOf: string) => ok(await accountant.get<Rows>(`/v1/reports/${name}?asOf=${asOf}`));
    expect(await at('plan-performance', '2026-03-10')).toMatchObject({
      rows: [
        {
          plan: plan.number,
          status: 'on time',
          installments: 3,
          nextDueOn: '2026-03-20',
          agreedCents: 22_000,
          paidCents: 0,
          dueCents: 0,
          lateCents: 0,
          leftCents: 22_000,
        },
      ],
      differenceCents: 0,
    });
    const [first, second, third] = plan.installments.map(({ amountCents }) => amountCents);
    expect((await at('plan-performance', '2026-05-10')).rows).toMatchObject([
      { status: 'late', daysLate: 51, dueCents: first! + second!, lateCents: first! + second!, leftCents: 22_000 },
    ]);
    const { rows } = await at('ar-aging', '2026-05-10');
    expect(rows.filter(({ owedBy }) => owedBy === 'plan')).toMatchObject([
      { days0To30Cents: second! + third!, days31To60Cents: first, totalCents: 22_000 },
    ]);
    ok(
      await cascade.desk.post(`/v1/invoices/${plan.invoiceIds[0]}/payments`, {
        tenders: [{ type: 'cash', amountCents: first! }],
      }),
    );
    expect((await at('plan-performance', '2026-05-10')).rows).toMatchObject([
      {
        status: 'late',
        daysLate: 20,
        nextDueOn: '2026-04-20',
        paidCents: first,
        lateCents: second,
        leftCents: second! + third!,
      },
    ]);
  });
});
