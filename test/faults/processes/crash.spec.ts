import { Client } from 'pg';
import { payHosted } from '../../support/hosted-page';
import { build, cleanUp, embeddedUrl, run, until } from './launch';
import { Caller, type Service, startService } from './service';

/** What the crash may not delay it by: PROMISE of the service is a minute. */
const RESOLVED_WITHIN_MS = 60_000;

describe('A service that is killed between the hosted page and the books', () => {
  let service: Service;
  let desk: Caller;

  beforeAll(async () => {
    build();
    service = await startService();
    desk = new Caller(service.baseUrl, service.credentials);
  }, 120_000);
  afterAll(cleanUp);

  async function kill(): Promise<void> {
    await service.process.stop('SIGKILL');
  }

  async function restart(): Promise<void> {
    service = await startService({ dataDir: service.dataDir, env: service.env });
  }

  /** Rows as the superuser of the embedded database sees them. */
  async function ask(text: string, params: unknown[]): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: embeddedUrl(service.dataDir) });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(text, params);
    await client.end();
    return rows;
  }

  /** How often the money of a payment was booked, as the database has it. */
  async function entriesOf(paymentId: string): Promise<Record<string, unknown>[]> {
    return ask(
      `SELECT count(*)::int AS entries, sum(l.amount_cents)::int AS cents
         FROM payment_tenders t JOIN journal_entries e ON e.source_id = t.id
         JOIN journal_lines l ON l.entry_id = e.id AND l.account_number = 1030 AND l.amount_cents > 0
        WHERE t.payment_id = $1`,
      [paymentId],
    );
  }

  it('shows the same hosted page after the restart, and books the payment once', async () => {
    const invoiceId = await desk.invoice('experiential-im');
    const page = await desk.openPage(invoiceId);
    await kill();
    await restart();
    expect((await payHosted(page.url)).status).toBe(303);
    await desk.untilPaid(invoiceId, RESOLVED_WITHIN_MS);
    expect(await entriesOf(page.paymentId)).toEqual([{ entries: 1, cents: 55_000 }]);
  });

  it('books a page that was paid in its last moment once', async () => {
    const invoiceId = await desk.invoice('experiential-im');
    const page = await desk.openPage(invoiceId);
    expect((await payHosted(page.url)).status).toBe(303);
    await kill();
    await restart();
    await desk.untilPaid(invoiceId, RESOLVED_WITHIN_MS);
    expect(await entriesOf(page.paymentId)).toEqual([{ entries: 1, cents: 55_000 }]);
  });

  /** How many of the processor's messages about a payment wait to be applied. */
  async function unappliedEvents(paymentId: string): Promise<number> {
    const text = `SELECT count(*)::int AS n FROM stripe_events WHERE payment_id = $1 AND state = 'received'`;
    return Number((await ask(text, [paymentId]))[0]?.['n']);
  }

  it('takes up again the jobs that it was killed in', async () => {
    const invoiceId = await desk.invoice('experiential-im');
    const page = await desk.openPage(invoiceId);
    const holder = new Client({ connectionString: embeddedUrl(service.dataDir) });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM payments WHERE id = $1 FOR UPDATE', [page.paymentId]);
    expect((await payHosted(page.url)).status).toBe(303);
    await until(async () => {
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0`;
      return (await holder.query(waiting)).rowCount;
    }, 'the job waits for the payment');
    await kill();
    await holder.end();
    await restart();
    await desk.untilPaid(invoiceId, RESOLVED_WITHIN_MS);
    const isDone = async (): Promise<boolean> => (await unappliedEvents(page.paymentId)) === 0;
    await until(isDone, 'no message about the payment waits', RESOLVED_WITHIN_MS);
    expect(await entriesOf(page.paymentId)).toEqual([{ entries: 1, cents: 55_000 }]);
  }, 90_000);

  it('keeps books that hold', async () => {
    const { code, out } = await run('verify-ledger', { env: service.env });
    expect({ code, out }).toEqual({
      code: 0,
      out: service.credentials.clinics.map(({ id }) => `${id}  holds\n`).join(''),
    });
    expect(await service.process.stop()).toBe(0);
  });
});
