import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/boot/create-app';
import type { Clock } from '../../src/kernel/clock';
import type { ClinicId } from '../../src/kernel/ids';
import type { Settings } from '../../src/platform/config/config';
import { type Actor, RequestContext } from '../../src/platform/context/request-context';
import { JobRunner } from '../../src/platform/queue/job-runner';
import { startStripeSandbox, type StripeSandbox } from '../../src/sandbox/stripe/start-sandbox';
import { MemorySandboxStore } from '../../src/sandbox/stripe/store/memory-store';
import { createTestDatabase, type TestDatabase } from './postgres';

export interface TestAppOptions {
  /** Held still; the machine's clock unless told. */
  readonly clock?: Clock;
  /** Listens on a free loopback port, for browsers, webhooks and load. */
  readonly listen?: boolean;
  /** Runs background jobs in this process. */
  readonly withJobs?: boolean;
  /** An existing database (a second replica); it is not dropped at the end. */
  readonly database?: TestDatabase;
  readonly settings?: Partial<Settings>;
  /** Runs the Stripe sandbox beside it, which rings at its webhook; implies `listen` and `withJobs`. */
  readonly withStripe?: boolean;
}

/** The whole service on a database of its own. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  /** Origin, when listening. */
  readonly url: string;
  get<T>(type: abstract new (...args: never[]) => T): T;
  /** Runs work as a clinic's system actor, as a job would. */
  as<T>(clinicId: ClinicId, work: () => Promise<T>, actor?: Partial<Actor>): Promise<T>;
  /** The sandbox, when it runs. */
  readonly stripe: StripeSandbox;
  close(): Promise<void>;
}

/** Settings of a test run: silent, small pool, a sandbox key. */
export const testSettings = (database: TestDatabase, overrides: Partial<Settings> = {}): Settings => ({
  nodeEnv: 'test',
  port: 0,
  dataDir: '/nonexistent',
  publicUrl: 'http://127.0.0.1',
  logLevel: 'silent',
  databaseUrl: database.appUrl,
  databasePoolSize: 8,
  queueUrl: database.queueUrl,
  appSecret: database.secrets.app,
  mail: { from: 'billing@clinic.test' },
  stripe: { secretKey: 'sk_test_sandbox', webhookSecrets: [database.secrets.webhook], apiBase: 'http://127.0.0.1:9' },
  ...overrides,
});

/** Starts the service as production would compose it; only clock, database and Stripe's address are the test's. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await createTestDatabase());
  const stripe = options.withStripe
    ? await startStripeSandbox({ port: 0, store: new MemorySandboxStore(), clock: options.clock })
    : undefined;
  const settings = testSettings(database, {
    ...(stripe ? { stripe: sandboxSettings(stripe, database) } : {}),
    ...options.settings,
  });
  const app = await createApp(settings, options.clock);
  const url = await open(app, options);
  stripe?.setWebhook(`${url}/v1/webhooks/stripe`, database.secrets.webhook);
  const context = app.get(RequestContext);
  return {
    app,
    database,
    url,
    get: (type) => app.get(type, { strict: false }),
    get stripe() {
      if (!stripe) throw new Error('start the app with { withStripe: true }');
      return stripe;
    },
    as: (clinicId, work, actor = {}) =>
      context.runAs({ clinicId, actor: { kind: 'system', id: 'test', label: 'test', ...actor } }, work),
    close: async () => {
      await app.close();
      await stripe?.close();
      if (!options.database) await database.drop();
    },
  };
}

const sandboxSettings = (stripe: StripeSandbox, database: TestDatabase): Settings['stripe'] => ({
  secretKey: 'sk_test_sandbox',
  webhookSecrets: [database.secrets.webhook],
  apiBase: stripe.baseUrl,
  sandboxUrl: stripe.baseUrl,
});

async function open(app: NestFastifyApplication, options: TestAppOptions): Promise<string> {
  if (options.withJobs || options.withStripe) await app.get(JobRunner).start();
  if (options.listen || options.withStripe) {
    await app.listen(options.settings?.port ?? 0, '127.0.0.1');
    return app.getUrl();
  }
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return '';
}
