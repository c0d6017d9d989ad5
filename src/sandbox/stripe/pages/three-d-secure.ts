import { idOf, type Context } from '../context';
import { dollars } from '../resources/amounts';
import { afterPayment } from '../resources/after-payment';
import { attemptPayment, failAuthentication } from '../resources/payment-attempt';
import { attemptSetup, failSetupAuthentication } from '../resources/setup-intent-object';
import type { Documents } from '../store/documents';
import { completeSession, successUrl } from './checkout-flow';
import { notice, page, redirect, type PageAnswer } from './layout';
import { html } from './markup';

type Method = Documents['payment_method'];
/** Either intent, with the session that owns it, all held. */
interface Step {
  intent: Documents['payment_intent'] | Documents['setup_intent'];
  session: Documents['checkout.session'] | undefined;
}

const APPROVED = { isOffSession: false, isAuthenticated: true };

/** `GET /3ds/:id`: the bank's question. */
export async function showChallenge(context: Context, id: string): Promise<PageAnswer> {
  const step = await findStep(context, id);
  if (step?.intent.wire.status !== 'requires_action') return nothingToConfirm(step);
  const { wire } = step.intent;
  const what = wire.object === 'payment_intent' ? `a payment of ${dollars(wire.amount)}` : 'saving this card';
  return page(
    200,
    'Confirm with your bank',
    html`<h1>Your bank asks</h1>
      <p>Is it you who started ${what}?</p>
      <form class="card" method="post" action="/3ds/${id}">
        <button type="submit" name="outcome" value="approve">Approve</button>
        <button type="submit" name="outcome" value="fail" class="second">Fail</button>
      </form>`,
  );
}

/** `POST /3ds/:id` with `outcome=approve` or `outcome=fail`. */
export async function answerChallenge(context: Context, id: string, isApproved: boolean): Promise<PageAnswer> {
  const step = await findStep(context, id);
  if (step?.intent.wire.status !== 'requires_action') return nothingToConfirm(step);
  const method = (await context.rows.get('payment_method', idOf(step.intent.wire.payment_method) ?? ''))?.document;
  if (!method) return nothingToConfirm(step);
  const hasSucceeded = isPayment(step.intent)
    ? await answerPayment(context, { ...step, intent: step.intent }, { method, isApproved })
    : await answerSetup(context, { ...step, intent: step.intent as Documents['setup_intent'] }, { method, isApproved });
  if (step.session) return redirect(hasSucceeded ? successUrl(step.session.wire) : `/c/pay/${step.session.wire.id}`);
  const back = step.intent.secrets.returnUrl;
  if (back === undefined) return notice(200, { title: 'Done', words: 'You can close this page.' });
  return redirect(returnUrl(back, step.intent.wire, hasSucceeded));
}

const isPayment = (intent: Step['intent']): intent is Documents['payment_intent'] =>
  intent.wire.object === 'payment_intent';

async function answerPayment(
  context: Context,
  { intent, session }: Step & { intent: Documents['payment_intent'] },
  { method, isApproved }: { method: Method; isApproved: boolean },
): Promise<boolean> {
  if (!isApproved) {
    await failAuthentication(context, { intent, method });
    return false;
  }
  if ((await attemptPayment(context, { intent, method }, APPROVED)) !== 'succeeded') return false;
  if (session) await completeSession(context, session, intent.wire);
  else await afterPayment(context, intent.wire);
  return true;
}

async function answerSetup(
  context: Context,
  { intent: setup, session }: Step & { intent: Documents['setup_intent'] },
  { method, isApproved }: { method: Method; isApproved: boolean },
): Promise<boolean> {
  if (!isApproved) {
    await failSetupAuthentication(context, setup, method);
    return false;
  }
  if ((await attemptSetup(context, { setup, method }, true)) !== 'succeeded') return false;
  if (session) await completeSession(context, session, setup.wire);
  return true;
}

/** The intent and its session, both held: the session first, as everywhere. */
async function findStep(context: Context, id: string): Promise<Step | undefined> {
  const kind = id.startsWith('seti_') ? 'setup_intent' : 'payment_intent';
  const seen = await context.rows.get(kind, id);
  if (!seen) return undefined;
  const owner = seen.document.secrets.session;
  const session = owner === undefined ? undefined : (await context.rows.lock('checkout.session', owner))?.document;
  const intent = (await context.rows.lock(kind, id))?.document;
  return intent && { intent, session };
}

function nothingToConfirm(step: Step | undefined): PageAnswer {
  const back = step?.session?.wire.cancel_url ?? null;
  const words = 'There is nothing to confirm here any more.';
  return notice(step ? 409 : 404, { title: 'Nothing to confirm', words, back });
}

function returnUrl(back: string, intent: Step['intent']['wire'], hasSucceeded: boolean): string {
  const url = new URL(back);
  url.searchParams.set(intent.object, intent.id);
  url.searchParams.set(`${intent.object}_client_secret`, intent.client_secret ?? '');
  url.searchParams.set('redirect_status', hasSucceeded ? 'succeeded' : 'failed');
  return url.toString();
}
