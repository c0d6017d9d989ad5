import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app';
import { ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../support/demo';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies } from '../support/ledger';
import { createTestDatabase, type TestDatabase } from '../support/postgres';
import { type Trap, Wire } from '../support/wire';

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

  it.each<[string, Trap['hold'], number]>([
    ['before the database hears it', 'request', 0],
    ['after the database has done it', 'answer', 1],
  ])('%s: answers 503, and the same key finds or makes the one payment', async (_when, hold, kept) => {
    const { invoiceId } = await postVisit(cascade.desk, ['intake']);
    const key = randomUUID();
    const pay = () =>
      cascade.desk.post<{ id: string }>(
        `/v1/invoices/${invoiceId}/payments`,
        { tenders: [{ type: 'cash', amountCents: 22_000 }] },
        key,
      );
    const payments = () => database.query<{ id: string }>('SELECT id FROM payments WHERE invoice_id = $1', [invoiceId]);
    const trap = wire.set({ marker: key, hold, atCommit: true });
    const first = pay();
    await trap.sprung;
    trap.cut();
    expect(await first).toMatchObject({ status: 503, body: { code: 'service_unavailable' } });
    expect(await payments()).toHaveLength(kept);
    const again = await pay();
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, kept ? 'true' : undefined]);
    expect(await payments()).toEqual([{ id: again.body.id }]);
    expect(ok(await cascade.desk.get(`/v1/invoices/${invoiceId}`))).toMatchObject({
      paidCents: 22_000,
      balanceCents: 0,
    });
  });
});
