import { join } from 'node:path';
import pg from 'pg';
import type { Settings, StripeSettings } from '../platform/config/config';
import type { Environment } from '../platform/config/environment';
import { startEmbeddedPostgres } from '../platform/postgres/embedded-postgres';
import { type Provisioned, provisionDatabase } from '../platform/postgres/provision';
import { startStripeSandbox } from '../sandbox/stripe/start-sandbox';
import { PostgresSandboxStore } from '../sandbox/stripe/store/postgres-store';
import { DatabaseUnreachableError } from './database-unreachable.error';
import type { ProcessRole } from './process-role';

/** The services the application stands on, and how to let go of them. */
export interface PreparedServices {
  readonly settings: Settings;
  /** In reverse order of starting. */
  stop(): Promise<void>;
}

type Release = () => Promise<void>;
type Database = Provisioned & { readonly url: string };

const SANDBOX_KEY = 'sk_test_sandbox';

/** The PostgreSQL we were given, or our own from npm under the data folder; made ready for this release. */
async function prepareDatabase(environment: Environment, releases: Release[]): Promise<Database> {
  const { databaseUrl } = environment;
  if (databaseUrl) {
    const given = await provisionDatabase(databaseUrl).catch((error: unknown) => {
      throw DatabaseUnreachableError.replacing(error);
    });
    return { ...given, url: databaseUrl };
  }
  const server = await startEmbeddedPostgres({
    dataDir: join(environment.dataDir, 'postgres'),
    durable: true,
    report: (line) => process.stderr.write(`${line}\n`),
  });
  releases.push(() => server.stop());
  return { ...(await provisionDatabase(server.url)), url: server.url };
}

/** Whom the sandbox of this process tells: a worker listens nowhere, so it tells the copy at the public address. */
function webhookUrl({ port, publicUrl }: Environment, role: ProcessRole): string {
  return `${role === 'worker' ? publicUrl : `http://127.0.0.1:${port}`}/v1/webhooks/stripe`;
}

/** Stripe, another server in its place, or the sandbox when no key is set. A command starts none: nobody would pay there. */
async function prepareStripe(
  environment: Environment,
  { database, role }: { database: Database; role: ProcessRole },
  releases: Release[],
): Promise<StripeSettings> {
  const { stripeSecretKey, stripeApiBase } = environment;
  const configured = environment.stripeWebhookSecrets;
  if (stripeSecretKey) return { secretKey: stripeSecretKey, webhookSecrets: configured, apiBase: stripeApiBase };
  const webhookSecrets = configured.length > 0 ? configured : [database.secrets.webhook];
  if (role === 'command') return { secretKey: SANDBOX_KEY, webhookSecrets };
  const pool = new pg.Pool({ connectionString: database.url, max: 4, application_name: 'stripe-sandbox' });
  // A connection that is lost fails the statement under way, and here nothing else: also while it is in somebody's hands.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  releases.push(() => pool.end());
  const sandbox = await startStripeSandbox({
    // People open the pages of the copy they talk to; a worker's sandbox must not take that one's place.
    port: role === 'worker' ? 0 : environment.port + 1,
    store: new PostgresSandboxStore(pool),
    webhook: { url: webhookUrl(environment, role), secret: webhookSecrets[0] ?? database.secrets.webhook },
  });
  releases.push(() => sandbox.close());
  const { baseUrl } = sandbox;
  return { secretKey: SANDBOX_KEY, webhookSecrets, apiBase: baseUrl, sandboxUrl: baseUrl };
}

/** Starts what is not given: database, schema, roles, secrets, sandbox. On failure everything started is stopped again. */
export async function prepareServices(environment: Environment, role: ProcessRole): Promise<PreparedServices> {
  const releases: Release[] = [];
  const stop = async (): Promise<void> => {
    for (const release of releases.splice(0).reverse()) await release();
  };
  try {
    const database = await prepareDatabase(environment, releases);
    const stripe = await prepareStripe(environment, { database, role }, releases);
    const { nodeEnv, port, dataDir, publicUrl, logLevel, databasePoolSize, mail } = environment;
    return {
      stop,
      settings: {
        nodeEnv,
        port,
        dataDir,
        publicUrl,
        logLevel,
        databasePoolSize,
        databaseUrl: database.appUrl,
        queueUrl: database.queueUrl,
        appSecret: database.secrets.app,
        stripe,
        mail,
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
