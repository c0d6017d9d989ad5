import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ReportCatalog } from '../../../src/modules/reports/report-catalog';
import type { ClinicId } from '../../../src/kernel/ids';
import { startTestApp, type TestApp } from '../../support/app';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectInvariants } from '../../support/invariants';
import { expectBooksTie } from '../../support/ledger';
import { readReport } from '../../support/reports';

const run = promisify(execFile);
const FILL = join(__dirname, '../../bench/generator/fill.mjs');
const LAST_DAY = '2026-03-01';
const YEARS = { from: '2023-01-01', to: LAST_DAY };

/** What the benchmarks are measured on has to be what the service itself would have written. */
describe('A generated clinic of three years', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  const fill = async (clinicId: ClinicId, seed: number) => {
    const { stdout } = await run(process.execPath, [FILL, app.database.url, clinicId, '3000', LAST_DAY, String(seed)]);
    return JSON.parse(stdout) as { lines: number };
  };
  const days = (clinicId: ClinicId) =>
    app.database.query(
      `SELECT account_number, effective_on::text, debit_cents, credit_cents FROM account_days WHERE clinic_id = $1 ORDER BY 1, 2`,
      [clinicId],
    );

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    await fill(cascade.id, 1);
  });
  afterAll(() => app.close());

  it('has books that verify, and holds every invariant of money', async () => {
    await expectBooksTie(app, cascade.id);
    await expectInvariants(app.database);
  });

  it('has something in every report of a practice like it, and each agrees with the ledger, today and as of a day before', async () => {
    const empty: string[] = [];
    for (const query of [YEARS, { from: '2025-01-01', to: '2025-06-30', asOf: '2025-07-01T00:00:00Z' }])
      for (const { name } of app.get(ReportCatalog).list()) {
        const { head } = await readReport(app, cascade.id, { ...query, name });
        expect({ name, differs: head.differenceCents, rows: head.differences }).toEqual({ name, differs: 0, rows: [] });
        if (query === YEARS && head.rowCount === 0) empty.push(name);
      }
    // Cards are taken at a terminal of their own, and nobody asked for an estimate.
    expect([...new Set(empty)].sort()).toEqual(['estimate-variance', 'payout-reconciliation']);
  });

  it('is the same clinic for the same seed', async () => {
    const clinics = await Promise.all([days(cascade.id), fill(potomac.id, 1).then(() => days(potomac.id))]);
    expect(clinics[1]).toEqual(clinics[0]);
    expect(clinics[0].length).toBeGreaterThan(500);
  });
});
