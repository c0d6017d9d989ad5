import type Stripe from 'stripe';
import { BANK_FAILURES, bankByKey, type BankFailure, type TestBank } from '../banks';
import { idOf, lock, save, schedule, type Context } from '../context';
import { emit } from '../events/emit';
import { docUrl } from '../http/stripe-error';
import type { Documents } from '../store/documents';
import { afterPayment } from './after-payment';
import { chargeWire } from './charge-object';
import { bankDetails } from './charge-details';

type Intent = Documents['payment_intent'];
type Method = Documents['payment_method'];

/** How long a debit is under way unless the setting `bankDebitSeconds` says otherwise; in truth up to four days. */
const UNDER_WAY_SECONDS = 60;

/** Asks the holder's bank for the intent's amount: processing until the bank has answered. The caller holds the intent. */
export async function startBankDebit(
  context: Context,
  { intent, method }: { intent: Intent; method: Method },
  bank: TestBank,
): Promise<'processing'> {
  const details = bankDetails(bank);
  const charge = chargeWire(context, { intent: intent.wire, method: method.wire, decline: null, details });
  charge.status = 'pending';
  charge.paid = false;
  await save(context, 'charge', { wire: charge, secrets: { card: bank.key } });
  intent.wire.status = 'processing';
  intent.wire.latest_charge = charge.id;
  intent.wire.last_payment_error = null;
  await save(context, 'payment_intent', intent);
  const wait = (await context.rows.get('setting', 'bank_debit_seconds'))?.document.value ?? UNDER_WAY_SECONDS;
  if (!bank.isStuck) {
    await schedule(context, { task: 'settle_bank_debit', subject: intent.wire.id }, context.now + wait);
  }
  await emit(context, 'charge.pending', charge);
  await emit(context, 'payment_intent.processing', intent.wire);
  return 'processing';
}

/** The holder's bank answers: the money comes, or the debit comes back. */
export async function settleBankDebit(context: Context, id: string): Promise<void> {
  const owner = (await context.rows.get('payment_intent', id))?.document.secrets.session;
  const session = owner === undefined ? undefined : (await context.rows.lock('checkout.session', owner))?.document;
  const { document: intent } = await lock(context, 'payment_intent', { id });
  if (intent.wire.status !== 'processing') return;
  const { document: charge } = await lock(context, 'charge', { id: idOf(intent.wire.latest_charge) ?? '' });
  const failure = bankByKey(charge.secrets.card)?.failure;
  if (failure) await comeBack(context, { intent, charge }, failure);
  else await arrive(context, intent, charge);
  if (session) await tellSession(context, session, failure === undefined);
  if (!failure) await afterPayment(context, intent.wire);
}

async function arrive(context: Context, intent: Intent, charge: Documents['charge']): Promise<void> {
  charge.wire.status = 'succeeded';
  charge.wire.paid = true;
  await save(context, 'charge', charge);
  intent.wire.status = 'succeeded';
  intent.wire.amount_received = intent.wire.amount;
  await save(context, 'payment_intent', intent);
  await emit(context, 'charge.succeeded', charge.wire);
  await emit(context, 'payment_intent.succeeded', intent.wire);
}

async function comeBack(
  context: Context,
  { intent, charge }: { intent: Intent; charge: Documents['charge'] },
  failure: BankFailure,
): Promise<void> {
  const message = BANK_FAILURES[failure];
  charge.wire.status = 'failed';
  charge.wire.captured = false;
  charge.wire.amount_captured = 0;
  charge.wire.failure_code = failure;
  charge.wire.failure_message = message;
  await save(context, 'charge', charge);
  const method = (await context.rows.get('payment_method', idOf(intent.wire.payment_method) ?? ''))?.document.wire;
  const error = { type: 'card_error', code: failure, message, charge: charge.wire.id, payment_method: method };
  intent.wire.last_payment_error = { ...error, ...docUrl(failure) } as Stripe.PaymentIntent.LastPaymentError;
  intent.wire.status = 'requires_payment_method';
  intent.wire.payment_method = null;
  await save(context, 'payment_intent', intent);
  await emit(context, 'charge.failed', charge.wire);
  await emit(context, 'payment_intent.payment_failed', intent.wire);
}

/** The session has been complete since the form was sent; only now is it known whether it is paid. */
async function tellSession(context: Context, session: Documents['checkout.session'], isPaid: boolean): Promise<void> {
  if (isPaid) session.wire.payment_status = 'paid';
  await save(context, 'checkout.session', session);
  const event = isPaid ? 'checkout.session.async_payment_succeeded' : 'checkout.session.async_payment_failed';
  await emit(context, event, session.wire);
}
