import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { MemorySandboxStore } from '../../src/sandbox/stripe/store/memory-store';
import { startStripeSandbox, type StripeSandbox } from '../../src/sandbox/stripe/start-sandbox';

export const SECRET = 'whsec_test_secret_of_the_sandbox';
export const GOOD_CARD = '4242424242424242';

/** The real stripe client, spoken to with another host only. */
export function clientOf(sandbox: Pick<StripeSandbox, 'port'>, apiKey = 'sk_test_sandbox'): Stripe {
  return new Stripe(apiKey, {
    host: '127.0.0.1',
    port: sandbox.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

/** A sandbox with its own memory, its client, and plain requests to it. */
export async function openSandbox(options: Partial<Parameters<typeof startStripeSandbox>[0]> = {}) {
  const sandbox = await startStripeSandbox({ port: 0, store: new MemorySandboxStore(), ...options });
  const control = async (path: string, body?: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${sandbox.baseUrl}/_sandbox/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as Record<string, unknown>;
  };
  return { sandbox, stripe: clientOf(sandbox), control };
}

/** Submits the hosted page as a browser would, without following where it sends. */
export async function submitPage(url: string, card = GOOD_CARD, over: Record<string, string> = {}) {
  const fields = { email: 'patient@example.com', card_number: card, card_exp: '12/34', card_cvc: '123', ...over };
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
}

/** A session over $110.00, the usual subject. */
export const paymentParams = (
  over: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  ui_mode: 'hosted_page',
  allowed_payment_method_types: ['card'],
  success_url: 'http://127.0.0.1:9/pay/done?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://127.0.0.1:9/pay',
  client_reference_id: 'attempt-1',
  metadata: { attempt: 'attempt-1' },
  payment_intent_data: { metadata: { attempt: 'attempt-1' }, statement_descriptor_suffix: 'VISIT' },
  line_items: [
    {
      quantity: 1,
      price_data: { currency: 'usd', unit_amount: 11_000, product_data: { name: 'Invoice INV-000123' } },
    },
  ],
  ...over,
});

/** The error of a call that must fail. */
export async function errorOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const answer = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(answer).toBeInstanceOf(Stripe.errors.StripeError);
  return answer as Stripe.errors.StripeError;
}

/** Takes webhooks: keeps what it verified, answers as told. */
export class WebhookInbox {
  readonly events: Stripe.Event[] = [];
  readonly refused: Stripe.Event[] = [];
  /** How many of the next deliveries are answered 500. */
  failures = 0;
  /** How long each answer takes. */
  delayMs = 0;
  #server: Server | undefined;
  url = '';

  async open(): Promise<void> {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const signature = String(request.headers['stripe-signature']);
        const event = Stripe.webhooks.constructEvent(Buffer.concat(chunks), signature, SECRET);
        const isFailing = this.failures > 0;
        this.failures -= isFailing ? 1 : 0;
        (isFailing ? this.refused : this.events).push(event);
        setTimeout(() => response.writeHead(isFailing ? 500 : 200).end(), this.delayMs);
      });
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/webhooks`;
  }

  types(): string[] {
    return this.events.map((event) => event.type);
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
}
