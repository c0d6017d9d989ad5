// Fills a clinic with three years of a realistic group, set by set: a million journal lines in less than a minute. The same seed
// makes the same clinic. Every row stands where the service would have put it, so every report ties and the books verify.
import { closeBooks, keepBooks } from './books.mjs';
import { makeCare } from './care.mjs';
import { openGroup } from './group.mjs';
import { makeMoney } from './money.mjs';
import { makeClaims } from './payers.mjs';

const DAYS = 3 * 365;
const VISITS_A_CHUNK = 10_000;
const VISITS_A_PATIENT = 12;
/** What a visit comes to, by the shares of the kinds of visits. */
const LINES_A_VISIT = 8;

/**
 * Makes chunk after chunk, as long as there are any: two hands never make the same one, and every chunk is the same whoever
 * makes it. Answers how many lines.
 */
async function fillChunks(hand, span, chunks) {
  let written = 0;
  for (let chunk = chunks.next().value; chunk !== undefined; chunk = chunks.next().value) {
    const from = 1 + (chunk - 1) * VISITS_A_CHUNK;
    const to = Math.min(span.visits, from + VISITS_A_CHUNK - 1);
    await hand.query('BEGIN');
    await makeCare(hand, { ...span, from, to });
    await makeClaims(hand, { chunk });
    await makeMoney(hand);
    written += await keepBooks(hand);
    await hand.query('COMMIT');
  }
  return written;
}

function* countTo(last) {
  for (let n = 1; n <= last; n += 1) yield n;
}

/**
 * @param hands connections of the database's owner: as many chunks are made at once
 * @param options.lines how many journal lines, about
 * @param options.open how many of the last visits nobody has paid yet: the same open items however long the history is
 * @param options.until the last business day, `YYYY-MM-DD`
 * @param options.isTrusted leaves out the triggers and foreign keys, which then have to be proved afterwards (`verify_journal`)
 * @returns lines written, seconds they took, lines a second
 */
export async function fillClinic(hands, { clinicId, lines, until, open = 600, seed = 1, isTrusted = false }) {
  const visits = Math.ceil(lines / LINES_A_VISIT);
  const patients = Math.max(40, Math.ceil(visits / VISITS_A_PATIENT));
  const [client] = hands;
  const begun = performance.now();
  if (isTrusted) for (const hand of hands) await hand.query('SET session_replication_role = replica');
  await openGroup(hands, { clinicId, seed, patients });
  const span = { visits, open, days: DAYS, until, patients };
  const chunks = countTo(Math.ceil(visits / VISITS_A_CHUNK));
  const written = await Promise.all(hands.map((hand) => fillChunks(hand, span, chunks)));
  // Without statistics the roll-up of so much at once takes a plan for a handful.
  await client.query('ANALYZE journal_entries, journal_lines, audit_events');
  await closeBooks(client, { clinicId, visits, until });
  const seconds = (performance.now() - begun) / 1000;
  for (const hand of hands) await hand.query('SET session_replication_role = origin; DROP TABLE made_patients');
  // As autovacuum would have within the minute: until then the indexes by day know nothing of what is new.
  await client.query('VACUUM (ANALYZE)');
  const all = written.reduce((sum, count) => sum + count, 0);
  return { lines: all, seconds, rate: all / seconds };
}
