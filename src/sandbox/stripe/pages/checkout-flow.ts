import type Stripe from 'stripe';
import { idOf, lock, save, unschedule, type Context } from '../context';
import { emit } from '../events/emit';
import { createCustomer } from '../resources/customers';
import { afterPayment } from '../resources/after-payment';
import { attemptPayment, type Outcome } from '../resources/payment-attempt';
import { createIntent } from '../resources/payment-intent-object';
import { attemptSetup } from '../resources/setup-intent-object';
import type { Documents } from '../store/documents';

type Session = Documents['checkout.session'];

const AT_THE_PAGE = { isOffSession: false, isAuthenticated: false };

/** How a submitted page came out, and the error to show in words after a decline. */
export interface Submission {
  outcome: Outcome;
  error: { code?: string; decline_code?: string };
  /** The intent, for the 3-D Secure step. */
  intent: string;
}

/** Pays or saves with what was typed. The caller holds the session's row and knows it is open. */
export async function submitMethod(
  context: Context,
  session: Session,
  { method, email }: { method: Documents['payment_method']; email: string },
): Promise<Submission> {
  const customer = await customerFor(context, session, email);
  session.wire.customer_details = customerDetails(email);
  if (session.wire.mode === 'setup') {
    const { document: setup } = await lock(context, 'setup_intent', { id: idOf(session.wire.setup_intent) ?? '' });
    setup.wire.customer = customer;
    const outcome = await attemptSetup(context, { setup, method }, false);
    if (outcome === 'succeeded') await completeSession(context, session, setup.wire);
    else await save(context, 'checkout.session', session);
    return { outcome, error: setup.wire.last_setup_error ?? {}, intent: setup.wire.id };
  }
  const intent = await intentFor(context, session, customer);
  const outcome = await attemptPayment(context, { intent, method }, AT_THE_PAGE);
  if (outcome === 'succeeded' || outcome === 'processing') await completeSession(context, session, intent.wire);
  else await save(context, 'checkout.session', session);
  return { outcome, error: intent.wire.last_payment_error ?? {}, intent: intent.wire.id };
}

/** The customer of the payment: the one given, or a new one where the session is to make one. */
async function customerFor(context: Context, session: Session, email: string): Promise<string | null> {
  const { wire, secrets } = session;
  const given = idOf(wire.customer);
  if (given !== null) return given;
  if (wire.customer_creation !== 'always' && secrets.intentData.setupFutureUsage === undefined) return null;
  const customer = await createCustomer(context, { email });
  wire.customer = customer.id;
  return customer.id;
}

/** The session's intent, made when the page is first submitted. */
async function intentFor(
  context: Context,
  session: Session,
  customer: string | null,
): Promise<Documents['payment_intent']> {
  const { wire, secrets } = session;
  const existing = idOf(wire.payment_intent);
  if (existing !== null) return (await lock(context, 'payment_intent', { id: existing })).document;
  const facts = {
    ...secrets.intentData,
    amount: wire.amount_total ?? 0,
    currency: wire.currency ?? 'usd',
    customer,
    allowedTypes: wire.allowed_payment_method_types,
  };
  const intent = await createIntent(context, facts, { session: wire.id });
  wire.payment_intent = intent.wire.id;
  return intent;
}

/**
 * Closes a session that was paid, whose payment is under way, or whose card was saved, and tells of it; then the fee of a
 * charge becomes known. The caller holds the session's row.
 */
export async function completeSession(
  context: Context,
  session: Session,
  intent: Stripe.PaymentIntent | Stripe.SetupIntent,
): Promise<void> {
  const { wire } = session;
  wire.status = 'complete';
  const isPaid = intent.object === 'payment_intent' && intent.status === 'succeeded';
  if (isPaid) wire.payment_status = 'paid';
  wire.url = null;
  await save(context, 'checkout.session', session);
  await unschedule(context, { task: 'expire_session', subject: wire.id });
  await emit(context, 'checkout.session.completed', wire);
  if (isPaid) await afterPayment(context, intent);
}

/** Where the browser goes afterwards. */
export const successUrl = (session: Stripe.Checkout.Session): string =>
  (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id);

const customerDetails = (email: string): Stripe.Checkout.Session.CustomerDetails => ({
  address: null,
  business_name: null,
  email,
  individual_name: null,
  name: null,
  phone: null,
  tax_exempt: 'none',
  tax_ids: [],
});
