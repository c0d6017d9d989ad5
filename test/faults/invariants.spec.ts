import { startTestApp, type TestApp } from '../support/app';
import { type DemoClinicUnderTest, openDemo } from '../support/demo';
import { ok } from '../support/desk';
import { eventually, payHosted } from '../support/hosted-page';
import { breachesOf, expectInvariants, INVARIANTS, isAtRest } from '../support/invariants';
import { stripeAt } from '../support/stripe-differences';
import { checkoutDesk } from './checkout-desk';

/** What somebody with all rights could do to the books, and the invariant that then finds it. */
const BREAKS: readonly { finds: string; does: string }[] = [
  {
    finds: 'I1',
    does: `UPDATE journal_lines SET amount_cents = amount_cents + 1 WHERE line_no = 1 AND account_number = 6000`,
  },
  {
    finds: 'I2',
    does: `UPDATE journal_entries SET source_id = gen_random_uuid() WHERE kind = 'payment'`,
  },
  { finds: 'I2', does: `UPDATE payments SET state = 'canceled' WHERE state = 'succeeded' AND source = 'checkout'` },
  { finds: 'I2', does: `UPDATE payment_tenders SET fee_cents = fee_cents + 1 WHERE fee_cents > 0` },
  { finds: 'I4', does: `UPDATE open_items SET open_cents = original_cents` },
  { finds: 'I4', does: `UPDATE allocations SET amount_cents = amount_cents - 1` },
  {
    finds: 'I5',
    does: `DROP INDEX uq_checkout_sessions_live; UPDATE checkout_sessions SET state = 'creating', invoice_id = (SELECT invoice_id FROM checkout_sessions LIMIT 1)`,
  },
  {
    finds: 'I5',
    does: `DROP INDEX uq_payment_tenders_payment_intent; UPDATE payment_tenders SET stripe_payment_intent_id = 'pi_1'`,
  },
  {
    finds: 'I6',
    does: `UPDATE payments SET state = 'unknown', taken_at = now() - interval '2 hours' WHERE source = 'checkout'`,
  },
  { finds: 'I6', does: `UPDATE stripe_events SET state = 'received', received_at = now() - interval '2 days'` },
  {
    finds: 'I7 a group',
    does: `INSERT INTO group_seats SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'patient_id', gen_random_uuid(), 'capacity', 9, 'place', 2))).* FROM group_seats s`,
  },
  {
    finds: 'I7 a waiting',
    does: `UPDATE group_seats SET state = 'released', released_at = now(), release_reason = 'hold_expired'`,
  },
  { finds: 'I8', does: `DELETE FROM audit_events WHERE action = 'payment.settle'` },
  { finds: 'I8', does: `DELETE FROM audit_events WHERE action = 'visit.post'` },
  {
    finds: 'I9',
    does: `INSERT INTO documents SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'number', 'R-9'))).* FROM documents d`,
  },
  { finds: 'I10', does: `UPDATE stripe_events SET clinic_id = gen_random_uuid()` },
  {
    finds: 'I2 taken, and not booked, at Stripe',
    does: `UPDATE payment_tenders SET stripe_payment_intent_id = NULL WHERE type = 'hosted_checkout'`,
  },
  {
    finds: 'I2 taken and booked differently, at Stripe',
    does: `UPDATE payment_tenders SET amount_cents = amount_cents - 1 WHERE type = 'hosted_checkout'`,
  },
  {
    finds: 'I2 booked, and unknown or not taken, at Stripe',
    does: `UPDATE payment_tenders SET stripe_payment_intent_id = 'pi_' || id WHERE type = 'hosted_checkout'`,
  },
  {
    finds: 'I5 a page that ended takes money, at Stripe',
    does: `UPDATE checkout_sessions SET state = 'expired' WHERE state = 'open'`,
  },
];

describe('The invariants', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  const stripe = () => stripeAt(app.stripe.baseUrl);

  /** A session of one seat, taken, and somebody who waits for it. */
  const fillGroup = async () => {
    const { desk } = cascade;
    const { providers } = ok(await desk.get<{ providers: { id: string }[] }>('/v1/clinic'));
    const startsAt = new Date(Date.now() + 86_400_000).toISOString();
    const session = { serviceCode: 'group-im', startsAt, providerId: providers[0]!.id, capacity: 1 };
    const { id } = ok(await desk.post<{ id: string }>('/v1/group-sessions', session));
    const { data } = ok(await desk.get<{ data: { id: string }[] }>('/v1/patients?limit=2'));
    ok(await desk.post(`/v1/group-sessions/${id}/seats`, { patientId: data[0]!.id, confirm: true }));
    ok(await desk.post(`/v1/group-sessions/${id}/waitlist`, { patientId: data[1]!.id }));
  };

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    const at = checkoutDesk(app, cascade.desk);
    const [paid, cash] = [await at.invoiceOf('experiential-im'), await at.invoiceOf('intake')];
    const page = ok(await at.start(paid));
    expect((await payHosted(page.url)).status).toBe(303);
    ok(await at.payCash(cash, 22_000));
    await app.stripe.drained();
    await eventually(() => isAtRest(app.database), 'everything has come to rest');
    ok(await at.start(await at.invoiceOf('intake')));
    expect((await cascade.desk.get(`/v1/payments/${page.paymentId}/receipt.pdf`)).status).toBe(200);
    await fillGroup();
  });
  afterAll(() => app.close());

  it('hold of books that nobody broke', () => expectInvariants(app.database, stripe()));

  it.each(BREAKS)('$finds finds that somebody did: $does', async ({ finds, does }) => {
    // One statement after the other on one connection, so that it can be taken back.
    await app.database.query('BEGIN');
    await app.database.query('SET LOCAL session_replication_role = replica');
    await app.database.query(does);
    const found = await breachesOf(app.database, stripe());
    await app.database.query('ROLLBACK');
    expect(found.map(({ invariant }) => invariant)).toContainEqual(expect.stringMatching(`^${finds}`));
  });

  it('of a duplicate charge and a refund nobody knows of, made at Stripe', async () => {
    await checkoutDesk(app, cascade.desk).control('webhooks', { off: true });
    const [intent] = (await stripe().paymentIntents.list({ limit: 1 })).data;
    const { metadata } = intent!;
    const charge = {
      amount: 55_000,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      metadata,
    } as const;
    await stripe().paymentIntents.create(charge);
    await stripe().refunds.create({ payment_intent: intent!.id, amount: 100 });
    const found = (await breachesOf(app.database, stripe())).map(({ invariant }) => invariant).sort();
    expect(found).toEqual([
      'I2 taken, and not booked, at Stripe',
      'I3 given back differently, at Stripe',
      'I5 taken twice for one purpose, at Stripe',
    ]);
  });

  it('are each of them broken here, except for those of rooms that are not there yet', () => {
    const broken = new Set(BREAKS.map(({ finds }) => finds.split(' ')[0]));
    const named = INVARIANTS.filter(({ tables = [] }) => tables.length === 0).map(({ name }) => name);
    expect([...new Set(named)].filter((name) => !broken.has(name))).toEqual([]);
  });
});
