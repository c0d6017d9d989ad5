import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOnce, Logger } from 'graphile-worker';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../src/platform/postgres/embedded-postgres';
import { provisionDatabase } from '../../../src/platform/postgres/provision';
import { ProvisioningError } from '../../../src/platform/postgres/provisioning.error';

/** A server of its own: roles belong to a whole server, and these tests begin with none. */
describe('A role that is not a superuser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clinic-billing-rights-'));
  let server: EmbeddedPostgres;
  let admin: Client;

  beforeAll(async () => {
    server = await startEmbeddedPostgres({ dataDir: folder, durable: false });
    admin = new Client({ connectionString: server.url });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function makeDatabase(name: string): Promise<string> {
    await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD 'a-password'`);
    await admin.query(`CREATE DATABASE ${name}`);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    url.username = name;
    url.password = 'a-password';
    return url.href;
  }

  /** Prepares; when rights are missing, does as the error says and tries again. Answers what had to be done. */
  async function prepareAsTold(
    url: string,
  ): Promise<{ statements: readonly string[]; queueUrl: string; appUrl: string }> {
    const refusal = await provisionDatabase(url).catch((error: unknown) => error);
    if (!(refusal instanceof ProvisioningError)) throw new Error('was not refused', { cause: refusal });
    expect(refusal.problem).toBe('rights_missing');
    for (const statement of refusal.statements) await admin.query(statement);
    return { statements: refusal.statements, ...(await provisionDatabase(url)) };
  }

  it('is told which rights it lacks, and succeeds with exactly those', async () => {
    const { statements, queueUrl, appUrl } = await prepareAsTold(await makeDatabase('first_owner'));
    expect(statements).toEqual([
      'ALTER ROLE "first_owner" CREATEROLE;',
      'ALTER DATABASE "first_owner" OWNER TO "first_owner";',
    ]);

    const app = new Client({ connectionString: appUrl });
    await app.connect();
    await app.query(`SELECT enqueue_job('demo', '{"n":1}')`);
    await app.end();
    const seen: unknown[] = [];
    const logger = new Logger(() => () => undefined);
    await runOnce({
      connectionString: queueUrl,
      logger,
      taskList: { demo: async (payload) => void seen.push(payload) },
    });
    expect(seen).toEqual([{ n: 1 }]);
  });

  it('is told to be made administrator of roles that another one created', async () => {
    const { statements } = await prepareAsTold(await makeDatabase('second_owner'));
    expect(statements.slice(2)).toEqual(
      ['billing_owner', 'billing_app', 'billing_queue'].map(
        (role) => `GRANT ${role} TO "second_owner" WITH ADMIN OPTION;`,
      ),
    );
  });

  it('is refused early when its address cannot carry our logins', async () => {
    const refused = provisionDatabase('postgres:///billing?host=/var/run/postgresql');
    await expect(refused).rejects.toMatchObject({ problem: 'url_unusable' });
  });
});
