import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { payHosted } from '../../../support/hosted-page';
import type { Town } from '../town';
import type { Flow } from './flow';

/** The pages that Stripe has for an invoice, whatever we know of them. */
export async function pagesOf(town: Town, invoiceId: string): Promise<Stripe.Checkout.Session[]> {
  const payments = await town.database.query<{ id: string }>('SELECT id FROM payments WHERE invoice_id = $1', [
    invoiceId,
  ]);
  const { data } = await town.stripe.checkout.sessions.list({ limit: 100 });
  return data.filter(({ client_reference_id }) => payments.some(({ id }) => id === client_reference_id));
}

/** A hosted page is opened for an invoice of $550.00, and paid by the patient. */
export const CHECKOUT_FLOW: Flow = {
  name: 'a hosted checkout',
  role: 'front_desk',
  call: { method: 'POST', path: '/v1/checkout/sessions' },
  async prepare(town) {
    const invoiceId = await town.desk.invoice('experiential-im');
    return { key: randomUUID(), invoiceId, carried: invoiceId, facts: {} };
  },
  begin: (desk, { invoiceId, key }) => desk.call(`/v1/invoices/${invoiceId}/checkout-sessions`, {}, key),
  async intentOf(town, { invoiceId }) {
    const [row] = await town.database.query<{ id: string }>('SELECT id FROM checkout_sessions WHERE invoice_id = $1', [
      invoiceId,
    ]);
    return row!.id;
  },
  async finish(town, { invoiceId }) {
    for (const page of await pagesOf(town, invoiceId)) if (page.url !== null) await payHosted(page.url);
  },
  over: ['invoice_closed'],
  async outcome(town, { invoiceId }) {
    const invoice = await town.desk.ok<{ status: string; paidCents: number }>(`/v1/invoices/${invoiceId}`);
    const { data } = await town.desk.ok<{ data: { status: string }[] }>(`/v1/payments?invoiceId=${invoiceId}`);
    const taken = data.filter(({ status }) => status === 'succeeded').length;
    const pages = (await pagesOf(town, invoiceId)).map(({ status }) => status);
    return { status: invoice.status, paidCents: invoice.paidCents, taken, pages };
  },
  expected: { status: 'paid', paidCents: 55_000, taken: 1, pages: ['complete'] },
  untouched: { status: 'open', paidCents: 0, taken: 0, pages: [] },
};
