import { randomUUID } from 'node:crypto';
import { CatchUpWithStripe } from '../../src/modules/payments/events/catch-up-with-stripe';
import { AskAboutPaymentsJob } from '../../src/modules/payments/jobs/ask-about-payments.job';
import { startTestApp, type TestApp } from '../support/app';
import { cardDesk } from '../support/cards';
import { type Desk, ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../support/demo';
import { eventually, payHosted } from '../support/hosted-page';
import { expectLedgerTies } from '../support/ledger';

/** Strings that stand for one patient and are found nowhere else. */
const CANARIES = [
  'Zephyrine',
  'Quagmire',
  '1967-11-23',
  '11/23/1967',
  'zephyrine.q@canary.test',
  '5035550177',
  '555-0177',
  '77 Canary Row',
];
/** What would tell why somebody came: codes, substances and the clinic's trade. */
const CLINICAL = [
  'ketamine',
  'esketamine',
  'spravato',
  'F33.2',
  'F332',
  'depress',
  'psych',
  'infusion',
  'intake',
  'experiential',
  'therapy',
  '90791',
  'G2082',
];

const found = (text: string, words: readonly string[]): string[] =>
  words.filter((word) => text.toLowerCase().includes(word.toLowerCase()));

describe('What identifies a patient or their care', () => {
  const written: string[] = [];
  let restore = (): void => undefined;
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;

  /** Everything this process writes to its standard streams, log lines included, is kept as well. */
  function listen(): void {
    const streams = [process.stdout, process.stderr].map((stream) => {
      const own = stream.write.bind(stream);
      stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
        written.push(Buffer.from(chunk as string).toString());
        return own(chunk, ...rest);
      }) as typeof stream.write;
      return () => (stream.write = own);
    });
    restore = () => streams.forEach((undo) => undo());
  }

  beforeAll(async () => {
    listen();
    app = await startTestApp({ withStripe: true, settings: { logLevel: 'trace' } });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    written.length = 0;
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(async () => {
    await app.close();
    restore();
  });

  const chaos = (given: object) =>
    fetch(`${app.stripe.baseUrl}/_sandbox/chaos`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given),
    });

  /** A patient's whole story, with the refusals and failures that tempt a program to say too much. */
  async function story(): Promise<{ patientId: string; problems: string[] }> {
    const { id: patientId } = await registerPatient(desk, {
      firstName: 'Zephyrine',
      lastName: 'Quagmire',
      dateOfBirth: '1967-11-23',
      email: 'zephyrine.q@canary.test',
      phone: '+15035550177',
      address: { line1: '77 Canary Row', city: 'Portland', state: 'OR', postalCode: '97202' },
    });
    const dateOfService = new Date().toISOString().slice(0, 10);
    const visit = () => postVisit(desk, ['intake', 'experiential-im'], { patientId, dateOfService });
    const [first, second, third] = [await visit(), await visit(), await visit()];
    const checkout = (invoiceId: string, body: object = {}) =>
      desk.post<{ url: string; paymentId: string }>(`/v1/invoices/${invoiceId}/checkout-sessions`, body);
    const page = ok(await checkout(first.invoiceId));
    expect((await payHosted(page.url, '4000000000000002')).status).toBe(402);
    expect((await payHosted(page.url)).status).toBe(303);
    await eventually(
      async () => (await desk.get<{ status: string }>(`/v1/payments/${page.paymentId}`)).body.status === 'succeeded',
      'the webhook is applied',
    );
    ok(await checkout(second.invoiceId, { tenderKind: 'hsa_fsa' }));
    ok(await desk.post(`/v1/invoices/${second.invoiceId}/payments`, { tenders: [{ type: 'cash', amountCents: 100 }] }));
    ok(await desk.post(`/v1/patients/${patientId}/pay-links`, {}));
    await desk.get('/v1/patients?q=Quagmire');
    await desk.get(`/v1/patients/${patientId}/account`);
    await cardsOnFile(patientId);
    const problems = await troubles({ patientId, invoiceId: third.invoiceId, checkout });
    return { patientId, problems };
  }

  /** Saving a card, charging it, a decline, a lost answer, and letting go of it. */
  async function cardsOnFile(patientId: string): Promise<void> {
    const cards = cardDesk(app, desk);
    const visit = () => cards.visitOf(['intake', 'experiential-im'], { patientId });
    const card = await cards.save(patientId, undefined, { label: 'hsa', consent: { maxAmountCents: 90_000 } });
    const declines = await cards.save(patientId, '4000000000000341');
    ok(await cards.charge((await visit()).invoiceId, card, 10_000));
    const { invoiceId } = await visit();
    expect((await cards.charge(invoiceId, declines, 10_000)).status).toBe(402);
    await cards.chaos({ fault: 'reset', when: 'before', times: 9 });
    const lost = await cards.charge(invoiceId, card, 10_000);
    expect(lost.status).toBe(202);
    expect((await cards.charge(invoiceId, card, 100)).status).toBe(409);
    await cards.calm();
    await app.get(AskAboutPaymentsJob).handle();
    await app.get(CatchUpWithStripe).execute();
    expect((await desk.delete(`/v1/payment-methods/${card.id}`)).status).toBe(204);
  }

  async function troubles({
    patientId,
    invoiceId,
    checkout,
  }: {
    patientId: string;
    invoiceId: string;
    checkout: (invoiceId: string) => Promise<{ body: unknown }>;
  }): Promise<string[]> {
    const bodies: unknown[] = [];
    await chaos({ fault: 'server_error', times: 9 });
    bodies.push((await checkout(invoiceId)).body);
    await chaos({ clear: true });
    // A database error whose message and detail carry the row.
    await app.database.query(`
      CREATE FUNCTION blurt() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION E'Zephyrine Quagmire\\n    at Zephyrine:1:1 has F33.2' USING DETAIL = 'Key (name)=(Quagmire)', TABLE = 'payments'; END $$;
      CREATE TRIGGER blurt BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION blurt();`);
    bodies.push(
      (await desk.post(`/v1/invoices/${invoiceId}/payments`, { tenders: [{ type: 'cash', amountCents: 100 }] })).body,
    );
    await app.database.query('DROP TRIGGER blurt ON payments');
    bodies.push((await desk.post('/v1/patients', { firstName: 'Zephyrine', nickname: 'Quagmire' })).body);
    bodies.push((await desk.post(`/v1/patients`, '{"firstName":"Zephyrine')).body);
    bodies.push((await desk.get(`/v1/patients/Zephyrine`)).body, (await desk.get(`/v1/Zephyrine?x=%zz`)).body);
    bodies.push((await desk.get(`/v1/payments?patientId=${patientId}&cursor=Quagmire`)).body);
    bodies.push((await desk.post(`/v1/invoices/${randomUUID()}/checkout-sessions`, {}, 'Zephyrine Quagmire')).body);
    return bodies.map((body) => JSON.stringify(body));
  }

  it('never leaves for Stripe, the log, the queue, the inbox, a URL or a problem', async () => {
    const { problems } = await story();
    const sent = await (await fetch(`${app.stripe.baseUrl}/_sandbox/requests`)).text();
    expect(sent).toContain('/v1/checkout/sessions');
    for (const path of ['/v1/customers', '/v1/payment_intents', '/detach', '/v1/events']) expect(sent).toContain(path);
    expect(found(sent, [...CANARIES, ...CLINICAL])).toEqual([]);

    const log = written.join('');
    expect(log).toContain('"msg":"request failed"');
    expect(found(log, [...CANARIES, ...CLINICAL])).toEqual([]);

    const stored = await app.database.query(
      `SELECT json_agg(e)::text AS text FROM stripe_events e
       UNION ALL SELECT json_agg(j)::text FROM graphile_worker._private_jobs j
       UNION ALL SELECT json_agg(c)::text FROM checkout_sessions c
       UNION ALL SELECT json_agg(t)::text FROM payment_tenders t
       UNION ALL SELECT json_agg(c)::text FROM stripe_customers c
       UNION ALL SELECT json_agg(c)::text FROM card_consents c
       UNION ALL SELECT json_agg(s)::text FROM card_setups s
       UNION ALL SELECT json_agg(m)::text FROM payment_methods m
       UNION ALL SELECT json_agg(c)::text FROM card_charges c
       UNION ALL SELECT json_agg(t)::text FROM tasks t
       UNION ALL SELECT json_agg(e)::text FROM journal_entries e
       UNION ALL SELECT json_agg(e)::text FROM idempotency_keys e WHERE scope LIKE '%checkout%' OR scope LIKE '%/payments'
       UNION ALL SELECT json_agg(a)::text FROM audit_events a WHERE action LIKE 'p%' OR action LIKE 'checkout%'`,
    );
    expect(found(JSON.stringify(stored), CANARIES)).toEqual([]);

    expect(found(problems.join('\n'), CANARIES)).toEqual([]);
    expect(found(problems.join('\n'), ['select ', 'insert ', 'constraint', 'node_modules', '.ts:', '.js:'])).toEqual(
      [],
    );
  });
});
