import type { ClinicId } from '../../src/kernel/ids';
import type { TestApp } from './app';

const HASH = `sha256(convert_to(concat_ws('|', $1::uuid, n.id, 'fee', 'processor_fee', n.source_id, DATE '2026-03-03',
  extract(epoch FROM TIMESTAMPTZ '2026-03-03T20:00:00Z'), '', 'test', '', format('1:6000:%s:::;2:1000:%s:::', n.cents, -n.cents)), 'UTF8'))`;

/** Writes so many small entries between bank and fees at once, as they would have been posted one after the other. */
export async function writeManyEntries(app: TestApp, clinicId: ClinicId, count: number): Promise<void> {
  const { query } = app.database;
  await query(
    'CREATE TEMP TABLE many AS SELECT uuidv7() AS id, uuidv7() AS source_id, n AS cents FROM generate_series(1, $1::int) n',
    [count],
  );
  await query('SET session_replication_role = replica');
  await query(
    `INSERT INTO journal_entries (clinic_id, id, kind, source_type, source_id, effective_on, recorded_at, actor_id, content_hash)
       SELECT $1, n.id, 'fee', 'processor_fee', n.source_id, '2026-03-03', '2026-03-03T20:00:00Z', 'test', ${HASH} FROM many n`,
    [clinicId],
  );
  await query(
    `INSERT INTO journal_lines (clinic_id, entry_id, line_no, account_number, amount_cents, effective_on)
       SELECT $1, n.id, l.line_no, l.account_number, l.cents, '2026-03-03'
         FROM many n, LATERAL (VALUES (1, 6000, n.cents), (2, 1000, -n.cents)) l (line_no, account_number, cents)`,
    [clinicId],
  );
  await query('SET session_replication_role = origin');
  await query('DROP TABLE many');
  await query('ANALYZE journal_entries, journal_lines');
}
