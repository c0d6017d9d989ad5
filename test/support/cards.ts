import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import type { TestApp } from './app';
import { type Answer, type Desk, ok } from './desk';
import { postVisit, type PostedVisit } from './demo';
import { payHosted } from './hosted-page';

export interface SavedCard {
  readonly id: string;
  readonly brand: string;
  readonly last4: string;
  readonly label: string;
  readonly isDefault: boolean;
}

export interface CardPayment {
  readonly id: string;
  readonly status: string;
  readonly amountCents: number;
  readonly balanceCents: number;
  readonly receiptId: string;
  readonly tenders: {
    id: string;
    type: string;
    status: string;
    amountCents: number;
    feeCents: number | null;
    card: { last4: string } | null;
    decline: { code: string; adviceCode: string | null; retry: string } | null;
  }[];
}

export interface CardProblem {
  readonly code: string;
  readonly paymentId: string;
  readonly declineCode: string;
  readonly sinceAt: string;
  readonly maximumCents: number;
}

const today = () => new Date().toISOString().slice(0, 10);

/** A front desk with saved cards, and a look at Stripe's side of what it does. */
export function cardDesk(app: TestApp, desk: Desk) {
  const visitOf = (codes: string[] = ['intake'], more: object = {}): Promise<PostedVisit> =>
    postVisit(desk, codes, { dateOfService: today(), ...more });
  const openSetup = (patientId: string, body: object = { label: 'personal' }) =>
    desk.post<{ id: string; url: string }>(`/v1/patients/${patientId}/card-setups`, body);
  const cardsOf = async (patientId: string) =>
    ok(await desk.get<{ data: SavedCard[] }>(`/v1/patients/${patientId}/payment-methods`)).data;
  /** Saves a card as its holder would, through 3-D Secure when their bank asks for it. */
  const save = async (patientId: string, card = '4242424242424242', body: object = { label: 'personal' }) => {
    const { url } = ok(await openSetup(patientId, body));
    const submitted = await payHosted(url, card);
    if (submitted.location?.startsWith('/3ds/'))
      await fetch(`${app.stripe.baseUrl}${submitted.location}`, {
        method: 'POST',
        body: new URLSearchParams({ outcome: 'approve' }),
        redirect: 'manual',
      });
    const [saved] = await cardsOf(patientId);
    if (!saved) throw new Error(`the card ${card} was not saved`);
    return saved;
  };
  const pay = (
    invoiceId: string,
    tenders: object[],
    key: string = randomUUID(),
  ): Promise<Answer<CardPayment & CardProblem>> => desk.post(`/v1/invoices/${invoiceId}/payments`, { tenders }, key);
  const charge = (invoiceId: string, card: { id: string }, amountCents: number, key?: string) =>
    pay(invoiceId, [{ type: 'card_on_file', paymentMethodId: card.id, amountCents }], key);
  const control = (name: string, given: object) =>
    fetch(`${app.stripe.baseUrl}/_sandbox/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given),
    });
  const chaos = (rule: object) => control('chaos', { method: 'POST', path: '/v1/payment_intents', ...rule });
  const calm = () => control('chaos', { clear: true });
  const stripe = () => {
    const { hostname, port } = new URL(app.stripe.baseUrl);
    return new Stripe('sk_test_sandbox', { host: hostname, port, protocol: 'http', telemetry: false });
  };
  /** What Stripe has for the invoice's payments. */
  const intents = async (invoiceId: string) => {
    const ids = (
      await app.database.query<{ id: string }>('SELECT id FROM payments WHERE invoice_id = $1', [invoiceId])
    ).map(({ id }) => id);
    const { data } = await stripe().paymentIntents.list({ limit: 100 });
    return data.filter(({ metadata }) => ids.includes(metadata['payment_id'] ?? ''));
  };
  const invoice = async (invoiceId: string) =>
    ok(await desk.get<{ status: string; balanceCents: number }>(`/v1/invoices/${invoiceId}`));
  /** As it is stored; a look over the API would ask Stripe. */
  const storedState = async (paymentId: string) =>
    (await app.database.query<{ state: string }>('SELECT state FROM payments WHERE id = $1', [paymentId]))[0]?.state;
  return {
    visitOf,
    openSetup,
    cardsOf,
    save,
    pay,
    charge,
    control,
    chaos,
    calm,
    stripe,
    intents,
    invoice,
    storedState,
  };
}
