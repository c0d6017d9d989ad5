// A started service whose demo clinic is the generated group, for benchmarks of reports.
import pg from 'pg';
import { openDesk } from '../demo-desk.mjs';
import { embeddedUrl, newDataDir, removeDataDir, startService } from '../service.mjs';
import { fillClinic } from './fill-clinic.mjs';

const DAY_MS = 86_400_000;

/**
 * Fills a clinic up to yesterday, so that what is read is over, and proves it with the whole-book check.
 * @returns its accountant's desk, a connection of the database's owner, and what the filling came to
 */
export async function startFilled(lines) {
  const dataDir = newDataDir();
  const service = await startService(dataDir);
  const postgres = await embeddedUrl(dataDir);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const desk = await openDesk(service, dataDir, 'accountant');
  const until = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  // One more pair of hands, for the machine's other core.
  const second = new pg.Client({ connectionString: postgres.url });
  await second.connect();
  const filled = await fillClinic([client, second], { clinicId: desk.clinicId, lines, until, isTrusted: true });
  await second.end();
  const { rows } = await client.query(
    `SELECT set_config('app.clinic_id', $1, false), (SELECT count(*)::int FROM verify_journal($1::uuid)) AS findings`,
    [desk.clinicId],
  );
  if (rows[0].findings > 0) throw new Error(`the generated books have ${rows[0].findings} findings`);
  return {
    service,
    client,
    desk,
    filled,
    until,
    url: postgres.url,
    async stop() {
      await client.end();
      await service.stop();
      await postgres.stop();
      removeDataDir(dataDir);
    },
  };
}
