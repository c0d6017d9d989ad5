import type Stripe from 'stripe';
import { errorOf, openSandbox } from './harness';

const DAY = 24 * 3600;

describe('what a bank does after a payment', () => {
  let opened: Awaited<ReturnType<typeof openSandbox>>;
  let stripe: Stripe;

  beforeEach(async () => {
    opened = await openSandbox();
    stripe = opened.stripe;
  });
  afterEach(() => opened.sandbox.close());

  const pay = (method = 'pm_card_visa') =>
    stripe.paymentIntents.create({ amount: 55_000, currency: 'usd', payment_method: method, confirm: true });
  const disputeOf = async (intent: Stripe.PaymentIntent) =>
    (await stripe.disputes.list({ payment_intent: intent.id })).data[0]!;
  const movementsOf = ({ balance_transactions }: Stripe.Dispute) =>
    balance_transactions.map(({ amount, fee: taken, net }) => [amount, taken, net]);
  const eventsSince = async (type: string) =>
    (await stripe.events.list({ type, limit: 100 })).data.map((event) => event.type).reverse();

  it('asks for a second fee to counter a dispute, and gives it back with the amount when the dispute is won', async () => {
    const { id } = await disputeOf(await pay('pm_card_createDispute'));
    const countered = await stripe.disputes.update(id, { evidence: { uncategorized_text: 'a signed consent' } });
    expect([countered.status, movementsOf(countered)]).toEqual([
      'under_review',
      [
        [-55_000, 1_500, -56_500],
        [0, 1_500, -1_500],
      ],
    ]);
    await opened.control('dispute', { dispute: id, outcome: 'won' });
    const won = await stripe.disputes.retrieve(id);
    expect([won.status, movementsOf(won).slice(2)]).toEqual(['won', [[55_000, -1_500, 56_500]]]);
    expect(await errorOf(stripe.disputes.close(id))).toMatchObject({ statusCode: 400 });
  });

  it('keeps both fees when the dispute is lost', async () => {
    const { id } = await disputeOf(await pay('pm_card_createDispute'));
    await stripe.disputes.update(id, { evidence: { uncategorized_text: 'a signed consent' } });
    await opened.control('dispute', { dispute: id, outcome: 'lost' });
    const lost = await stripe.disputes.retrieve(id);
    expect([lost.status, movementsOf(lost).reduce((sum, [, , net]) => sum + net!, 0)]).toEqual(['lost', -58_000]);
  });

  it('decides against a merchant who says nothing in time, and closes an inquiry without money', async () => {
    const dispute = await disputeOf(await pay('pm_card_createDispute'));
    const inquiry = await disputeOf(await pay('pm_card_createDisputeInquiry'));
    const saved = await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'x' }, submit: false });
    expect(saved).toMatchObject({ status: 'needs_response', evidence_details: { has_evidence: true } });
    await opened.control('advance', { seconds: 9 * DAY + 1 });
    expect(await stripe.disputes.retrieve(dispute.id)).toMatchObject({
      status: 'lost',
      evidence_details: { past_due: true },
    });
    expect(await stripe.disputes.retrieve(inquiry.id)).toMatchObject({
      status: 'warning_closed',
      balance_transactions: [],
    });
  });

  it('turns an inquiry into a dispute, and only then takes the money', async () => {
    const intent = await pay();
    const charge = intent.latest_charge as string;
    await opened.control('dispute', { charge, inquiry: true, reason: 'general', amount: 20_000 });
    const inquiry = await disputeOf(intent);
    expect([inquiry.status, inquiry.amount, inquiry.balance_transactions]).toEqual([
      'warning_needs_response',
      20_000,
      [],
    ]);
    await opened.control('dispute', { dispute: inquiry.id, outcome: 'escalated' });
    const dispute = await stripe.disputes.retrieve(inquiry.id);
    expect([dispute.status, movementsOf(dispute)]).toEqual(['needs_response', [[-20_000, 1_500, -21_500]]]);
    expect(await eventsSince('charge.dispute.*')).toEqual([
      'charge.dispute.created',
      'charge.dispute.updated',
      'charge.dispute.funds_withdrawn',
    ]);
    expect(await errorOf(stripe.refunds.create({ charge }))).toMatchObject({ code: 'charge_disputed' });
  });

  it('warns of fraud early; the warning calls for action until the charge is refunded', async () => {
    const intent = await pay('pm_card_createIssuerFraudRecord');
    const [warning] = (await stripe.radar.earlyFraudWarnings.list({ payment_intent: intent.id })).data;
    expect(warning).toMatchObject({ actionable: true, charge: intent.latest_charge, payment_intent: intent.id });
    expect(await eventsSince('radar.*')).toEqual(['radar.early_fraud_warning.created']);
    await stripe.refunds.create({ payment_intent: intent.id });
    expect(await stripe.radar.earlyFraudWarnings.retrieve(warning!.id)).toMatchObject({ actionable: false });
    const other = await pay();
    await opened.control('early-fraud-warning', { charge: other.latest_charge, fraudType: 'unauthorized_use_of_card' });
    expect((await stripe.radar.earlyFraudWarnings.list({ charge: other.latest_charge as string })).data).toMatchObject([
      { fraud_type: 'unauthorized_use_of_card', actionable: true },
    ]);
  });

  it('lets a refund be made in the dashboard, succeed late, and fail even after it succeeded', async () => {
    const intent = await pay('pm_card_pendingRefund');
    const charge = intent.latest_charge as string;
    const made = await opened.control('refund', { charge, amount: 5_000, reason: 'requested_by_customer' });
    const { id } = made.refund as Stripe.Refund;
    expect(made.refund).toMatchObject({ status: 'pending', amount: 5_000, metadata: {} });
    await opened.control('refund', { refund: id, outcome: 'succeeded' });
    expect(await stripe.refunds.retrieve(id)).toMatchObject({ status: 'succeeded' });
    await opened.control('refund', { refund: id, outcome: 'failed' });
    expect(await stripe.refunds.retrieve(id)).toMatchObject({ status: 'failed' });
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0 });
    expect(await eventsSince('refund.*')).toEqual([
      'refund.created',
      'refund.updated',
      'refund.updated',
      'refund.failed',
    ]);
  });
});
