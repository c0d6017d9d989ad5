import { randomUUID } from 'node:crypto';
import { payHosted } from '../../../support/hosted-page';
import { until } from '../launch';
import type { Flow } from './flow';

const CENTS = 10_000;

/** $100.00 of a card payment of $550.00 are given back to the card. */
export const REFUND_FLOW: Flow = {
  name: 'a refund to a card',
  role: 'biller',
  call: { method: 'POST', path: '/v1/refunds' },
  async prepare(town) {
    const invoiceId = await town.desk.invoice('experiential-im');
    const { paymentId, url } = await town.desk.openPage(invoiceId);
    await payHosted(url);
    await town.desk.untilPaid(invoiceId);
    const charged = async () =>
      (
        await town.database.query<{ intent: string | null }>(
          'SELECT stripe_payment_intent_id AS intent FROM payment_tenders WHERE payment_id = $1',
          [paymentId],
        )
      )[0]?.intent ?? undefined;
    const intent = await until(charged, 'the charge is known');
    return { key: randomUUID(), invoiceId, carried: paymentId, facts: { paymentId, intent } };
  },
  begin: (desk, { key, facts }) =>
    desk.call(`/v1/payments/${facts['paymentId']}/refunds`, { amountCents: CENTS, reason: 'courtesy' }, key),
  async intentOf(town, { facts }) {
    const [row] = await town.database.query<{ id: string }>('SELECT id FROM refund_tenders WHERE payment_id = $1', [
      facts['paymentId'],
    ]);
    return row!.id;
  },
  finish: async () => undefined,
  over: [],
  async outcome(town, { facts }) {
    const { data } = await town.stripe.refunds.list({ payment_intent: facts['intent'], limit: 10 });
    const payment = await town.desk.ok<{ status: string }>(`/v1/payments/${facts['paymentId']}`);
    const ours = await town.database.query<{ status: string; cents: number }>(
      'SELECT status, amount_cents::int AS cents FROM refunds WHERE payment_id = $1',
      [facts['paymentId']],
    );
    return { payment: payment.status, ours, atStripe: data.map(({ status, amount }) => ({ status, cents: amount })) };
  },
  expected: {
    payment: 'partly_refunded',
    ours: [{ status: 'succeeded', cents: CENTS }],
    atStripe: [{ status: 'succeeded', cents: CENTS }],
  },
  untouched: { payment: 'succeeded', ours: [], atStripe: [] },
};
