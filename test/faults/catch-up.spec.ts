import { CatchUpWithStripe } from '../../src/modules/payments/events/catch-up-with-stripe';
import { startTestApp, type TestApp } from '../support/app';
import { cardDesk } from '../support/cards';
import { type Desk, ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, registerPatient } from '../support/demo';
import { FixedClock } from '../support/fixed-clock';
import { eventually, payHosted } from '../support/hosted-page';
import { expectLedgerTies, journalOf } from '../support/ledger';

describe('After days without webhooks', () => {
  let app: TestApp;
  let clock: FixedClock;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let cards: ReturnType<typeof cardDesk>;
  const catchUp = () => app.get(CatchUpWithStripe).execute();
  const cursor = async () =>
    (await app.database.query<{ id: string | null }>('SELECT last_event_id AS id FROM stripe_event_cursor'))[0]!.id;
  const kept = async () =>
    (await app.database.query<{ id: string }>('SELECT id FROM stripe_events ORDER BY id')).map(({ id }) => id);
  const atStripe = async () => {
    const ids: string[] = [];
    for await (const { id } of cards.stripe().events.list({ limit: 100 })) ids.push(id);
    return ids.sort();
  };
  const allApplied = () =>
    eventually(async () => {
      const open = await app.database.query(`SELECT 1 FROM stripe_events WHERE state = 'received'`);
      return open.length === 0 && (await kept()).length === (await atStripe()).length;
    }, 'every event is there and applied');
  const webhooks = (isOn: boolean) => cards.control('settings', { webhooksOff: !isOn });
  const hosted = async () => {
    const visit = await cards.visitOf(['experiential-im']);
    const page = ok(
      await desk.post<{ url: string; paymentId: string }>(`/v1/invoices/${visit.invoiceId}/checkout-sessions`, {}),
    );
    expect((await payHosted(page.url)).status).toBe(303);
    return { ...visit, ...page };
  };

  beforeEach(async () => {
    clock = FixedClock.at(new Date().toISOString());
    app = await startTestApp({ withStripe: true, clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    cards = cardDesk(app, desk);
  });
  afterEach(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('every event is found in Stripe’s list and applied as its webhook would have been', async () => {
    await hosted();
    await allApplied();
    expect(await catchUp()).toBe(0);
    await webhooks(false);
    const paid = [await hosted(), await hosted()];
    const { id: patientId } = await registerPatient(desk);
    const { url } = ok(await cards.openSetup(patientId));
    await payHosted(url);
    expect(await cards.storedState(paid[0]!.paymentId)).toBe('pending');
    const before = (await journalOf(app, cascade.id)).length;

    const missing = await catchUp();
    await allApplied();
    expect(missing).toBeGreaterThan(8);
    expect(await kept()).toEqual(await atStripe());
    for (const { paymentId } of paid) expect(await cards.storedState(paymentId)).toBe('succeeded');
    expect((await journalOf(app, cascade.id)).length).toBe(before + 4);
    expect(
      await app.database.query('SELECT last4 FROM payment_methods WHERE patient_id = $1', [patientId]),
    ).toHaveLength(1);
    expect(await catchUp()).toBe(0);
  });

  it('more than a page of them is read to the end, from where the last look ended', async () => {
    await hosted();
    await allApplied();
    clock.advance({ minutes: 20 });
    expect(await catchUp()).toBe(0);
    expect(await cursor()).not.toBeNull();
    await webhooks(false);
    const made = await Promise.all(
      Array.from({ length: 130 }, (_, i) => cards.stripe().customers.create({ metadata: { n: i } })),
    );
    expect(made).toHaveLength(130);
    const known = new Set(await kept());
    const missing = (await atStripe()).filter((id) => !known.has(id));
    expect(missing.length).toBeGreaterThan(100);
    expect(await catchUp()).toBe(missing.length);
    expect(await kept()).toEqual(await atStripe());
  });

  it('a place in the list that Stripe has forgotten is no reason to lose anything', async () => {
    await webhooks(false);
    const { paymentId } = await hosted();
    await app.database.query(`UPDATE stripe_event_cursor SET last_event_id = 'evt_long_gone'`);
    expect(await catchUp()).toBeGreaterThan(0);
    await allApplied();
    expect(await kept()).toEqual(await atStripe());
    expect(await cards.storedState(paymentId)).toBe('succeeded');
  });

  it('the place is kept behind the last ten minutes, and not moved while Stripe is down', async () => {
    await hosted();
    await allApplied();
    await catchUp();
    expect(await cursor()).toBeNull();
    clock.advance({ minutes: 11 });
    await cards.control('chaos', { fault: 'server_error', times: 9, path: '/v1/events' });
    await expect(catchUp()).rejects.toMatchObject({ code: 'checkout_unavailable' });
    await cards.calm();
    expect(await cursor()).toBeNull();
    await catchUp();
    const { data } = await cards.stripe().events.list({ limit: 1 });
    expect(await cursor()).toBe(data[0]!.id);
  });

  it('two copies that catch up at once find each event once', async () => {
    await webhooks(false);
    await hosted();
    const found = await Promise.all([catchUp(), catchUp(), catchUp()]);
    expect(found.reduce((sum, count) => sum + count, 0)).toBe((await atStripe()).length);
    await allApplied();
    expect(await kept()).toEqual(await atStripe());
  });
});
