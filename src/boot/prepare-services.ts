import { join } from 'node:path';
import pg from 'pg';
import type { Settings, StripeSettings } from '../platform/config/config';
import type { Environment } from '../platform/config/environment';
import { startEmbeddedPostgres } from '../platform/postgres/embedded-postgres';
import { provisionDatabase } from '../platform/postgres/provision';
import { startStripeSandbox } from '../sandbox/stripe/start-sandbox';
import { PostgresSandboxStore } from '../sandbox/stripe/store/postgres-store';

/** The services the application stands on, and how to let go of them. */
export interface PreparedServices {
  readonly settings: Settings;
  /** In reverse order of starting. */
  stop(): Promise<void>;
}

type Release = () => Promise<void>;

/** The PostgreSQL we were given, or our own from npm under the data folder. */
async function prepareDatabase(environment: Environment, releases: Release[]): Promise<string> {
  if (environment.databaseUrl) return environment.databaseUrl;
  const server = await startEmbeddedPostgres({
    dataDir: join(environment.dataDir, 'postgres'),
    durable: true,
    report: (line) => process.stderr.write(`${line}\n`),
  });
  releases.push(() => server.stop());
  return server.url;
}

/** Stripe, another server in its place, or the sandbox when no key is set. */
async function prepareStripe(
  environment: Environment,
  database: { url: string; webhookSecret: string },
  releases: Release[],
): Promise<StripeSettings> {
  const { stripeSecretKey, stripeWebhookSecrets, stripeApiBase } = environment;
  if (stripeSecretKey)
    return { secretKey: stripeSecretKey, webhookSecrets: stripeWebhookSecrets, apiBase: stripeApiBase };
  const pool = new pg.Pool({ connectionString: database.url, max: 4, application_name: 'stripe-sandbox' });
  pool.on('error', () => undefined);
  releases.push(() => pool.end());
  const sandbox = await startStripeSandbox({
    port: environment.port === 0 ? 0 : environment.port + 1,
    store: new PostgresSandboxStore(pool),
    webhook: { url: `http://127.0.0.1:${environment.port}/v1/webhooks/stripe`, secret: database.webhookSecret },
  });
  releases.push(() => sandbox.close());
  return {
    secretKey: 'sk_test_sandbox',
    webhookSecrets: [database.webhookSecret],
    apiBase: sandbox.baseUrl,
    sandboxUrl: sandbox.baseUrl,
  };
}

/** Starts what is not given: database, schema, roles, secrets, sandbox. On failure everything started is stopped again. */
export async function prepareServices(environment: Environment): Promise<PreparedServices> {
  const releases: Release[] = [];
  const stop = async (): Promise<void> => {
    for (const release of releases.splice(0).reverse()) await release();
  };
  try {
    const url = await prepareDatabase(environment, releases);
    const database = await provisionDatabase(url);
    const stripe = await prepareStripe(environment, { url, webhookSecret: database.secrets.webhook }, releases);
    const { nodeEnv, port, dataDir, publicUrl, logLevel, databasePoolSize } = environment;
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
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
