import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { Temporal } from 'temporal-polyfill';
import type { PatientId, PaymentId } from '../../../src/kernel/ids';
import { Money } from '../../../src/kernel/money';
import { ApplyDispute } from '../../../src/modules/payments/apply-dispute';
import type { DisputeFacts, DisputeMovement } from '../../../src/modules/payments/dispute-gateway';
import { DisputesReader } from '../../../src/modules/payments/disputes.reader';
import { SweepDisputesJob } from '../../../src/modules/payments/jobs/sweep-disputes.job';
import { Transactions } from '../../../src/platform/database/transactions';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { eventually } from '../../support/hosted-page';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { type CardPayment, stripeDesk } from '../../support/stripe-desk';

interface Dispute {
  id: string;
  status: string;
  processorId: string;
  answers: { status: string }[];
}

const $ = (cents: number): Money => Money.cents(cents);

describe('Disputes', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let biller: Desk;
  let at: ReturnType<typeof stripeDesk>;
  let paid: CardPayment;
  let before: number;

  const booked = async () => (await journalOf(app, cascade.id)).slice(before);
  const payment = async () => ok(await desk.get<{ status: string }>(`/v1/payments/${paid.paymentId}`));
  const balance = async () =>
    ok(await desk.get<{ balanceCents: number }>(`/v1/invoices/${paid.visit.invoiceId}`)).balanceCents;
  const dispute = async () =>
    ok(await desk.get<{ data: Dispute[] }>(`/v1/disputes?paymentId=${paid.paymentId}`)).data[0];
  const openAtStripe = async (): Promise<Stripe.Dispute> =>
    (await at.control<{ dispute: Stripe.Dispute }>('dispute', { charge: paid.chargeId })).dispute;

  const moved = (id: string, amount: number, fee: number): DisputeMovement => ({
    balanceTransactionId: `${id}_${paid.paymentId}`,
    amount: $(amount),
    fee: $(fee),
    at: Temporal.Now.instant(),
  });
  const TAKEN = () => moved('taken', -55_000, 1_500);
  const COUNTER = () => moved('counter', 0, 1_500);
  const BACK = () => moved('back', 55_000, -1_500);
  const told = (status: string, ...movements: DisputeMovement[]): DisputeFacts => ({
    id: `du_${paid.paymentId}`,
    status,
    amount: $(55_000),
    currency: 'usd',
    livemode: false,
    reason: 'fraudulent',
    paymentIntentId: paid.paymentIntentId,
    evidenceDueAt: Temporal.Now.instant().add({ hours: 200 }),
    submissionCount: 0,
    openedAt: Temporal.Now.instant(),
    movements,
  });
  const tell = (facts: DisputeFacts) =>
    app.as(cascade.id, () => app.get(Transactions).run(() => app.get(ApplyDispute).execute(facts)));

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
    biller = await openDesk(app, cascade.id, 'biller');
    at = stripeDesk(app, desk);
  });
  beforeEach(async () => {
    paid = await at.payByCard('experiential-im');
    await at.quiet();
    before = (await journalOf(app, cascade.id)).length;
  });
  afterEach(async () => {
    await at.control('settings', { webhooksOff: false });
    await expectLedgerTies(app, cascade.id);
  });
  afterAll(() => app.close());

  const reports = () => [
    told('needs_response', TAKEN()),
    told('under_review', TAKEN(), COUNTER()),
    told('won', TAKEN(), COUNTER(), BACK()),
  ];
  const lossReports = () => [
    told('needs_response', TAKEN()),
    told('under_review', TAKEN(), COUNTER()),
    told('lost', TAKEN(), COUNTER()),
  ];
  const ORDERS = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  const total = async () => {
    const sums = new Map<string, number>();
    for (const [debit = '', credit = ''] of await booked())
      for (const line of [debit, credit]) {
        const [side, account = '', cents] = line.split(' ');
        sums.set(account, (sums.get(account) ?? 0) + (side === 'Dr' ? 1 : -1) * Number(cents));
      }
    return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0));
  };

  it.each(ORDERS)('end the same when won, in the order %i %i %i, each told twice', async (...order) => {
    for (const index of order) for (let twice = 0; twice < 2; twice += 1) await tell(reports()[index]!);
    expect(await total()).toEqual({ 1030: -1_500, 6010: 1_500 });
    expect(await booked()).toHaveLength(5);
    expect(await payment()).toMatchObject({ status: 'succeeded' });
    expect(await dispute()).toMatchObject({ status: 'won', isOpen: false, heldCents: 0 });
  });

  it.each(ORDERS)('end the same when lost, in the order %i %i %i, each told twice', async (...order) => {
    for (const index of order) for (let twice = 0; twice < 2; twice += 1) await tell(lossReports()[index]!);
    expect(await total()).toEqual({ 1030: -58_000, 6010: 3_000, 1100: 55_000 });
    expect(await payment()).toMatchObject({ status: 'disputed' });
    expect(await balance()).toBe(55_000);
  });

  it('that were lost and won after all give the bill back as far as it is open, the rest as credit', async () => {
    await tell(told('lost', TAKEN()));
    ok(
      await desk.post(`/v1/invoices/${paid.visit.invoiceId}/payments`, {
        tenders: [{ type: 'cash', amountCents: 20_000 }],
      }),
    );
    await tell(told('won', TAKEN(), BACK()));
    await tell(told('won', TAKEN(), BACK()));
    expect((await booked()).at(-1)).toEqual(['Dr 1050 55000', 'Cr 1100 35000', 'Cr 2000 20000']);
    expect(await balance()).toBe(0);
    expect(await payment()).toMatchObject({ status: 'succeeded' });
  });

  it('told by twenty at once are booked once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => tell(told('needs_response', TAKEN()))));
    expect(await booked()).toEqual([
      ['Dr 1050 55000', 'Cr 1030 55000'],
      ['Dr 6010 1500', 'Cr 1030 1500'],
    ]);
  });

  it('that began as an inquiry get a new task with the day evidence is due', async () => {
    await tell(told('warning_needs_response'));
    expect(await payment()).toMatchObject({ status: 'succeeded' });
    await tell(told('needs_response', TAKEN()));
    expect(await payment()).toMatchObject({ status: 'disputed' });
    const { data } = ok(
      await biller.get<{ data: { status: string }[] }>(
        `/v1/tasks?kind=dispute_opened&subjectId=${(await dispute())!.id}`,
      ),
    );
    expect(data.map(({ status }) => status)).toEqual(['open', 'done']);
  });

  it('whose events were lost are found by the sweep', async () => {
    await at.control('settings', { webhooksOff: true });
    await openAtStripe();
    expect(await dispute()).toBeUndefined();
    await app.get(SweepDisputesJob).handle();
    await app.get(SweepDisputesJob).handle();
    expect(await dispute()).toMatchObject({ status: 'needs_response' });
    expect(await booked()).toHaveLength(2);
  });

  it('hold back whoever would charge or remind the patient', async () => {
    const reader = app.get(DisputesReader);
    const ask = () =>
      app.as(cascade.id, async () => [
        await reader.hasOpenDispute({ paymentId: paid.paymentId as PaymentId }),
        await reader.hasOpenDispute({ patientId: paid.visit.patientId as PatientId }),
        await reader.hasOpenDispute({ paymentId: randomUUID() as PaymentId }),
      ]);
    expect(await ask()).toEqual([false, false, false]);
    await tell(told('warning_needs_response'));
    expect(await ask()).toEqual([true, true, false]);
    await tell(told('warning_closed'));
    expect(await ask()).toEqual([false, false, false]);
  });

  it('do not exist for another clinic, and only a biller answers them', async () => {
    await openAtStripe();
    await at.quiet();
    const { id } = (await dispute())!;
    expect(await potomac.desk.get(`/v1/disputes/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'dispute_unknown' },
    });
    const foreign = await openDesk(app, potomac.id, 'biller');
    expect(await foreign.post(`/v1/disputes/${id}/accept`, {})).toMatchObject({
      status: 404,
      body: { code: 'dispute_unknown' },
    });
    expect((await desk.post(`/v1/disputes/${id}/accept`, {})).status).toBe(403);
  });

  it('are answered once: a repeat gets the first answer, and Stripe is asked once', async () => {
    await openAtStripe();
    await at.quiet();
    const { id, processorId } = (await dispute())!;
    const key = randomUUID();
    const first = await biller.post<Dispute>(`/v1/disputes/${id}/evidence`, { statement: 'We kept the terms.' }, key);
    const again = await biller.post<Dispute>(`/v1/disputes/${id}/evidence`, { statement: 'We kept the terms.' }, key);
    expect([first.status, again.status, again.headers['idempotent-replayed']]).toEqual([201, 201, 'true']);
    expect(again.body).toEqual(first.body);
    const { data } = await at.api().disputes.list({ limit: 100 });
    const atStripe = data.find((each) => each.id === processorId)!;
    expect(atStripe.evidence_details.submission_count).toBe(1);
  });

  it('keep an answer whose outcome was lost to themselves until it is known', async () => {
    await openAtStripe();
    await at.quiet();
    const { id } = (await dispute())!;
    await at.control('chaos', {
      fault: 'server_error',
      when: 'before',
      times: 3,
      method: 'POST',
      path: '/v1/disputes',
    });
    const lost = await biller.post<Dispute>(`/v1/disputes/${id}/accept`, {});
    expect(ok(lost).answers).toMatchObject([{ status: 'sending' }]);
    await at.control('chaos', { clear: true });
    expect(await biller.post(`/v1/disputes/${id}/accept`, {})).toMatchObject({
      status: 409,
      body: { code: 'dispute_answer_in_progress' },
    });
    await app.database.query(`UPDATE dispute_answers SET answered_at = answered_at - interval '6 minutes'`);
    await app.get(SweepDisputesJob).handle();
    expect((await dispute())!.answers).toMatchObject([{ status: 'failed' }]);
    expect(ok(await biller.post<Dispute>(`/v1/disputes/${id}/accept`, {}))).toMatchObject({ status: 'lost' });
  });

  it('are warned of when a card’s bank suspects fraud', async () => {
    const { data } = await at.api().events.list({ limit: 1 });
    const event = {
      ...data[0]!,
      id: `evt_${randomUUID()}`,
      type: 'radar.early_fraud_warning.created',
      data: { object: { id: 'issfr_1', object: 'radar.early_fraud_warning', payment_intent: paid.paymentIntentId } },
    };
    const body = JSON.stringify(event);
    const signature = at
      .api()
      .webhooks.generateTestHeaderString({ payload: body, secret: app.database.secrets.webhook });
    await fetch(`${app.url}/v1/webhooks/stripe`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    });
    const [task] = await eventually(async () => {
      const list = ok(
        await biller.get<{ data: { status: string }[] }>(`/v1/tasks?kind=fraud_warning&subjectId=${paid.paymentId}`),
      );
      return list.data.length > 0 && list.data;
    }, 'somebody is told');
    expect(task).toMatchObject({ status: 'open' });
  });
});
