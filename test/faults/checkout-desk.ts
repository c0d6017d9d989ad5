import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import type { TestApp } from '../support/app';
import { type Answer, type Desk, ok } from '../support/desk';
import { postVisit } from '../support/demo';

export interface Page {
  paymentId: string;
  url: string;
  amountCents: number;
}

export interface Session {
  state: string;
  stripe_session_id: string | null;
  payment_state: string;
}

const today = () => new Date().toISOString().slice(0, 10);

/** A front desk that opens hosted checkouts, and looks at both sides of them: ours and Stripe's. */
export function checkoutDesk(app: TestApp, desk: Desk) {
  const invoiceOf = async (...codes: string[]) =>
    (await postVisit(desk, codes.length ? codes : ['intake'], { dateOfService: today() })).invoiceId;
  const start = (invoiceId: string, body: object = {}, key = randomUUID()): Promise<Answer<Page & { code?: string }>> =>
    desk.post(`/v1/invoices/${invoiceId}/checkout-sessions`, body, key);
  const payCash = (invoiceId: string, amountCents: number) =>
    desk.post(`/v1/invoices/${invoiceId}/payments`, { tenders: [{ type: 'cash', amountCents }] });
  const control = async (name: string, given: object) =>
    expect(
      (
        await fetch(`${app.stripe.baseUrl}/_sandbox/${name}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(given),
        })
      ).status,
    ).toBe(200);
  const chaos = (rule: object) => control('chaos', { path: '/v1/checkout/sessions', ...rule });
  const sentCreates = async () => {
    const { requests } = (await (await fetch(`${app.stripe.baseUrl}/_sandbox/requests`)).json()) as {
      requests: { method: string; path: string }[];
    };
    return requests.filter(({ method, path }) => method === 'POST' && path === '/v1/checkout/sessions');
  };
  const stripe = () => {
    const { hostname, port } = new URL(app.stripe.baseUrl);
    return new Stripe('sk_test_sandbox', { host: hostname, port, protocol: 'http', telemetry: false });
  };
  /** What Stripe itself has for the invoice's payments. */
  const atStripe = async (invoiceId: string) => {
    const ids = (
      await app.database.query<{ id: string }>('SELECT id FROM payments WHERE invoice_id = $1', [invoiceId])
    ).map(({ id }) => id);
    const { data } = await stripe().checkout.sessions.list({ limit: 100 });
    return data.filter((session) => ids.includes(session.client_reference_id ?? ''));
  };
  const openAtStripe = async (invoiceId: string) =>
    (await atStripe(invoiceId)).filter((session) => session.status === 'open');
  const sessions = (invoiceId: string) =>
    app.database.query<Session>(
      `SELECT s.state, s.stripe_session_id, p.state AS payment_state FROM checkout_sessions s
         JOIN payments p ON p.clinic_id = s.clinic_id AND p.id = s.payment_id WHERE s.invoice_id = $1 ORDER BY s.created_at, s.id`,
      [invoiceId],
    );
  const credit = async (invoiceId: string) => {
    const { patientId } = ok(await desk.get<{ patientId: string }>(`/v1/invoices/${invoiceId}`));
    return ok(await desk.get<{ unappliedCreditCents: number }>(`/v1/patients/${patientId}/account`))
      .unappliedCreditCents;
  };
  return { invoiceOf, start, payCash, control, chaos, sentCreates, stripe, atStripe, openAtStripe, sessions, credit };
}
