import type Stripe from 'stripe';
import { ApplyStripeEventJob } from '../../src/modules/payments/jobs/apply-stripe-event.job';
import { startStripeSandbox, type StripeSandbox } from '../../src/sandbox/stripe/start-sandbox';
import { MemorySandboxStore } from '../../src/sandbox/stripe/store/memory-store';
import { startTestApp, type TestApp } from '../support/app';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../support/demo';
import { ok } from '../support/desk';
import { payHosted } from '../support/hosted-page';
import { expectLedgerTies } from '../support/ledger';
import { createTestDatabase } from '../support/postgres';
import { stripeAt } from '../support/stripe-differences';

const TYPES = [
  'checkout.session.completed',
  'payment_intent.succeeded',
  'charge.succeeded',
  'charge.updated',
  'refund.created',
] as const;
const AT_ONCE = 4;

/** Every order of the list. */
const permutations = <T>(list: readonly T[]): T[][] =>
  list.length < 2
    ? [[...list]]
    : list.flatMap((head, i) => permutations(list.filter((_, j) => j !== i)).map((tail) => [head, ...tail]));

/** No queue runs and the sandbox rings nowhere: each event comes, and is applied, at the moment its order says. */
describe('The five events of a payment that is partly refunded in the dashboard', () => {
  let app: TestApp;
  let sandbox: StripeSandbox;
  let cascade: DemoClinicUnderTest;
  let stripe: Stripe;

  beforeAll(async () => {
    sandbox = await startStripeSandbox({ port: 0, store: new MemorySandboxStore() });
    stripe = stripeAt(sandbox.baseUrl);
    const database = await createTestDatabase();
    const webhookSecrets = [database.secrets.webhook];
    const settings = { secretKey: 'sk_test_sandbox', webhookSecrets, apiBase: sandbox.baseUrl };
    app = await startTestApp({ database, settings: { stripe: settings } });
    ({ cascade } = await openDemo(app));
  });
  afterAll(async () => {
    await app.close();
    await sandbox.close();
    await app.database.drop();
  });

  const ring = async (event: Stripe.Event): Promise<void> => {
    const payload = JSON.stringify(event);
    const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: app.database.secrets.webhook });
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    const { statusCode } = await app.app.inject({ method: 'POST', url: '/v1/webhooks/stripe', headers, payload });
    expect(statusCode).toBe(200);
  };
  /** One try of the event's job; false for an event about something that is not known yet: it is brought again. */
  const apply = (event: Stripe.Event): Promise<boolean> =>
    app
      .get(ApplyStripeEventJob)
      .handle({ eventId: event.id })
      .then(
        () => true,
        () => false,
      );

  async function paidAndRefunded() {
    const visit = await postVisit(cascade.desk, ['experiential-im']);
    const page = ok(
      await cascade.desk.post<{ url: string; paymentId: string }>(
        `/v1/invoices/${visit.invoiceId}/checkout-sessions`,
        {},
      ),
    );
    expect((await payHosted(page.url)).status).toBe(303);
    const sessions = await stripe.checkout.sessions.list({ limit: 10 });
    const session = sessions.data.find(({ client_reference_id }) => client_reference_id === page.paymentId);
    const intent = session?.payment_intent as string;
    const { latest_charge: charge } = await stripe.paymentIntents.retrieve(intent);
    await stripe.refunds.create({ payment_intent: intent, amount: 10_000 });
    const { data } = await stripe.events.list({ types: [...TYPES], limit: 60 });
    const own = (type: string) =>
      data.find(
        (event) =>
          event.type === type &&
          JSON.stringify(event.data).includes(type.startsWith('checkout') ? session!.id : String(charge)),
      );
    return { visit, events: TYPES.map((type) => own(type)!) };
  }

  /** All that the books say about the patient, without ids and without order. */
  async function storyOf(patientId: string): Promise<{ lines: string[] }> {
    const [row] = await app.database.query<{ story: { lines: string[] } }>(
      `SELECT json_build_object(
         'lines', (SELECT json_agg(x ORDER BY x) FROM (SELECT e.kind || ' ' || e.source_type || ' ' || l.account_number || ' ' || l.amount_cents AS x
            FROM journal_entries e JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id
           WHERE EXISTS (SELECT 1 FROM journal_lines o WHERE o.clinic_id = e.clinic_id AND o.entry_id = e.id AND o.patient_id = $1)
              OR e.source_id IN (SELECT t.id FROM payment_tenders t JOIN payments p ON p.clinic_id = t.clinic_id AND p.id = t.payment_id WHERE p.patient_id = $1)) q),
         'payments', (SELECT json_agg(json_build_object('state', p.state, 'fee', t.fee_cents, 'last4', t.card_last4)) FROM payments p
            JOIN payment_tenders t ON t.clinic_id = p.clinic_id AND t.payment_id = p.id WHERE p.patient_id = $1),
         'open', (SELECT json_agg(o.open_cents ORDER BY o.account_number) FROM open_items o WHERE o.patient_id = $1)) AS story`,
      [patientId],
    );
    return row!.story;
  }

  /** Tells the events of a new payment in this order, and answers whose payment it was. */
  async function play(order: readonly number[]): Promise<string> {
    const { visit, events } = await paidAndRefunded();
    let late: Stripe.Event[] = [];
    for (const event of order.map((index) => events[index]!)) {
      await ring(event);
      if (!(await apply(event))) late.push(event);
    }
    for (let round = 0; round < 5; round += 1) {
      const left: Stripe.Event[] = [];
      for (const event of late) if (!(await apply(event))) left.push(event);
      late = left;
    }
    for (const event of events) {
      await ring(event);
      await apply(event);
    }
    return visit.patientId;
  }

  it('end in the same books in all 120 orders, each event told twice', async () => {
    const orders = permutations([0, 1, 2, 3, 4]);
    expect(orders).toHaveLength(120);
    const patients: string[] = [];
    for (let start = 0; start < orders.length; start += AT_ONCE)
      patients.push(...(await Promise.all(orders.slice(start, start + AT_ONCE).map(play))));
    const first = await storyOf(patients[0]!);
    for (const [index, patient] of patients.entries())
      expect([orders[index], await storyOf(patient)]).toEqual([orders[index], first]);
    expect(first.lines).toEqual(
      expect.arrayContaining(['fee tender 6000 1625', 'payment tender 1030 55000', 'payment tender 1100 -55000']),
    );
    expect(await app.database.query(`SELECT id, type FROM stripe_events WHERE state = 'received'`)).toEqual([]);
    await expectLedgerTies(app, cascade.id);
  }, 180_000);
});
