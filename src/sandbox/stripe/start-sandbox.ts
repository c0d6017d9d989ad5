import type { Clock } from '../../kernel/clock';
import { Courier } from './events/courier';
import type { ApiParts } from './http/api';
import { Chaos } from './http/chaos';
import { RequestLog } from './http/request-log';
import { createSandboxServer, listen } from './http/server';
import { balanceRoutes } from './resources/balance';
import { chargeRoutes } from './resources/charges';
import { checkoutSessionRoutes } from './resources/checkout-sessions';
import { customerRoutes } from './resources/customers';
import { disputeRoutes } from './resources/disputes';
import { earlyFraudWarningRoutes } from './resources/early-fraud-warnings';
import { eventRoutes } from './resources/events';
import { paymentIntentRoutes } from './resources/payment-intents';
import { paymentMethodRoutes } from './resources/payment-methods';
import { payoutRoutes } from './resources/payouts';
import { refundRoutes } from './resources/refunds';
import { setupIntentRoutes } from './resources/setup-intents';
import { webhookEndpointRoutes } from './resources/webhook-endpoints';
import { Sandbox } from './sandbox';
import type { SandboxStore } from './store/sandbox-store';

/** A running stand-in for Stripe. */
export interface StripeSandbox {
  /** `http://127.0.0.1:<port>`: host, port and protocol for the stripe client. */
  readonly baseUrl: string;
  readonly port: number;
  /** Stops listening and delivering; what was not delivered stays in the store. */
  close(): Promise<void>;
  /** From now on events go to this receiver, as well as those that wait. */
  setWebhook(url: string, secret: string): void;
  /** Resolves when no webhook is undelivered. */
  drained(): Promise<void>;
}

/** How a sandbox is started. */
export interface StripeSandboxOptions {
  /** The wanted port; when it is taken, any free one. 0 for any. */
  port: number;
  store: SandboxStore;
  webhook?: { url: string; secret: string };
  /** The sandbox's now (before `/_sandbox/advance`); the machine's clock unless given. */
  clock?: Clock;
}

const ROUTES = {
  ...customerRoutes,
  ...checkoutSessionRoutes,
  ...setupIntentRoutes,
  ...paymentMethodRoutes,
  ...paymentIntentRoutes,
  ...chargeRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...earlyFraudWarningRoutes,
  ...balanceRoutes,
  ...payoutRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
};

/**
 * Starts a local stand-in for Stripe's API, hosted pages and webhooks, on 127.0.0.1. Test mode only.
 * @throws Error when NODE_ENV is production
 */
export async function startStripeSandbox(options: StripeSandboxOptions): Promise<StripeSandbox> {
  if (process.env.NODE_ENV === 'production') throw new Error('The Stripe sandbox does not run in production.');
  await options.store.open();
  const sandbox = new Sandbox(options.store, options.clock);
  sandbox.receiver = options.webhook;
  const parts: ApiParts = { sandbox, routes: ROUTES, chaos: new Chaos(), log: new RequestLog() };
  const server = createSandboxServer(parts);
  const port = await listen(server, options.port);
  sandbox.baseUrl = `http://127.0.0.1:${port}`;
  const courier = new Courier(sandbox);
  sandbox.onNews = () => courier.wake();
  courier.wake();
  return {
    baseUrl: sandbox.baseUrl,
    port,
    async close() {
      parts.chaos.release(false);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, courier.stop()]);
    },
    setWebhook(url, secret) {
      sandbox.receiver = { url, secret };
      courier.wake();
    },
    drained: () => courier.drained(),
  };
}
