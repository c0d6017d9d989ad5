import type { ClinicId } from '../../src/kernel/ids';
import { KeepLedgerJob } from '../../src/modules/ledger/jobs/keep-ledger.job';
import type { TestApp } from './app';
import { eventually } from './hosted-page';

/** Entries as young as a transaction still open anywhere on the server, other tests' too, are not rolled up nor handed over. */
export const noEntryIsHeldBack = (app: TestApp): Promise<unknown> =>
  eventually(async () => {
    const waiting = await app.database.query(
      'SELECT 1 FROM journal_entries WHERE recorded_xid >= pg_snapshot_xmin(pg_current_snapshot()) LIMIT 1',
    );
    return waiting.length === 0;
  }, 'no transaction holds an entry back');

/** Rolls up and seals every entry there is, as its minute would. */
export async function keepBooks(app: TestApp, clinicId: ClinicId): Promise<void> {
  await noEntryIsHeldBack(app);
  await app.as(clinicId, () => app.get(KeepLedgerJob).keep());
}
