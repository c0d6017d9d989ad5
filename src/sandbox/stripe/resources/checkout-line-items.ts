import Stripe from 'stripe';
import type { Context } from '../context';
import { invalidRequest, parameterMissing } from '../http/stripe-error';
import { randomText } from '../object-ids';

type Given = Stripe.Checkout.SessionCreateParams.LineItem;

/**
 * The lines of a session from `price_data`; stored prices are not part of the sandbox.
 * @throws StripeFailure 400 when a line is incomplete
 */
export function readLineItems(context: Context, given: readonly Given[] | undefined): Stripe.LineItem[] {
  if (!given || given.length === 0) throw parameterMissing('line_items');
  if (given.length > 100) throw invalidRequest('line_items: at most 100 lines.', { param: 'line_items' });
  return given.map((line, index) => readLine(context, line, `line_items[${index}]`));
}

function readLine(context: Context, line: Given, path: string): Stripe.LineItem {
  const data = line.price_data;
  if (line.price !== undefined) {
    throw invalidRequest(`No such price: '${line.price}'`, { code: 'resource_missing', param: `${path}[price]` });
  }
  if (!data) throw parameterMissing(`${path}[price_data]`);
  if (data.unit_amount === undefined) throw parameterMissing(`${path}[price_data][unit_amount]`);
  if (!data.product_data?.name) throw parameterMissing(`${path}[price_data][product_data][name]`);
  const quantity = line.quantity;
  if (quantity === undefined) throw parameterMissing(`${path}[quantity]`);
  if (data.unit_amount < 0 || quantity < 1) {
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: path });
  }
  const amount = data.unit_amount * quantity;
  return {
    id: `li_${randomText(24)}`,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: data.currency.toLowerCase(),
    description: data.product_data.name,
    metadata: {},
    price: priceOf(context, data.unit_amount, data.currency.toLowerCase()),
    quantity,
  };
}

function priceOf(context: Context, unitAmount: number, currency: string): Stripe.Price {
  return {
    id: `price_${randomText(24)}`,
    object: 'price',
    active: false,
    billing_scheme: 'per_unit',
    created: context.now,
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: `prod_${randomText(14)}`,
    recurring: null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: unitAmount,
    unit_amount_decimal: Stripe.Decimal.from(unitAmount),
  };
}
