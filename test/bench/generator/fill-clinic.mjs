// Fills a clinic with three years of a realistic group, set by set: a million journal lines in less than a minute. The same seed
// makes the same clinic. Every row stands where the service would have put it, so every report ties and the books verify.
import { closeBooks, keepBooks } from './books.mjs';
import { makeCare } from './care.mjs';
import { openGroup } from './group.mjs';
import { makeMoney } from './money.mjs';
import { makeClaims } from './payers.mjs';

const DAYS = 3 * 365;
const VISITS_A_CHUNK = 20_000;
const VISITS_A_PATIENT = 12;
/** What a visit comes to, by the shares of the kinds of visits. */
const LINES_A_VISIT = 8;

/**
 * @param client a connection of the database's owner
 * @param options.lines how many journal lines, about
 * @param options.open how many of the last visits nobody has paid yet: the same open items however long the history is
 * @param options.until the last business day, `YYYY-MM-DD`
 * @param options.isTrusted leaves out the triggers and foreign keys, which then have to be proved afterwards (`verify_journal`)
 * @returns lines written, seconds they took, lines a second
 */
export async function fillClinic(client, { clinicId, lines, until, open = 600, seed = 1, isTrusted = false }) {
  const visits = Math.ceil(lines / LINES_A_VISIT);
  const patients = Math.max(40, Math.ceil(visits / VISITS_A_PATIENT));
  const begun = performance.now();
  let written = 0;
  await client.query(`SET jit = off; SET work_mem = '256MB'; SET temp_buffers = '256MB'`);
  if (isTrusted) await client.query('SET session_replication_role = replica');
  await openGroup(client, { clinicId, seed, patients });
  for (let from = 1, chunk = 1; from <= visits; from += VISITS_A_CHUNK, chunk += 1) {
    const to = Math.min(visits, from + VISITS_A_CHUNK - 1);
    await client.query('BEGIN');
    await makeCare(client, { from, to, visits, open, days: DAYS, until, patients });
    await makeClaims(client, { chunk });
    await makeMoney(client);
    written += await keepBooks(client);
    await client.query('COMMIT');
  }
  // Without statistics the roll-up of so much at once takes a plan for a handful.
  await client.query('ANALYZE journal_entries, journal_lines, audit_events');
  await closeBooks(client, { clinicId, visits, until });
  await client.query('SET session_replication_role = origin');
  const seconds = (performance.now() - begun) / 1000;
  await client.query('DROP TABLE made_patients');
  await client.query('ANALYZE');
  return { lines: written, seconds, rate: written / seconds };
}
