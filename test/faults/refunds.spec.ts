import { randomUUID } from 'node:crypto';
import { SweepRefundsJob } from '../../src/modules/payments/jobs/sweep-refunds.job';
import { startTestApp, type TestApp } from '../support/app';
import { ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../support/demo';
import { ShiftedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { refundDesk, standing } from './refund-desk';

const PENDING = '4000000000007726';
const FAILS = '4000000000005126';

describe('A card refund', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let at: Awaited<ReturnType<typeof refundDesk>>;
  const entries = async () => journalOf(app, cascade.id);
  const invoice = async (id: string) =>
    ok(await at.biller.get<{ status: string; balanceCents: number }>(`/v1/invoices/${id}`));
  const clock = new ShiftedClock();
  /** A minute later, here and at Stripe. */
  const later = async () => {
    clock.advance({ seconds: 61 });
    await at.control('advance', { seconds: 0 });
  };
  const sweep = () => app.as(cascade.id, () => app.get(SweepRefundsJob).sweep());
  /** As if it had been stored, and last asked about, that long ago. */
  const aged = (paymentId: string, interval: string) =>
    app.database.query(
      `UPDATE refund_tenders SET created_at = created_at - $2::interval, asked_at = asked_at - $2::interval WHERE payment_id = $1`,
      [paymentId, interval],
    );

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true, clock });
    ({ cascade } = await openDemo(app));
    at = await refundDesk(app, cascade);
  });
  afterEach(async () => {
    await at.control('chaos', { clear: true });
    await at.idle();
    await expectLedgerTies(app, cascade.id);
    for (const { id } of await app.database.query<{ id: string }>(
      `SELECT DISTINCT payment_id AS id FROM refund_tenders`,
    ))
      expect(standing(await at.refundsAtStripe(id))).toBe(
        (await at.payment(id)).refunds
          .flatMap(({ tenders }) => tenders)
          .filter(({ status }) => status === 'pending' || status === 'succeeded')
          .reduce((sum, { amountCents }) => sum + amountCents, 0),
      );
  });
  afterAll(() => app.close());

  it('goes back to the card, is booked once, and opens the charge again', async () => {
    const { paymentId, invoiceId } = await at.paid();
    const before = (await entries()).length;
    const given = ok(await at.refund(paymentId, { amountCents: 5_000 }));
    expect(given).toMatchObject({ status: 'succeeded', tenders: [{ type: 'hosted_checkout', status: 'succeeded' }] });
    await at.idle();
    expect((await entries()).slice(before)).toEqual([['Dr 1100 5000', 'Cr 1030 5000']]);
    expect(await invoice(invoiceId)).toMatchObject({ balanceCents: 5_000 });
    const [sent] = await at.refundsAtStripe(paymentId);
    expect(sent).toMatchObject({ amount: 5_000, reason: 'requested_by_customer' });
    expect(sent?.metadata).toEqual({
      clinic_id: cascade.id,
      payment_id: paymentId,
      refund_id: given.tenders[0]!.id,
    });
  });

  it('that the bank keeps waiting is booked, holds its amount, and succeeds when the event comes', async () => {
    const { paymentId } = await at.paid(PENDING);
    expect(ok(await at.refund(paymentId, { amountCents: 20_000 })).status).toBe('pending');
    expect(await at.payment(paymentId)).toMatchObject({ status: 'partly_refunded', refundableCents: 2_000 });
    const more = await at.refund(paymentId, { amountCents: 2_001 });
    expect(more.body).toMatchObject({ code: 'refund_exceeds_remaining', maximumCents: 2_000 });
    const before = (await entries()).length;
    await later();
    await at.status(paymentId, 'succeeded');
    expect(await entries()).toHaveLength(before);
  });

  it('whose last event was lost is looked at by the sweep', async () => {
    const { paymentId } = await at.paid(PENDING);
    ok(await at.refund(paymentId));
    await at.control('settings', { webhooksOff: true });
    await later();
    await at.control('settings', { webhooksOff: false });
    await sweep();
    expect((await at.payment(paymentId)).refunds).toMatchObject([{ status: 'pending' }]);
    await aged(paymentId, '2 hours');
    await sweep();
    expect((await at.payment(paymentId)).refunds).toMatchObject([{ status: 'succeeded' }]);
  });

  it('that fails after it had succeeded gives the money back to the books by a new entry, and asks for a person', async () => {
    const { paymentId, invoiceId } = await at.paid(FAILS);
    const given = ok(await at.refund(paymentId));
    expect(await at.payment(paymentId)).toMatchObject({ status: 'refunded', refundableCents: 0 });
    const before = (await entries()).length;
    await later();
    const shown = await at.status(paymentId, 'failed');
    expect(shown).toMatchObject({ status: 'succeeded', refundableCents: 22_000 });
    expect(shown.refunds[0]!.tenders).toMatchObject([{ failureCode: 'expired_or_canceled_card' }]);
    expect((await entries()).slice(before)).toEqual([['Cr 1100 22000', 'Dr 1030 22000']]);
    expect(await invoice(invoiceId)).toMatchObject({ status: 'paid', balanceCents: 0 });
    expect((await at.tasks()).find(({ subject }) => subject.id === given.id)?.facts).toMatchObject({
      code: 'expired_or_canceled_card',
      paymentId,
    });
  });

  it('that fails after the charge was paid again leaves the patient a credit', async () => {
    const { paymentId, invoiceId } = await at.paid(FAILS);
    ok(await at.refund(paymentId));
    ok(await at.payCash(invoiceId, 20_000));
    const before = (await entries()).length;
    await later();
    await at.status(paymentId, 'failed');
    expect((await entries()).slice(before)).toEqual([['Dr 1030 22000', 'Cr 1100 2000', 'Cr 2000 20000']]);
    expect(await at.credit(invoiceId)).toBe(20_000);
    expect(await invoice(invoiceId)).toMatchObject({ status: 'paid', balanceCents: 0 });
  });

  it.each([
    ['the reply is lost', { fault: 'reset', when: 'after', times: 9 }],
    ['Stripe breaks after it has given the money back', { fault: 'server_error', when: 'after', times: 9 }],
  ])(
    'is unknown when %s, keeps its amount aside, and is settled by the sweep under the same key',
    async (_what, rule) => {
      const { paymentId } = await at.paid();
      await at.control('settings', { webhooksOff: true });
      await at.chaos(rule);
      const before = (await entries()).length;
      const given = ok(await at.refund(paymentId, { amountCents: 15_000 }));
      expect(given.status).toBe('unknown');
      expect(await entries()).toHaveLength(before);
      expect(await at.payment(paymentId)).toMatchObject({ status: 'succeeded', refundableCents: 7_000 });
      await at.control('chaos', { clear: true });
      await aged(paymentId, '1 minute');
      await sweep();
      await sweep();
      await at.control('settings', { webhooksOff: false });
      expect((await at.payment(paymentId)).refunds).toMatchObject([{ id: given.id, status: 'succeeded' }]);
      expect((await entries()).slice(before)).toEqual([['Dr 1100 15000', 'Cr 1030 15000']]);
      expect(await at.refundsAtStripe(paymentId)).toHaveLength(1);
    },
  );

  it('whose reply was lost is settled by the event, and a repeat of the request changes nothing', async () => {
    const { paymentId } = await at.paid();
    await at.chaos({ fault: 'reset', when: 'after', times: 9 });
    const key = randomUUID();
    const given = ok(await at.refund(paymentId, { amountCents: 5_000 }, key));
    await at.control('chaos', { clear: true });
    await at.status(paymentId, 'succeeded');
    expect(ok(await at.refund(paymentId, { amountCents: 5_000 }, key))).toMatchObject({ id: given.id });
    expect(await at.refundsAtStripe(paymentId)).toHaveLength(1);
  });

  it('cut off before Stripe was asked is taken up again by the same request, or by the sweep', async () => {
    const { paymentId } = await at.paid();
    await at.chaos({ fault: 'rate_limit', times: 9 });
    const key = randomUUID();
    const given = ok(await at.refund(paymentId, { amountCents: 5_000 }, key));
    expect(given.status).toBe('requested');
    expect(await at.refundsAtStripe(paymentId)).toEqual([]);
    await at.control('chaos', { clear: true });
    await aged(paymentId, '1 minute');
    // As after a crash: the claim on the key is gone, the intent is there.
    await app.database.query('DELETE FROM idempotency_keys WHERE key = $1', [key]);
    const [again] = await Promise.all([at.refund(paymentId, { amountCents: 5_000 }, key), sweep()]);
    expect(ok(again).id).toBe(given.id);
    await at.status(paymentId, 'succeeded');
    expect(await at.refundsAtStripe(paymentId)).toHaveLength(1);
  });

  it('not answered for a day is looked for, never sent again', async () => {
    const [made, never] = [await at.paid(), await at.paid()];
    await at.control('settings', { webhooksOff: true });
    await at.chaos({ fault: 'reset', when: 'after', times: 3 });
    ok(await at.refund(made.paymentId, { amountCents: 5_000 }));
    await at.control('chaos', { clear: true });
    await at.chaos({ fault: 'reset', when: 'before', times: 9 });
    ok(await at.refund(never.paymentId, { amountCents: 5_000 }));
    await at.control('chaos', { clear: true });
    for (const { paymentId } of [made, never]) await aged(paymentId, '25 hours');
    await sweep();
    await at.control('settings', { webhooksOff: false });
    expect((await at.payment(made.paymentId)).refunds).toMatchObject([{ status: 'succeeded' }]);
    expect((await at.payment(never.paymentId)).refunds).toMatchObject([
      { status: 'failed', tenders: [{ failureCode: 'never_made' }] },
    ]);
    expect((await at.payment(never.paymentId)).refundableCents).toBe(22_000);
  });

  it('that Stripe refuses moves nothing and gives its amount back', async () => {
    const { paymentId } = await at.paid();
    // Its bank has taken it back, and we have not heard of that yet.
    await at.control('settings', { webhooksOff: true });
    const { data } = await at.stripe().charges.list({ payment_intent: await at.intentOf(paymentId) });
    await at.control('dispute', { charge: data[0]!.id });
    const before = (await entries()).length;
    const given = ok(await at.refund(paymentId, { amountCents: 5_000 }));
    await at.control('settings', { webhooksOff: false });
    expect(given).toMatchObject({ status: 'failed', tenders: [{ failureCode: 'charge_disputed', lines: [] }] });
    expect((await at.payment(paymentId)).refundableCents).toBe(22_000);
    expect((await entries()).slice(before).filter(([line]) => line?.startsWith('Dr 1100'))).toEqual([]);
  });
});
