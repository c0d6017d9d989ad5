import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { SweepDisputesJob } from '../../../src/modules/payments/jobs/sweep-disputes.job';
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
  const dispute = async () =>
    ok(await desk.get<{ data: Dispute[] }>(`/v1/disputes?paymentId=${paid.paymentId}`)).data[0];
  const openAtStripe = async (): Promise<Stripe.Dispute> =>
    (await at.control<{ dispute: Stripe.Dispute }>('dispute', { charge: paid.chargeId })).dispute;

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

  it('whose events were lost are found by the sweep', async () => {
    await at.control('settings', { webhooksOff: true });
    await openAtStripe();
    expect(await dispute()).toBeUndefined();
    await app.get(SweepDisputesJob).handle();
    await app.get(SweepDisputesJob).handle();
    expect(await dispute()).toMatchObject({ status: 'needs_response' });
    expect(await booked()).toHaveLength(2);
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
