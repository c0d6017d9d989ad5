import type Stripe from 'stripe';

/** A payment method's hidden half: which published test card or account it stands for. A number is never kept. */
export interface PaymentMethodSecrets {
  /** Key of the card in `cards.ts`, or of the account in `banks.ts`. */
  card: string;
  /** Whether the holder passed 3-D Secure while the card was being saved. */
  isAuthenticated: boolean;
}

/** What an intent remembers that Stripe's wire form does not show. */
export interface IntentSecrets {
  /** The Checkout session that owns the intent, when one does. */
  session?: string;
  /** Where the 3-D Secure step sends the browser afterwards. */
  returnUrl?: string;
}

/** What a Checkout session remembers until it is submitted. */
export interface SessionSecrets {
  lineItems: Stripe.LineItem[];
  intentData: {
    description?: string;
    metadata: Stripe.Metadata;
    statementDescriptor?: string;
    statementDescriptorSuffix?: string;
    setupFutureUsage?: string;
    receiptEmail?: string;
  };
}

/** Everything the sandbox keeps, by kind. `wire` is the object as Stripe's API shows it, relations unexpanded. */
export interface Documents {
  customer: { wire: Stripe.Customer | (Stripe.DeletedCustomer & { metadata?: undefined }) };
  'checkout.session': { wire: Stripe.Checkout.Session; secrets: SessionSecrets };
  payment_intent: { wire: Stripe.PaymentIntent; secrets: IntentSecrets };
  setup_intent: { wire: Stripe.SetupIntent; secrets: IntentSecrets };
  payment_method: { wire: Stripe.PaymentMethod; secrets: PaymentMethodSecrets };
  charge: { wire: Stripe.Charge; secrets: { card: string } };
  refund: { wire: Stripe.Refund };
  dispute: { wire: Stripe.Dispute };
  balance_transaction: { wire: Stripe.BalanceTransaction; secrets: { payout: string } };
  payout: { wire: Stripe.Payout };
  'radar.early_fraud_warning': { wire: Stripe.Radar.EarlyFraudWarning };
  event: { wire: StoredEvent };
  webhook_endpoint: { wire: Stripe.WebhookEndpoint; secrets: { signingSecret: string } };
  idempotency_key: { fingerprint: string; path: string; status: number; body: string; createdAt: number };
  delivery: { event: string; endpoint: string; attempts: number; startedAtMs: number; isHeld: boolean };
  delivery_policy: DeliveryPolicy;
  task: { task: TaskName; subject: string };
  setting: { value: number };
}

/** How events are told from now on. */
export interface DeliveryPolicy {
  /** Events are stored, and nobody is told of them, ever. */
  isOff: boolean;
  /** Deliveries are stored and wait until they are let go. */
  isHeld: boolean;
  /** Every delivery waits so long before its first try. */
  delayMs: number;
  /** How often each event is delivered. */
  copies: number;
}

/** Work the sandbox does by itself when its clock gets there. */
export type TaskName =
  'expire_session' | 'complete_refund' | 'fail_refund' | 'settle_charge' | 'lapse_dispute' | 'settle_bank_debit';

/** An event as stored: the envelope of Stripe's events with the object as it was at that moment. */
export type StoredEvent = Stripe.EventBase & { data: { object: object; previous_attributes?: object } };

export type Kind = keyof Documents;

/** Kinds that are Stripe objects. */
export type ObjectKind = Exclude<Kind, 'idempotency_key' | 'delivery' | 'delivery_policy' | 'task' | 'setting'>;
