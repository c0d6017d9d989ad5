import { idOf, type Context } from '../context';
import { createBankMethod, createPaymentMethod } from '../resources/payment-method-object';
import type { Documents } from '../store/documents';
import { isTypedBank, readBankForm } from './bank-form';
import { isTypedCard, readCardForm } from './card-form';
import { submitMethod, successUrl } from './checkout-flow';
import { checkoutPage, type FormState } from './checkout-view';
import { notice, redirect, type PageAnswer } from './layout';
import { declineWords } from './words';

type Session = Documents['checkout.session'];

/** `GET /c/pay/:id`: the payment form, or what became of the session. */
export async function showCheckout(context: Context, id: string): Promise<PageAnswer> {
  const session = (await context.rows.get('checkout.session', id))?.document;
  return (
    closedPage(session) ?? checkoutPage(session as Session, { status: 200, ...(await lastRefusal(context, session)) })
  );
}

/** `POST /c/pay/:id`: pays or saves with the typed card; a decline is told on the same page. */
export async function submitCheckout(context: Context, id: string, form: URLSearchParams): Promise<PageAnswer> {
  const session = (await context.rows.lock('checkout.session', id))?.document;
  if (session?.wire.status === 'complete') return redirect(successUrl(session.wire));
  const closed = closedPage(session);
  if (closed || !session) return closed ?? notFound();
  if (form.get('method') === 'us_bank_account') return submitBank(context, session, form);
  const typed = { email: form.get('email') ?? '', expiry: (form.get('card_exp') ?? '').slice(0, 7) };
  const read = readCardForm(form, context.now);
  if (!isTypedCard(read)) return checkoutPage(session, { status: 422, typed, problems: read });
  const method = await createPaymentMethod(context, read.card, read);
  const { outcome, error, intent } = await submitMethod(context, session, { method, email: read.email });
  if (outcome === 'succeeded') return redirect(successUrl(session.wire));
  if (outcome === 'requires_action') return redirect(`/3ds/${intent}`);
  return checkoutPage(session, { status: 402, typed, refusal: declineWords(error) });
}

/** The bank form: the session is over at once, and not yet paid. */
async function submitBank(context: Context, session: Session, form: URLSearchParams): Promise<PageAnswer> {
  const typed = { email: form.get('bank_email') ?? '', name: form.get('account_holder') ?? '' };
  if (!session.wire.payment_method_types.includes('us_bank_account')) return checkoutPage(session, { status: 422 });
  const read = readBankForm(form);
  if (!isTypedBank(read)) return checkoutPage(session, { status: 422, typed, problems: read, isBank: true });
  const method = await createBankMethod(context, read.bank, read);
  await submitMethod(context, session, { method, email: read.email });
  return redirect(successUrl(session.wire));
}

const notFound = (): PageAnswer =>
  notice(404, { title: 'Page not found', words: 'There is no payment page at this address.' });

/** The page of a session that can no longer be paid; undefined for an open one. */
function closedPage(session: Session | undefined): PageAnswer | undefined {
  if (!session) return notFound();
  const { wire } = session;
  if (wire.status === 'complete') {
    const back = successUrl(wire);
    const title = wire.mode === 'payment' ? 'Already paid' : 'Card already saved';
    return notice(200, { title, words: 'This is done. You do not need to do anything here.', back });
  }
  if (wire.status === 'expired') {
    const words = 'This payment page has expired. Nothing was taken. Go back to get a new one.';
    return notice(410, { title: 'This page has expired', words, back: wire.cancel_url });
  }
  return undefined;
}

/** Why the last try failed, when the browser comes back from the 3-D Secure step. */
async function lastRefusal(context: Context, session: Session | undefined): Promise<Pick<FormState, 'refusal'>> {
  const intentId = idOf(session?.wire.payment_intent);
  const setupId = idOf(session?.wire.setup_intent);
  const error =
    intentId !== null
      ? (await context.rows.get('payment_intent', intentId))?.document.wire.last_payment_error
      : setupId !== null
        ? (await context.rows.get('setup_intent', setupId))?.document.wire.last_setup_error
        : null;
  return error ? { refusal: declineWords(error) } : {};
}
