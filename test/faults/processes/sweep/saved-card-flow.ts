import { randomUUID } from 'node:crypto';
import { payHosted } from '../../../support/hosted-page';
import { until } from '../launch';
import type { Caller } from '../service';
import type { Flow } from './flow';

/** Saves a card for the patient of an invoice, as its holder would; answers its id. */
export async function saveCard(desk: Caller, invoiceId: string, withinMs = 20_000): Promise<string> {
  const { patientId } = await desk.ok<{ patientId: string }>(`/v1/invoices/${invoiceId}`);
  const { url } = await desk.ok<{ url: string }>(`/v1/patients/${patientId}/card-setups`, { label: 'personal' });
  await payHosted(url);
  const saved = async () =>
    (await desk.ok<{ data: { id: string }[] }>(`/v1/patients/${patientId}/payment-methods`)).data[0]?.id;
  return until(saved, 'the card is saved', withinMs);
}

/** A saved card is charged with $550.00 while its holder is away. */
export const SAVED_CARD_FLOW: Flow = {
  name: 'a charge of a saved card',
  role: 'front_desk',
  call: { method: 'POST', path: '/v1/payment_intents' },
  async prepare(town) {
    const invoiceId = await town.desk.invoice('experiential-im');
    const card = await saveCard(town.desk, invoiceId);
    return { key: randomUUID(), invoiceId, carried: invoiceId, facts: { card } };
  },
  begin: (desk, { invoiceId, key, facts }) =>
    desk.call(
      `/v1/invoices/${invoiceId}/payments`,
      { tenders: [{ type: 'card_on_file', paymentMethodId: facts['card'], amountCents: 55_000 }] },
      key,
    ),
  async intentOf(town, { invoiceId }) {
    const [row] = await town.database.query<{ id: string }>(
      'SELECT t.id FROM payment_tenders t JOIN payments p ON p.id = t.payment_id WHERE p.invoice_id = $1',
      [invoiceId],
    );
    return row!.id;
  },
  finish: async () => undefined,
  over: [],
  async outcome(town, { invoiceId }) {
    const invoice = await town.desk.ok<{ status: string; paidCents: number }>(`/v1/invoices/${invoiceId}`);
    const { data } = await town.desk.ok<{ data: { id: string; status: string }[] }>(
      `/v1/payments?invoiceId=${invoiceId}`,
    );
    const ids = data.map(({ id }) => id);
    const intents = (await town.stripe.paymentIntents.list({ limit: 100 })).data
      .filter(({ metadata }) => ids.includes(metadata['payment_id'] ?? ''))
      .map(({ status }) => status);
    return { status: invoice.status, paidCents: invoice.paidCents, taken: data.map(({ status }) => status), intents };
  },
  expected: { status: 'paid', paidCents: 55_000, taken: ['succeeded'], intents: ['succeeded'] },
  untouched: { status: 'open', paidCents: 0, taken: [], intents: [] },
};
