import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoCredentials } from '../../../src/demo/demo-credentials';
import type { Role } from '../../../src/platform/context/request-context';
import { freePort, launch, Launched, newFolder, until } from './launch';

export interface Reply<Body = Record<string, unknown>> {
  readonly status: number;
  readonly type: string;
  readonly replayed: boolean;
  readonly body: Body;
}

/** One copy of the service, running as a process of its own. */
export interface Service {
  readonly process: Launched;
  readonly baseUrl: string;
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly credentials: DemoCredentials;
  /** Whether the logins could be read at the moment the service first said that it is ready. */
  readonly hadCredentialsWhenReady: boolean;
}

export interface ServiceOptions {
  readonly part?: 'main' | 'api';
  readonly dataDir?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly command?: readonly string[];
}

/** The logins written into a data folder, once they are. */
export function readCredentials(dataDir: string): DemoCredentials | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'demo-credentials.json'), 'utf8')) as DemoCredentials;
  } catch {
    return undefined;
  }
}

async function isReady(baseUrl: string): Promise<boolean> {
  return (await fetch(`${baseUrl}/health/ready`).catch(() => undefined))?.status === 200;
}

/** Starts a copy and waits until it is ready. Starting again with the same `env` finds the same addresses. */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const dataDir = options.dataDir ?? newFolder();
  const env = { PORT: String(await freePort()), DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...options.env };
  const process = launch(options.part ?? 'main', { env, command: options.command });
  const baseUrl = `http://127.0.0.1:${env.PORT}`;
  const ended = (): never => {
    throw new Error(`the service ended with ${process.child.exitCode}:\n${process.out}${process.err}`);
  };
  await until(() => (process.isRunning ? isReady(baseUrl) : ended()), 'the service is ready', 60_000);
  const hadCredentialsWhenReady = readCredentials(dataDir)?.baseUrl === baseUrl;
  await until(() => process.out.includes(baseUrl) || (!process.isRunning && ended()), 'the service has started');
  return { process, baseUrl, dataDir, env, credentials: readCredentials(dataDir)!, hadCredentialsWhenReady };
}

/** Somebody at the first demo clinic, speaking the public contract over the network. */
export class Caller {
  private readonly key: string;

  constructor(
    readonly baseUrl: string,
    credentials: DemoCredentials,
    role: Role = 'front_desk',
  ) {
    this.key = credentials.clinics[0]!.users.find((user) => user.role === role)!.apiKey;
  }

  /** Rejects only when the connection fails. */
  async call<Body = Record<string, unknown>>(
    path: string,
    body?: unknown,
    key: string = randomUUID(),
  ): Promise<Reply<Body>> {
    const response = await fetch(this.baseUrl + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': key }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      replayed: response.headers.get('idempotent-replayed') === 'true',
      body: (await response.json()) as Body,
    };
  }

  /** The body of a success. */
  async ok<Body = Record<string, unknown>>(path: string, body?: unknown): Promise<Body> {
    const reply = await this.call<Body>(path, body);
    if (reply.status > 299) throw new Error(`${path} answered ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  /** The bytes of a file. */
  async file(path: string): Promise<Buffer> {
    const response = await fetch(this.baseUrl + path, { headers: { authorization: `Bearer ${this.key}` } });
    if (response.status !== 200) throw new Error(`${path} answered ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** Posts a visit of one service for a new patient and answers the open invoice's id. */
  async invoice(serviceCode = 'intake'): Promise<string> {
    const patient = { firstName: 'Ada', lastName: 'Canary', dateOfBirth: '1985-01-31' };
    const [{ id: patientId }, { providers }] = await Promise.all([
      this.ok<{ id: string }>('/v1/patients', patient),
      this.ok<{ providers: { id: string }[] }>('/v1/clinic'),
    ]);
    const visit = await this.ok<{ invoiceId: string }>('/v1/visits', {
      patientId,
      providerId: providers[0]!.id,
      dateOfService: new Date().toISOString().slice(0, 10),
      diagnoses: ['F33.2'],
      lines: [{ serviceCode }],
    });
    return visit.invoiceId;
  }

  /** Opens the hosted page of an invoice. */
  openPage(invoiceId: string): Promise<{ paymentId: string; url: string }> {
    return this.ok(`/v1/invoices/${invoiceId}/checkout-sessions`, {});
  }

  /** One cash payment. */
  payCash(invoiceId: string, amountCents: number, key: string = randomUUID()): Promise<Reply<{ id: string }>> {
    return this.call(`/v1/invoices/${invoiceId}/payments`, { tenders: [{ type: 'cash', amountCents }] }, key);
  }

  /** Waits until the invoice is paid. */
  untilPaid(invoiceId: string, withinMs = 20_000): Promise<unknown> {
    const isPaid = async (): Promise<boolean> =>
      (await this.call<{ status: string }>(`/v1/invoices/${invoiceId}`)).body.status === 'paid';
    return until(isPaid, 'the invoice is paid', withinMs);
  }
}
