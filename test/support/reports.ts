import type { ClinicId } from '../../src/kernel/ids';
import { ReadReport, type ReportPage } from '../../src/modules/reports/read-report';
import { ReportCatalog } from '../../src/modules/reports/report-catalog';
import type { ReportQuery } from '../../src/modules/reports/report-query';
import type { TestApp } from './app';

/** Every day a story is told on, also one told by the machine's clock. */
export const ALL_DAYS = { from: '2026-01-01', to: '2030-12-31' };

/** A report as an administrator sees it. */
export const readReport = (app: TestApp, clinicId: ClinicId, query: ReportQuery): Promise<ReportPage> =>
  app.as(clinicId, () => app.get(ReadReport).execute(query, 100_000), { role: 'admin' });

/** Every report agrees with the ledger, to the cent and row by row, over days that leave no line of the journal out. */
export async function expectReportsTie(app: TestApp, clinicId: ClinicId): Promise<void> {
  const wrong: unknown[] = [];
  for (const { name, columns } of app.get(ReportCatalog).list()) {
    const { head, rows } = await readReport(app, clinicId, { name, ...ALL_DAYS });
    if (head.differenceCents !== 0 || head.differences.length > 0)
      wrong.push({
        name,
        controlTotalCents: head.controlTotalCents,
        ledgerTotalCents: head.ledgerTotalCents,
        differences: head.differences,
      });
    expect(rows.every((row) => row.length === columns.filter(({ type }) => type !== 'name').length)).toBe(true);
  }
  expect(wrong).toEqual([]);
  const { head } = await readReport(app, clinicId, { name: 'general-ledger', ...ALL_DAYS });
  const [journal] = await app.database.query<{ lines: number }>(
    'SELECT count(*)::int AS lines FROM journal_lines WHERE clinic_id = $1',
    [clinicId],
  );
  expect({ lines: head.rowCount }).toEqual(journal);
}
