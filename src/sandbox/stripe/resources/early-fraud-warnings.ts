import type Stripe from 'stripe';
import { idOf, load, save, type Context } from '../context';
import { emit } from '../events/emit';
import { listObjects, type PageParams } from '../http/listing';
import type { Call, Routes } from '../http/routes';
import { invalidRequest } from '../http/stripe-error';
import { newObjectId } from '../object-ids';

type Warning = Stripe.Radar.EarlyFraudWarning;

/** The card's bank suspects fraud before anybody disputes the charge. No money moves. */
export async function warnOfFraud(context: Context, chargeId: string, fraudType: string): Promise<Warning> {
  const { wire: charge } = (await load(context, 'charge', { id: chargeId, param: 'charge' })).document;
  if (!charge.paid) throw invalidRequest(`Charge ${chargeId} took no money.`);
  const wire: Warning = {
    id: newObjectId('radar.early_fraud_warning'),
    object: 'radar.early_fraud_warning',
    actionable: true,
    charge: charge.id,
    created: context.now,
    fraud_type: fraudType,
    livemode: false,
    payment_intent: idOf(charge.payment_intent) ?? undefined,
  };
  await save(context, 'radar.early_fraud_warning', { wire });
  await emit(context, 'radar.early_fraud_warning.created', await asOfNow(context, wire));
  return wire;
}

/** A warning calls for action until the charge is disputed or wholly refunded. */
async function asOfNow(context: Context, wire: Warning): Promise<Warning> {
  const charge = (await context.rows.get('charge', idOf(wire.charge) ?? ''))?.document.wire;
  return { ...wire, actionable: charge !== undefined && !charge.disputed && !charge.refunded };
}

async function list({ context, params }: Call<Stripe.Radar.EarlyFraudWarningListParams>): Promise<object> {
  const where = { charge: params.charge, payment_intent: params.payment_intent };
  const listing = { kind: 'radar.early_fraud_warning', url: '/v1/radar/early_fraud_warnings', where } as const;
  const page = await listObjects(context, listing, params as PageParams);
  const data: Warning[] = [];
  for (const wire of page.data) data.push(await asOfNow(context, wire));
  return { ...page, data };
}

async function retrieve({ context, id }: Call<object>): Promise<object> {
  return asOfNow(context, (await load(context, 'radar.early_fraud_warning', { id })).document.wire);
}

/** Early fraud warnings, given by `POST /_sandbox/early-fraud-warning` and by the card that brings one. */
export const earlyFraudWarningRoutes: Routes = {
  'GET /v1/radar/early_fraud_warnings': list,
  'GET /v1/radar/early_fraud_warnings/:id': retrieve,
};
