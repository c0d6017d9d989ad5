import { resolve } from 'node:path';
import type { Settings } from './config';

/** The environment of the process, checked and typed; what the database and Stripe steps still have to add is left out. */
export interface Environment {
  readonly nodeEnv: Settings['nodeEnv'];
  readonly port: number;
  /** Address to listen on: this machine alone unless told. */
  readonly host: string;
  readonly dataDir: string;
  readonly publicUrl: string;
  readonly logLevel: Settings['logLevel'];
  readonly databasePoolSize: number;
  /** A PostgreSQL to use instead of the embedded one; its role must own the database. */
  readonly databaseUrl?: string;
  readonly stripeSecretKey?: string;
  readonly stripeWebhookSecrets: readonly string[];
  readonly stripeApiBase?: string;
  readonly mail: Settings['mail'];
}

/** Thrown at boot with every problem at once, by variable name and reason, never by value. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';

  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

const NODE_ENVS = ['development', 'test', 'production'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const SHORTEST_WEBHOOK_SECRET = 16;
/** The sandbox listens on the port after ours. */
const HIGHEST_PORT = 65_534;

class Reader {
  readonly problems: string[] = [];

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** As it was set, blank included. */
  raw(name: string): string | undefined {
    return this.env[name];
  }

  text(name: string): string | undefined {
    const value = this.raw(name);
    return value === undefined || value === '' ? undefined : value;
  }

  oneOf<T extends string>(name: string, values: readonly T[], fallback: T): T {
    const value = this.text(name);
    if (value === undefined) return fallback;
    if ((values as readonly string[]).includes(value)) return value as T;
    this.problems.push(`${name} must be one of ${values.join(', ')}`);
    return fallback;
  }

  integer(name: string, range: { min: number; max: number; fallback: number }): number {
    const value = this.text(name);
    if (value === undefined) return range.fallback;
    const number = /^\d+$/.test(value) ? Number(value) : NaN;
    if (number >= range.min && number <= range.max) return number;
    this.problems.push(`${name} must be a whole number from ${range.min} to ${range.max}`);
    return range.fallback;
  }

  url(name: string, protocols: readonly string[]): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const protocol = URL.canParse(value) ? new URL(value).protocol : undefined;
    if (protocol && protocols.includes(protocol)) return value;
    this.problems.push(`${name} must be a URL beginning ${protocols.map((p) => `${p}//`).join(' or ')}`);
    return undefined;
  }
}

function checkStripe(
  reader: Reader,
  nodeEnv: Settings['nodeEnv'],
): Pick<Environment, 'stripeSecretKey' | 'stripeWebhookSecrets' | 'stripeApiBase'> {
  const stripeSecretKey = reader.text('STRIPE_SECRET_KEY');
  const stripeApiBase = reader.url('STRIPE_API_BASE', ['http:', 'https:']);
  // A blank secret is not the same as none: whoever set it believes that something is protected.
  const stripeWebhookSecrets =
    reader
      .raw('STRIPE_WEBHOOK_SECRET')
      ?.split(',')
      .map((secret) => secret.trim()) ?? [];
  const isLive = stripeSecretKey?.includes('_live_') ?? false;
  if (stripeApiBase && !stripeSecretKey) reader.problems.push('STRIPE_SECRET_KEY is required with STRIPE_API_BASE');
  if (isLive && nodeEnv !== 'production')
    reader.problems.push('STRIPE_SECRET_KEY is a live key; it is accepted only with NODE_ENV=production');
  if (nodeEnv === 'production' && !stripeSecretKey)
    reader.problems.push('STRIPE_SECRET_KEY is required when NODE_ENV=production (the sandbox is off)');
  if (stripeSecretKey && stripeWebhookSecrets.length === 0)
    reader.problems.push('STRIPE_WEBHOOK_SECRET is required with STRIPE_SECRET_KEY');
  if (stripeWebhookSecrets.some((secret) => secret.length < SHORTEST_WEBHOOK_SECRET))
    reader.problems.push(
      `STRIPE_WEBHOOK_SECRET is too short: at least ${SHORTEST_WEBHOOK_SECRET} characters, or anyone could sign`,
    );
  return { stripeSecretKey, stripeWebhookSecrets, stripeApiBase };
}

const ADDRESS = /^[^\s@<>"]+@[^\s@<>"]+$/;

/** Without a mail server, messages are files. Who they come from is the host people know us by, unless told. */
function checkMail(reader: Reader, publicUrl: string): Settings['mail'] {
  const smtpUrl = reader.url('SMTP_URL', ['smtp:', 'smtps:']);
  const from = reader.text('MAIL_FROM') ?? `billing@${new URL(publicUrl).hostname}`;
  if (!ADDRESS.test(from)) reader.problems.push('MAIL_FROM must be an e-mail address');
  if (smtpUrl && !reader.text('MAIL_FROM')) reader.problems.push('MAIL_FROM is required with SMTP_URL');
  return { smtpUrl, from };
}

/** Reads the environment once. Throws {@link EnvironmentError} listing everything that is wrong. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const reader = new Reader(env);
  const nodeEnv = reader.oneOf('NODE_ENV', NODE_ENVS, 'development');
  const port = reader.integer('PORT', { min: 1, max: HIGHEST_PORT, fallback: 3000 });
  const publicUrl = reader.url('PUBLIC_URL', ['http:', 'https:']) ?? `http://127.0.0.1:${port}`;
  const databaseUrl = reader.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  if (nodeEnv === 'production' && !databaseUrl)
    reader.problems.push(
      'DATABASE_URL is required when NODE_ENV=production (the embedded PostgreSQL is for one machine)',
    );
  if (nodeEnv === 'production' && !reader.text('PUBLIC_URL'))
    reader.problems.push('PUBLIC_URL is required when NODE_ENV=production');
  const environment: Environment = {
    nodeEnv,
    port,
    host: reader.text('HOST') ?? (nodeEnv === 'production' ? '0.0.0.0' : '127.0.0.1'),
    publicUrl: publicUrl.replace(/\/+$/, ''),
    dataDir: resolve(reader.text('DATA_DIR') ?? '.data'),
    logLevel: reader.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
    databasePoolSize: reader.integer('DATABASE_POOL_SIZE', { min: 2, max: 100, fallback: 12 }),
    databaseUrl,
    ...checkStripe(reader, nodeEnv),
    mail: checkMail(reader, publicUrl),
  };
  if (reader.problems.length > 0) throw new EnvironmentError(reader.problems);
  return environment;
}
