import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { payHosted } from '../../support/hosted-page';
import { createEmptyDatabase, type TestDatabase } from '../../support/postgres';
import { build, cleanUp, embeddedUrl, postmasterOf, run, until } from './launch';
import { Caller, type Reply, type Service, startService } from './service';

/** So little that no invoice is paid off before the test ends. */
const CENTS = 1;
const SERVES_AGAIN_WITHIN_MS = 15_000;

/** What a payment sent under load came to; a connection that failed has no status. */
interface Attempt {
  readonly reply?: Reply<{ id: string }>;
}

/** Sends payments one after the other, from several hands at once, until told to stop. */
class Load {
  readonly attempts: Attempt[] = [];
  private isOver = false;
  private readonly hands: Promise<void>[];

  constructor(
    private readonly desk: Caller,
    invoices: readonly string[],
    /** Whether the hand that saw this goes on. */
    private readonly goesOn: (attempt: Attempt) => boolean,
    hands: number,
  ) {
    this.hands = Array.from({ length: hands }, (_, hand) => this.work(invoices[hand % invoices.length]!));
  }

  get acknowledged(): string[] {
    return this.attempts.flatMap(({ reply }) => (reply?.status === 201 ? [reply.body.id] : []));
  }

  async end(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.hands);
  }

  private async work(invoiceId: string): Promise<void> {
    while (!this.isOver) {
      const reply = await this.desk.payCash(invoiceId, CENTS, randomUUID()).catch(() => undefined);
      this.attempts.push({ reply });
      if (!this.goesOn({ reply })) return;
      // Nobody hammers a service that is down.
      if (reply?.status !== 201) await delay(20);
    }
  }
}

/** The payments of the list that the database does not have as succeeded and booked once. */
const MISSING = `
  SELECT id FROM unnest($1::uuid[]) AS acknowledged (id) WHERE NOT EXISTS (
    SELECT 1 FROM payments p JOIN payment_tenders t ON t.payment_id = p.id JOIN journal_entries e ON e.source_id = t.id
     WHERE p.id = acknowledged.id AND p.state = 'succeeded' HAVING count(*) = 1)`;

const invoicesOf = (desk: Caller): Promise<string[]> => Promise.all(Array.from({ length: 10 }, () => desk.invoice()));

describe('A service that is told to stop under load', () => {
  let database: Pick<TestDatabase, 'url' | 'query' | 'drop'>;
  let service: Service;

  beforeAll(async () => {
    build();
    database = await createEmptyDatabase();
    service = await startService({ env: { DATABASE_URL: database.url } });
  }, 120_000);
  afterAll(() => database.drop());

  it('finishes every payment in flight, and then refuses connections: no error, none lost', async () => {
    const desk = new Caller(service.baseUrl, service.credentials);
    const load = new Load(desk, await invoicesOf(desk), ({ reply }) => reply !== undefined, 50);
    await until(() => load.attempts.length >= 50, 'the load is on');
    const begun = performance.now();
    expect(await service.process.stop()).toBe(0);
    expect(performance.now() - begun).toBeLessThan(10_000);
    await load.end();
    const answered = load.attempts.filter(({ reply }) => reply).map(({ reply }) => reply!.status);
    expect([...new Set(answered)]).toEqual([201]);
    expect(load.attempts.length - answered.length).toBe(50);
    expect(await database.query(MISSING, [load.acknowledged])).toEqual([]);
  }, 60_000);

  it('leaves books that hold, until somebody with all rights changes a line', async () => {
    const verify = () => run('verify-ledger', { env: service.env });
    expect((await verify()).code).toBe(0);
    const [line] = await database
      .query(
        `
      SET session_replication_role = replica;
      UPDATE journal_lines SET amount_cents = amount_cents + 1
       WHERE (clinic_id, entry_id, line_no) = (SELECT clinic_id, entry_id, line_no FROM journal_lines LIMIT 1)
       RETURNING clinic_id, entry_id`,
      )
      .then(() =>
        database.query(`SELECT entry_id, clinic_id FROM journal_lines l
        GROUP BY clinic_id, entry_id HAVING sum(amount_cents) <> 0`),
      );
    const found = await verify();
    expect(found.code).toBe(1);
    expect(found.out).toContain(`${String(line!['clinic_id'])}  `);
    expect(found.out).toContain(String(line!['entry_id']));
  });
});

describe('A service whose PostgreSQL is killed under load', () => {
  let service: Service;
  let desk: Caller;
  let load: Load;

  beforeAll(async () => {
    service = await startService();
    desk = new Caller(service.baseUrl, service.credentials);
  }, 120_000);
  afterAll(async () => {
    await load.end();
    await cleanUp();
  });

  it('answers 503 meanwhile, serves again by itself, and has lost nothing it acknowledged', async () => {
    const [paid, ...invoices] = await invoicesOf(desk);
    const page = await desk.openPage(paid!);
    const holder = new Client({ connectionString: embeddedUrl(service.dataDir) });
    holder.on('error', () => undefined);
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM payments WHERE id = $1 FOR UPDATE', [page.paymentId]);
    expect((await payHosted(page.url)).status).toBe(303);
    const blocked = `SELECT 1 FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0`;
    await until(async () => (await holder.query(blocked)).rowCount, 'a job is under way');

    load = new Load(desk, invoices, () => true, 8);
    await until(() => load.acknowledged.length >= 20, 'the load is on');
    process.kill(postmasterOf(service.dataDir)!, 'SIGKILL');
    const killed = performance.now();
    await until(() => load.attempts.some(({ reply }) => reply?.status !== 201), 'the outage shows');
    const before = load.acknowledged.length;
    await until(() => load.acknowledged.length >= before + 20, 'it serves again', SERVES_AGAIN_WITHIN_MS);
    expect(performance.now() - killed).toBeLessThan(SERVES_AGAIN_WITHIN_MS);
    await load.end();

    const failures = load.attempts.filter(({ reply }) => reply?.status !== 201);
    expect(new Set(failures.map(({ reply }) => `${reply?.status} ${reply?.type.split(';')[0]}`))).toEqual(
      new Set(['503 application/problem+json']),
    );
    await desk.untilPaid(paid!, 60_000);
    const client = new Client({ connectionString: embeddedUrl(service.dataDir) });
    await client.connect();
    expect((await client.query(MISSING, [load.acknowledged])).rows).toEqual([]);
    await until(
      async () => (await client.query(`SELECT 1 FROM stripe_events WHERE state = 'received'`)).rowCount === 0,
      'no message of the processor is forgotten',
      60_000,
    );
    await client.end();
    expect((await run('verify-ledger', { env: service.env })).code).toBe(0);
    expect(await service.process.stop()).toBe(0);
  }, 120_000);
});
