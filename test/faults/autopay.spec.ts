import { AskAboutPaymentsJob } from '../../src/modules/payments/jobs/ask-about-payments.job';
import { CollectInstallment } from '../../src/modules/plans/collecting/collect-installment';
import { CollectDueInstallmentsJob } from '../../src/modules/plans/jobs/collect-due-installments.job';
import { startTestApp, type TestApp } from '../support/app';
import { type AutopaidPlan, autopayDesk } from '../support/autopay';
import { type DemoClinicUnderTest, openDemo } from '../support/demo';
import { ok } from '../support/desk';
import { FixedClock } from '../support/fixed-clock';
import { eventually } from '../support/hosted-page';
import { expectInvariants } from '../support/invariants';
import { expectLedgerTies } from '../support/ledger';

/** Both tries of the request fail. */
const TWICE = 2;
const REFUSE_BOOKING = `
  CREATE FUNCTION refuse_booking() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no booking' USING ERRCODE = 'check_violation'; END $$;
  CREATE TRIGGER refuse_booking BEFORE INSERT ON journal_entries FOR EACH ROW EXECUTE FUNCTION refuse_booking()`;
const BOOK_AGAIN = 'DROP TRIGGER refuse_booking ON journal_entries; DROP FUNCTION refuse_booking()';

describe('An installment in trouble', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let replica: TestApp;
  let cascade: DemoClinicUnderTest;
  let autopay: ReturnType<typeof autopayDesk>;
  const silence = () => app.stripe.setWebhook('http://127.0.0.1:9/nobody', 'whsec_nobody_listens_here');
  const dueOn = (day: string, count = 1): Promise<AutopaidPlan> =>
    autopay.open([['intake']], { installments: count, frequency: 'weekly', firstDueOn: day });
  const on = (copy: TestApp, plan: { id: string }, number = 1) =>
    copy.as(cascade.id, () => copy.get(CollectInstallment).execute({ planId: plan.id, version: 1, number }));
  const janitor = () => app.get(AskAboutPaymentsJob).handle();

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true, clock });
    ({ cascade } = await openDemo(app));
    autopay = autopayDesk(app, cascade);
    const stripe = {
      secretKey: 'sk_test_sandbox',
      webhookSecrets: [app.database.secrets.webhook],
      apiBase: app.stripe.baseUrl,
    };
    replica = await startTestApp({ clock, database: app.database, withJobs: true, settings: { stripe } });
    silence();
  });
  beforeEach(() => clock.set('2026-03-02T20:00:00Z'));
  afterEach(async () => {
    await autopay.cards.calm();
    await expectLedgerTies(app, cascade.id);
  });
  afterAll(async () => {
    await replica.close();
    await app.close();
  });

  it('is charged once, however many workers take it up at once', async () => {
    const plan = await dueOn('2026-03-02');
    await Promise.all([app, replica, app, replica, app, replica].map((copy) => on(copy, plan)));
    clock.advance({ minutes: 1 });
    await Promise.all([app, replica].map((copy) => on(copy, plan)));
    expect(await autopay.taken(plan)).toEqual([22_000]);
    expect(await autopay.collectionOf(plan)).toMatchObject({
      status: 'collected',
      attempts: [{ outcome: 'collected' }],
    });
  });

  it('that came due while the scheduler was down for three days is charged once, and nothing else is', async () => {
    const missed: AutopaidPlan[] = [];
    for (const day of ['2026-03-10', '2026-03-11', '2026-03-12'])
      for (let n = 0; n < 2; n += 1) missed.push(await dueOn(day, 2));
    const later = await dueOn('2026-03-14');
    clock.set('2026-03-13T20:00:00Z');
    const schedule = (copy: TestApp) => copy.as(cascade.id, () => copy.get(CollectDueInstallmentsJob).schedule());
    await Promise.all([app, replica, app, replica].map(schedule));
    await eventually(async () => {
      await autopay.collect();
      const states = await Promise.all(missed.map((plan) => autopay.collectionOf(plan)));
      return states.every((state) => state?.status === 'collected');
    }, 'everything missed is collected');
    for (const plan of missed) expect(await autopay.taken(plan)).toEqual([11_000]);
    expect(await autopay.taken(later)).toEqual([]);
  });

  it.each(['before', 'after'] as const)(
    'whose answer was lost %s Stripe made it is unknown, blocks every other charge, and comes out once',
    async (when) => {
      const plan = await dueOn('2026-03-02');
      await autopay.cards.chaos({ fault: 'server_error', when, times: TWICE });
      await on(app, plan);
      expect(await autopay.collectionOf(plan)).toMatchObject({ status: 'charging', declines: 0 });
      const [invoiceId] = plan.invoiceIds;
      expect(await autopay.cards.charge(invoiceId!, plan.card, 22_000)).toMatchObject({
        status: 409,
        body: { code: 'payment_in_progress' },
      });
      clock.advance({ minutes: 2 });
      await Promise.all([on(app, plan), on(replica, plan), janitor()]);
      await on(app, plan);
      expect(await autopay.taken(plan)).toEqual([22_000]);
      expect(await autopay.collectionOf(plan)).toMatchObject({ status: 'collected', declines: 0 });
    },
  );

  it('that a worker died over is not charged any more once the patient took their consent back', async () => {
    const plan = await dueOn('2026-03-02');
    await autopay.cards.chaos({ fault: 'server_error', when: 'before', times: TWICE });
    await on(app, plan);
    ok(await cascade.desk.post(`/v1/payment-plans/${plan.id}/autopay/stop`, {}));
    clock.advance({ minutes: 2 });
    await Promise.all([janitor(), on(app, plan)]);
    expect(await autopay.collectionOf(plan)).toMatchObject({ status: 'charging' });
    clock.advance({ minutes: 10 });
    await janitor();
    await on(app, plan);
    expect(await autopay.cards.intents(plan.invoiceIds[0]!)).toEqual([]);
    expect((await autopay.collectionOf(plan))?.attempts).toMatchObject([{ outcome: 'unavailable' }]);
    clock.advance({ hours: 1 });
    await on(app, plan);
    expect(await autopay.cards.intents(plan.invoiceIds[0]!)).toEqual([]);
  });

  it('that cannot be booked is charged once and no more, until it is', async () => {
    const plan = await dueOn('2026-03-02');
    await app.database.query(REFUSE_BOOKING);
    for (let round = 0; round < 4; round += 1) {
      await on(app, plan).catch(() => undefined);
      clock.advance({ minutes: 2 });
    }
    expect(await autopay.taken(plan)).toEqual([22_000]);
    await app.database.query(BOOK_AGAIN);
    await on(app, plan);
    expect(await autopay.taken(plan)).toEqual([22_000]);
    expect(await autopay.collectionOf(plan)).toMatchObject({ status: 'collected' });
  });

  it('leaves every invariant standing, here and at Stripe', async () => {
    await eventually(async () => {
      await janitor();
      return (await app.database.query(`SELECT 1 FROM payments WHERE state IN ('pending', 'unknown')`)).length === 0;
    }, 'nothing is unknown');
    const breaches = await app.database.query(
      `SELECT plan_id, version, number FROM collection_attempts WHERE outcome = 'collected'
        GROUP BY 1, 2, 3, invoice_id HAVING count(*) > 1`,
    );
    expect(breaches).toEqual([]);
    await expectInvariants(app.database, autopay.cards.stripe());
  });
});
