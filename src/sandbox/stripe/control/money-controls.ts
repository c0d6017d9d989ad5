import type { Context } from '../context';
import { emitChange } from '../events/emit';
import { moveBalance } from '../resources/balance';
import { closeDispute, escalateInquiry, openDispute } from '../resources/dispute-object';
import { warnOfFraud } from '../resources/early-fraud-warnings';
import { endPayout, PAYOUT_ENDINGS, payOut } from '../resources/payouts';
import { cancelRefund, completeRefund, failRefund } from '../resources/refund-object';
import { refundCharge } from '../resources/refunds';
import { bad, isYes, wholeNumber, type Control, type Given } from './given';

/** `{ ending?, availableOnly? }` pays the balance out, `{ payout, ending }` takes a payout further. */
export const payout: Control = async ({ sandbox }, { ending = 'paid', payout: id, availableOnly }) => {
  const wanted = PAYOUT_ENDINGS.find((name) => name === ending);
  if (!wanted) throw bad(`ending: ${PAYOUT_ENDINGS.join(', ')}`);
  const how = { ending: wanted, isAvailableOnly: isYes(availableOnly) };
  const work = (context: Context) => (typeof id === 'string' ? endPayout(context, id, wanted) : payOut(context, how));
  return { payout: (await sandbox.within(work)) ?? null };
};

/** `{ charge, reason?, inquiry?, amount? }` opens a dispute, `{ dispute, outcome }` takes one further. */
export const dispute: Control = async ({ sandbox }, given) =>
  sandbox.within(async (context) => {
    if (typeof given.charge === 'string') {
      const amount = given.amount === undefined ? undefined : wholeNumber(given, 'amount');
      const how = { reason: String(given.reason ?? 'fraudulent'), isInquiry: isYes(given.inquiry), amount };
      return { dispute: await openDispute(context, given.charge, how) };
    }
    const found = await context.rows.lock('dispute', String(given.dispute));
    if (!found) throw bad('charge, or dispute and outcome');
    const { outcome } = given;
    if (outcome === 'escalated') await escalateInquiry(context, found.document);
    else if (outcome === 'won' || outcome === 'lost') await closeDispute(context, found.document, outcome);
    else throw bad('outcome: won, lost or escalated');
    return { dispute: found.document.wire };
  });

const REFUND_OUTCOMES = { succeeded: completeRefund, failed: failRefund, canceled: cancelRefund } as const;

/** `{ charge, amount?, reason? }` refunds as the dashboard does, `{ refund, outcome }` takes a refund further. */
export const refund: Control = async ({ sandbox }, given) =>
  sandbox.within(async (context) => {
    if (typeof given.charge === 'string') {
      const amount = given.amount === undefined ? undefined : wholeNumber(given, 'amount');
      const reason = given.reason === undefined ? null : String(given.reason);
      return { refund: await refundCharge(context, { charge: given.charge, amount, reason, metadata: {} }) };
    }
    const id = String(given.refund);
    const outcome = Object.keys(REFUND_OUTCOMES).find((name) => name === given.outcome);
    if (!outcome || !(await context.rows.get('refund', id))) throw bad('charge, or refund and outcome');
    await REFUND_OUTCOMES[outcome as keyof typeof REFUND_OUTCOMES](context, id);
    return { refund: (await context.rows.get('refund', id))?.document.wire };
  });

/** `{ charge, fraudType? }`: the bank suspects fraud. */
export const earlyFraudWarning: Control = async ({ sandbox }, { charge, fraudType = 'misc' }) =>
  sandbox.within(async (context) => ({
    earlyFraudWarning: await warnOfFraud(context, String(charge), String(fraudType)),
  }));

/** `{ amount, description? }`: Stripe takes a fee of its own from the balance, as for radar or a subscription. */
export const fee: Control = async ({ sandbox }, given: Given) => {
  const description = String(given.description ?? 'Radar for Fraud Teams');
  const amount = -wholeNumber(given, 'amount');
  const movement = { type: 'stripe_fee', amount, fee: 0, source: null, description } as const;
  return { balanceTransaction: await sandbox.within((context) => moveBalance(context, movement)) };
};

/** `{ paymentMethod, expMonth, expYear }`: the bank renews a saved card, and Stripe learns of it. */
export const renewCard: Control = async ({ sandbox }, given: Given) =>
  sandbox.within(async (context) => {
    const found = await context.rows.lock('payment_method', String(given.paymentMethod));
    const card = found?.document.wire.card;
    if (!found || !card) throw bad('paymentMethod: a saved card');
    const former = { exp_month: card.exp_month, exp_year: card.exp_year };
    card.exp_month = wholeNumber(given, 'expMonth', 12);
    card.exp_year = wholeNumber(given, 'expYear', 2_099);
    await context.rows.put('payment_method', found);
    await emitChange(context, 'payment_method.automatically_updated', {
      object: found.document.wire,
      previous_attributes: { card: former },
    });
    return { paymentMethod: found.document.wire };
  });
