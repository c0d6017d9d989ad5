import type Stripe from 'stripe';
import { idOf, schedule, type Context } from '../context';
import { aftermathOf } from '../instruments';
import { settleCharge } from './charges';
import { openDispute } from './dispute-object';
import { warnOfFraud } from './early-fraud-warnings';

/**
 * What follows a successful charge: its fee (at once, or after the delay that was set) and, for the cards that do,
 * a dispute or a warning.
 */
export async function afterPayment(context: Context, intent: Stripe.PaymentIntent): Promise<void> {
  const chargeId = idOf(intent.latest_charge) ?? '';
  const delay = (await context.rows.get('setting', 'fee_delay_seconds'))?.document.value ?? 0;
  if (delay > 0) await schedule(context, { task: 'settle_charge', subject: chargeId }, context.now + delay);
  else await settleCharge(context, chargeId);
  const charge = await context.rows.get('charge', chargeId);
  if (!charge) return;
  const { dispute, isInquiry = false, isSuspected } = aftermathOf(charge.document.secrets.card);
  if (isSuspected) await warnOfFraud(context, chargeId, 'made_with_stolen_card');
  if (dispute) await openDispute(context, chargeId, { reason: dispute, isInquiry });
}
