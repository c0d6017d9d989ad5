import { randomUUID } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { startTestApp, type TestApp } from '../support/app';
import { ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../support/demo';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies } from '../support/ledger';
import { createTestDatabase, type TestDatabase } from '../support/postgres';

type Cut = 'before the database hears it' | 'after the database has done it';

/** A wire to the database that can be cut at the COMMIT of one transaction. */
class Wire {
  private readonly server: Server;
  private cutAt?: { marker: string; cut: Cut };
  cuts = 0;

  constructor({ hostname, port }: URL) {
    this.server = createServer((near) => {
      const far = connect(Number(port), hostname);
      let isDeaf = false;
      const end = () => [near, far].forEach((socket) => socket.destroy());
      near.on('data', (bytes) => {
        const text = bytes.toString('latin1');
        const isCut = this.cutAt && text.includes('COMMIT') && text.includes(this.cutAt.marker);
        if (!isCut) return far.write(bytes);
        this.cuts += 1;
        const { cut } = this.cutAt!;
        this.cutAt = undefined;
        if (cut === 'before the database hears it') return end();
        isDeaf = true;
        far.write(bytes);
      });
      // The answers arrive together; the last of them says that the transaction is over.
      far.on('data', (bytes) => (isDeaf ? bytes.includes('COMMIT') && end() : near.write(bytes)));
      for (const socket of [near, far]) socket.on('error', end).on('close', end);
    });
  }

  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  /** Cuts the connection whose COMMIT travels with a statement that carries the marker; once. */
  cut(marker: string, cut: Cut): void {
    this.cutAt = { marker, cut };
  }

  close(): void {
    this.server.close();
  }
}

describe('A payment whose connection is cut at COMMIT', () => {
  let database: TestDatabase;
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let wire: Wire;

  beforeAll(async () => {
    database = await createTestDatabase();
    const url = new URL(database.appUrl);
    wire = new Wire(url);
    url.host = `127.0.0.1:${await wire.open()}`;
    app = await startTestApp({
      database,
      clock: FixedClock.at('2026-03-02T20:00:00Z'),
      settings: { databaseUrl: url.href },
    });
    ({ cascade } = await openDemo(app));
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(async () => {
    wire.close();
    await app.close();
    await database.drop();
  });

  it.each<[Cut, number]>([
    ['before the database hears it', 0],
    ['after the database has done it', 1],
  ])('%s: answers 503, and the same key finds or makes the one payment', async (cut, kept) => {
    const { invoiceId } = await postVisit(cascade.desk, ['intake']);
    const key = randomUUID();
    const pay = () =>
      cascade.desk.post<{ id: string }>(
        `/v1/invoices/${invoiceId}/payments`,
        { tenders: [{ type: 'cash', amountCents: 22_000 }] },
        key,
      );
    const payments = () => database.query<{ id: string }>('SELECT id FROM payments WHERE invoice_id = $1', [invoiceId]);
    const before = wire.cuts;
    wire.cut(key, cut);
    expect(await pay()).toMatchObject({ status: 503, body: { code: 'service_unavailable' } });
    expect([wire.cuts - before, (await payments()).length]).toEqual([1, kept]);
    const again = await pay();
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, kept ? 'true' : undefined]);
    expect(await payments()).toEqual([{ id: again.body.id }]);
    expect(ok(await cascade.desk.get(`/v1/invoices/${invoiceId}`))).toMatchObject({
      paidCents: 22_000,
      balanceCents: 0,
    });
  });
});
