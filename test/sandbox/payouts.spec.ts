import type Stripe from 'stripe';
import { errorOf, openSandbox } from './harness';

const DAY = 24 * 3600;

describe('payouts', () => {
  let opened: Awaited<ReturnType<typeof openSandbox>>;
  let stripe: Stripe;

  beforeEach(async () => {
    opened = await openSandbox();
    stripe = opened.stripe;
  });
  afterEach(() => opened.sandbox.close());

  const pay = (amount = 10_000) =>
    stripe.paymentIntents.create({ amount, currency: 'usd', payment_method: 'pm_card_visa', confirm: true });
  const payOut = async (given: object = {}) => (await opened.control('payout', given)).payout as Stripe.Payout;
  const linesOf = (payout: string) => stripe.balanceTransactions.list({ payout, limit: 100 });
  const balance = async () => {
    const { available, pending } = await stripe.balance.retrieve();
    return [available[0]!.amount, pending[0]!.amount];
  };
  const told = async () => (await stripe.events.list({ type: 'payout.*' })).data.map(({ type }) => type).reverse();

  it('travel: pending, in transit, paid, and then say what they are made of', async () => {
    await pay();
    const { id } = await payOut({ ending: 'pending' });
    expect(await stripe.payouts.retrieve(id)).toMatchObject({ status: 'pending', amount: 9_680 });
    expect(await payOut({ payout: id, ending: 'in_transit' })).toMatchObject({ status: 'in_transit' });
    expect(await payOut({ payout: id, ending: 'unreconciled' })).toMatchObject({
      status: 'paid',
      reconciliation_status: 'in_progress',
    });
    expect(await payOut({ payout: id, ending: 'paid' })).toMatchObject({
      status: 'paid',
      reconciliation_status: 'completed',
    });
    expect(await told()).toEqual([
      'payout.created',
      'payout.updated',
      'payout.paid',
      'payout.reconciliation_completed',
    ]);
    expect((await linesOf(id)).data.reduce((sum, { net }) => sum + net, 0)).toBe(0);
  });

  it('that the bank returns after they were paid put the money back, for the next one', async () => {
    await pay();
    const { id } = await payOut({ ending: 'paid_then_failed' });
    expect(await stripe.payouts.retrieve(id, { expand: ['failure_balance_transaction'] })).toMatchObject({
      status: 'failed',
      failure_code: 'account_closed',
      failure_balance_transaction: { net: 9_680, type: 'payout_failure' },
    });
    const next = await payOut();
    expect(next).toMatchObject({ amount: 9_680, status: 'paid' });
    expect((await linesOf(next.id)).data.map(({ type }) => type)).toEqual(['payout', 'payout_failure']);
  });

  it('take only what has become available when told so', async () => {
    await pay();
    expect(await balance()).toEqual([0, 9_680]);
    expect(await payOut({ availableOnly: true })).toBeNull();
    await opened.control('advance', { seconds: 2 * DAY });
    await pay(20_000);
    expect(await balance()).toEqual([9_680, 19_390]);
    expect(await payOut({ availableOnly: true })).toMatchObject({ amount: 9_680 });
    expect(await balance()).toEqual([0, 19_390]);
  });

  it('debit the bank when more went out than came in, and carry Stripe’s own fees', async () => {
    const intent = await pay();
    await payOut();
    await stripe.refunds.create({ payment_intent: intent.id, amount: 2_000 });
    await opened.control('fee', { amount: 500 });
    const debit = await payOut();
    expect(debit).toMatchObject({ amount: -2_500, status: 'paid' });
    expect((await linesOf(debit.id)).data.map(({ type, net }) => [type, net])).toEqual([
      ['payout', 2_500],
      ['stripe_fee', -500],
      ['refund', -2_000],
    ]);
  });

  it('can be made by hand and called back while pending', async () => {
    await pay();
    const payout = await stripe.payouts.create({ amount: 5_000, currency: 'usd' });
    expect(payout).toMatchObject({ automatic: false, reconciliation_status: 'not_applicable', status: 'pending' });
    expect(await balance()).toEqual([0, 4_680]);
    expect(await stripe.payouts.cancel(payout.id)).toMatchObject({ status: 'canceled' });
    expect(await balance()).toEqual([0, 9_680]);
    expect(await errorOf(stripe.payouts.cancel(payout.id))).toMatchObject({ statusCode: 400 });
    expect(await told()).toEqual(['payout.created', 'payout.canceled']);
  });
});
