import type Stripe from 'stripe';
import { errorOf, openSandbox } from './harness';

describe('refunds', () => {
  let opened: Awaited<ReturnType<typeof openSandbox>>;
  let stripe: Stripe;

  beforeAll(async () => {
    opened = await openSandbox();
    stripe = opened.stripe;
  });
  afterAll(() => opened.sandbox.close());

  const pay = (method = 'pm_card_visa') =>
    stripe.paymentIntents.create({ amount: 10_000, currency: 'usd', payment_method: method, confirm: true });
  const chargeOf = (intent: Stripe.PaymentIntent) => stripe.charges.retrieve(intent.latest_charge as string);

  it('give back in parts up to the amount, with their own balance transactions and without the fee', async () => {
    const intent = await pay();
    const first = await stripe.refunds.create({
      payment_intent: intent.id,
      amount: 2_273,
      metadata: { refund: 'r1' },
      expand: ['balance_transaction'],
    });
    expect(first).toMatchObject({
      status: 'succeeded',
      amount: 2_273,
      charge: intent.latest_charge,
      payment_intent: intent.id,
      metadata: { refund: 'r1' },
      balance_transaction: { amount: -2_273, fee: 0, net: -2_273, type: 'refund' },
    });
    expect(await chargeOf(intent)).toMatchObject({ amount_refunded: 2_273, refunded: false });
    const rest = await stripe.refunds.create({ charge: intent.latest_charge as string });
    expect(rest.amount).toBe(7_727);
    expect(await chargeOf(intent)).toMatchObject({ amount_refunded: 10_000, refunded: true });
    const listed = await stripe.refunds.list({ payment_intent: intent.id });
    expect(listed.data.map(({ id }) => id)).toEqual([rest.id, first.id]);
    const none = await errorOf(stripe.refunds.create({ payment_intent: intent.id }));
    expect(none).toMatchObject({ statusCode: 400, code: 'charge_already_refunded' });
  });

  it('never exceed the charge, not even when asked for at the same time', async () => {
    const intent = await pay();
    const error = await errorOf(stripe.refunds.create({ payment_intent: intent.id, amount: 10_001 }));
    expect(error).toMatchObject({ statusCode: 400, param: 'amount' });
    const tries = Array.from({ length: 20 }, () => stripe.refunds.create({ payment_intent: intent.id, amount: 3_000 }));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await chargeOf(intent)).toMatchObject({ amount_refunded: 9_000 });
  });

  it('can wait at the bank: pending, then succeeded; or canceled while pending', async () => {
    const intent = await pay('pm_card_pendingRefund');
    const kept = await stripe.refunds.create({ payment_intent: intent.id, amount: 4_000 });
    const dropped = await stripe.refunds.create({ payment_intent: intent.id, amount: 1_000 });
    expect(kept).toMatchObject({ status: 'pending', balance_transaction: null });
    expect(await chargeOf(intent)).toMatchObject({ amount_refunded: 5_000 });
    expect(await stripe.refunds.cancel(dropped.id)).toMatchObject({ status: 'canceled' });
    expect(await chargeOf(intent)).toMatchObject({ amount_refunded: 4_000 });
    await opened.control('advance', { seconds: 61 });
    expect(await stripe.refunds.retrieve(kept.id, { expand: ['balance_transaction'] })).toMatchObject({
      status: 'succeeded',
      balance_transaction: { net: -4_000 },
    });
    expect((await stripe.refunds.retrieve(dropped.id)).status).toBe('canceled');
    expect(await errorOf(stripe.refunds.cancel(kept.id))).toMatchObject({ statusCode: 400 });
    const events = await stripe.events.list({ types: ['refund.updated'] });
    expect(events.data.map(({ data }) => (data.object as Stripe.Refund).id)).toEqual([kept.id, dropped.id]);
  });

  it('can fail after they succeeded: the money returns and can be refunded again', async () => {
    const intent = await pay('pm_card_refundFail');
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    expect(refund.status).toBe('succeeded');
    await opened.control('advance', { seconds: 61 });
    expect(await stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction'] })).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
      failure_balance_transaction: { net: 10_000, type: 'refund_failure' },
    });
    expect(await chargeOf(intent)).toMatchObject({ amount_refunded: 0, refunded: false });
    expect((await stripe.events.list({ type: 'refund.failed' })).data).toHaveLength(1);
  });

  it('are refused while the bank disputes the charge', async () => {
    const intent = await pay('pm_card_createDispute');
    expect(await chargeOf(intent)).toMatchObject({ disputed: true });
    const error = await errorOf(stripe.refunds.create({ payment_intent: intent.id }));
    expect(error).toMatchObject({ statusCode: 400, code: 'charge_disputed' });
  });
});

describe('disputes and payouts', () => {
  let opened: Awaited<ReturnType<typeof openSandbox>>;
  let stripe: Stripe;

  beforeEach(async () => {
    opened = await openSandbox();
    stripe = opened.stripe;
  });
  afterEach(() => opened.sandbox.close());

  const pay = (method: string) =>
    stripe.paymentIntents.create({ amount: 10_000, currency: 'usd', payment_method: method, confirm: true });
  const netOf = async () =>
    (await stripe.balanceTransactions.list({ limit: 100 }).autoPagingToArray({ limit: 1000 })).reduce(
      (sum, { net }) => sum + net,
      0,
    );

  it('take amount and fee at once, and give the amount back when won', async () => {
    const intent = await pay('pm_card_createDispute');
    const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
    expect(dispute).toMatchObject({ amount: 10_000, reason: 'fraudulent', status: 'needs_response' });
    expect(dispute?.balance_transactions).toMatchObject([{ amount: -10_000, fee: 1_500, net: -11_500 }]);
    expect(await netOf()).toBe(10_000 - 320 - 11_500);
    const won = await stripe.disputes.update(dispute?.id ?? '', {
      evidence: { uncategorized_text: 'winning_evidence' },
    });
    expect(won.status).toBe('won');
    expect(await netOf()).toBe(10_000 - 320 - 1_500);
    const types = (await stripe.events.list({ type: 'charge.dispute.*', limit: 10 })).data.map(({ type }) => type);
    expect(types.reverse()).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.updated',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ]);
  });

  it('move no money as inquiries', async () => {
    const intent = await pay('pm_card_visa');
    await opened.control('dispute', { charge: intent.latest_charge, inquiry: true, reason: 'general' });
    const [inquiry] = (await stripe.disputes.list()).data;
    expect(inquiry).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] });
    expect(await stripe.disputes.close(inquiry?.id ?? '')).toMatchObject({ status: 'warning_closed' });
    expect(await netOf()).toBe(10_000 - 320);
  });

  it('pay out the sum of the nets, once, and take it back when the bank returns it', async () => {
    await pay('pm_card_visa');
    const second = await pay('pm_card_visa');
    await stripe.refunds.create({ payment_intent: second.id, amount: 1_000 });
    const { payout } = (await opened.control('payout', {})) as { payout: Stripe.Payout };
    expect(payout).toMatchObject({ amount: 2 * 9_680 - 1_000, status: 'paid' });
    const lines = await stripe.balanceTransactions.list({ payout: payout.id, limit: 100 });
    const byType = lines.data.map(({ type, net }) => [type, net]);
    expect(byType).toEqual([
      ['payout', -18_360],
      ['refund', -1_000],
      ['charge', 9_680],
      ['charge', 9_680],
    ]);
    expect(await opened.control('payout', {})).toEqual({ payout: null });
    const returned = await opened.control('payout', { payout: payout.id, ending: 'failed' });
    expect(returned).toMatchObject({ payout: { status: 'failed' } });
    expect(await netOf()).toBe(18_360);
  });
});
