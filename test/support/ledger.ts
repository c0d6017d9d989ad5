import { BalancesReader } from '../../src/modules/ledger/balances.reader';
import type { ClinicId } from '../../src/kernel/ids';
import type { TestApp } from './app';
import { keepBooks } from './keep-books';
import { expectReportsTie } from './reports';

/** Debits equal credits and every derived figure equals the journal. */
export async function expectBooksTie(app: TestApp, clinicId: ClinicId): Promise<void> {
  const balances = app.get(BalancesReader);
  const { findings, trial } = await app.as(clinicId, async () => ({
    findings: await balances.verify(),
    trial: await balances.trialBalance(),
  }));
  expect(findings).toEqual([]);
  expect(trial.totalDebit.toJSON()).toBe(trial.totalCredit.toJSON());
}

/**
 * Every story ends with this: the books tie, and at the end of a whole story every report agrees with them, as the entries
 * stand and again once they are rolled up.
 */
export async function expectLedgerTies(app: TestApp, clinicId: ClinicId): Promise<void> {
  await expectBooksTie(app, clinicId);
  if (!expect.getState().testPath?.includes('/scenarios/')) return;
  await expectReportsTie(app, clinicId);
  await keepBooks(app, clinicId);
  await expectReportsTie(app, clinicId);
}

/** The lines of a clinic's journal in the order they were written: `Dr 1100 22000`, `Cr 4000 22000`. */
export async function journalOf(app: TestApp, clinicId: ClinicId): Promise<string[][]> {
  const rows = await app.database.query<{ lines: string[] }>(
    `SELECT (SELECT array_agg(CASE WHEN l.amount_cents > 0 THEN 'Dr ' ELSE 'Cr ' END || l.account_number || ' ' || abs(l.amount_cents) ORDER BY l.line_no)
               FROM journal_lines l WHERE l.clinic_id = e.clinic_id AND l.entry_id = e.id) AS lines
       FROM journal_entries e WHERE e.clinic_id = $1 ORDER BY e.recorded_xid, e.id`,
    [clinicId],
  );
  return rows.map((row) => row.lines);
}
