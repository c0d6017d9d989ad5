import { randomUUID } from 'node:crypto';
import type { TestApp } from '../support/app';
import { type Desk, ok, openDesk } from '../support/desk';
import type { DemoClinicUnderTest } from '../support/demo';
import { eventually, payHosted } from '../support/hosted-page';
import type { PaymentShown, RefundShown } from '../modules/payments/refund-desk';
import { checkoutDesk } from './checkout-desk';

/** Payments on hosted pages and their refunds, on both sides: ours and Stripe's. */
export async function refundDesk(app: TestApp, clinic: DemoClinicUnderTest) {
  const biller: Desk = await openDesk(app, clinic.id, 'biller');
  const at = checkoutDesk(app, clinic.desk);
  const payment = async (id: string) => ok(await biller.get<PaymentShown>(`/v1/payments/${id}`));
  const idle = async () => {
    await app.stripe.drained();
    await eventually(
      async () => (await app.database.query(`SELECT id FROM stripe_events WHERE state = 'received'`)).length === 0,
      'every event that came is applied',
    );
  };
  /** An intake of $220.00, paid on the hosted page, its fee booked. */
  const paid = async (card?: string) => {
    const invoiceId = await at.invoiceOf();
    const page = ok(await at.start(invoiceId));
    if ((await payHosted(page.url, card)).status !== 303) throw new Error('the card was not taken');
    await eventually(async () => (await payment(page.paymentId)).status === 'succeeded', 'the payment is settled');
    await idle();
    return { invoiceId, paymentId: page.paymentId };
  };
  const refund = (paymentId: string, body: object = {}, key = randomUUID()) =>
    biller.post<RefundShown>(`/v1/payments/${paymentId}/refunds`, { reason: 'requested_by_patient', ...body }, key);
  const intentOf = async (paymentId: string) =>
    (
      await app.database.query<{ id: string }>(
        'SELECT stripe_payment_intent_id AS id FROM payment_tenders WHERE payment_id = $1',
        [paymentId],
      )
    )[0]!.id;
  const atStripe = async (paymentId: string) =>
    (await at.stripe().refunds.list({ payment_intent: await intentOf(paymentId), limit: 100 })).data;
  const status = (paymentId: string, wanted: string) =>
    eventually(async () => {
      const shown = await payment(paymentId);
      return shown.refunds.length > 0 && shown.refunds.every((each) => each.status === wanted) && shown;
    }, `the refunds are ${wanted}`);
  const tasks = async () =>
    ok(
      await biller.get<{ data: { subject: { id: string }; facts: object }[] }>(
        '/v1/tasks?kind=refund_failed&status=open',
      ),
    ).data;
  const chaos = (rule: object) => at.control('chaos', { path: '/v1/refunds', method: 'POST', ...rule });
  return { ...at, biller, payment, idle, paid, refund, intentOf, refundsAtStripe: atStripe, status, tasks, chaos };
}

/** What has been given back and stands, in cents. */
export const standing = (refunds: readonly { status: string | null; amount: number }[]): number =>
  refunds
    .filter(({ status }) => status === 'succeeded' || status === 'pending')
    .reduce((sum, { amount }) => sum + amount, 0);
