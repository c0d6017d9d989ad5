import Stripe from 'stripe';
import type { TestApp } from './app';
import { type Desk, ok } from './desk';
import { postVisit, type PostedVisit } from './demo';
import { eventually, payHosted } from './hosted-page';

export interface CardPayment {
  readonly visit: PostedVisit;
  readonly paymentId: string;
  readonly chargeId: string;
  readonly paymentIntentId: string;
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** What happens at Stripe and at the bank, beside a desk that takes cards. */
export function stripeDesk(app: TestApp, desk: Desk) {
  const control = async <Body = Record<string, unknown>>(name: string, given: object): Promise<Body> => {
    const answer = await fetch(`${app.stripe.baseUrl}/_sandbox/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given),
    });
    if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Body;
  };
  const api = (): Stripe => {
    const { hostname, port } = new URL(app.stripe.baseUrl);
    return new Stripe('sk_test_sandbox', { host: hostname, port, protocol: 'http', telemetry: false });
  };
  const tenderOf = async (paymentId: string) =>
    (
      await app.database.query<{ chargeId: string | null; paymentIntentId: string; feeCents: string | null }>(
        `SELECT stripe_charge_id AS "chargeId", stripe_payment_intent_id AS "paymentIntentId", fee_cents AS "feeCents" FROM payment_tenders WHERE payment_id = $1`,
        [paymentId],
      )
    )[0]!;
  /** A visit paid by card on the hosted page, booked with its fee. */
  const payByCard = async (code: string, page: object = {}, card?: string): Promise<CardPayment> => {
    const visit = await postVisit(desk, [code], { dateOfService: today() });
    const opened = ok(
      await desk.post<{ url: string; paymentId: string }>(`/v1/invoices/${visit.invoiceId}/checkout-sessions`, page),
    );
    const paid = await payHosted(opened.url, card);
    if (paid.status !== 303) throw new Error(`not paid: ${paid.status}`);
    const tender = await eventually(async () => {
      const row = await tenderOf(opened.paymentId);
      return row.chargeId !== null && row.feeCents !== null && row;
    }, 'the card payment and its fee are booked');
    return {
      visit,
      paymentId: opened.paymentId,
      chargeId: tender.chargeId!,
      paymentIntentId: tender.paymentIntentId,
    };
  };
  /** Everything Stripe rang about so far has been applied. */
  const quiet = async (): Promise<void> => {
    await app.stripe.drained();
    await eventually(
      async () => (await app.database.query(`SELECT id FROM stripe_events WHERE state = 'received'`)).length === 0,
      'every event that came is applied',
    );
  };
  return { control, api, payByCard, quiet };
}
