import type Stripe from 'stripe';
import { load, type Context } from '../context';
import type { Documents, ObjectKind } from '../store/documents';
import { invalidRequest } from './stripe-error';

/** The parameters every list takes. */
export interface PageParams {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
  created?: number | Stripe.RangeQueryParam;
}

/** Which objects a list shows. */
export interface Listing<K extends ObjectKind> {
  kind: K;
  /** The address shown in the envelope. */
  url: string;
  /** Members of the wire object that must be equal; undefined ones are left out. */
  where?: Record<string, unknown>;
  /** Members of the hidden half that must be equal. */
  secretly?: Record<string, unknown>;
  /** A further condition. */
  accept?: (wire: Documents[K]['wire']) => boolean;
}

const BATCH = 100;

/**
 * A page of objects, newest first, as Stripe's list envelope (docs.stripe.com/api/pagination).
 * @throws StripeFailure 400 for a limit outside 1..100 or an unknown cursor
 */
export async function listObjects<K extends ObjectKind>(
  context: Context,
  listing: Listing<K>,
  page: PageParams,
): Promise<Stripe.ApiList<Documents[K]['wire']>> {
  const limit = page.limit ?? 10;
  if (limit < 1 || limit > 100) {
    throw invalidRequest(`Invalid limit: must be between 1 and 100`, {
      code: 'parameter_invalid_integer',
      param: 'limit',
    });
  }
  const cursor = page.starting_after ?? page.ending_before;
  const param = page.starting_after === undefined ? 'ending_before' : 'starting_after';
  let beyond = cursor === undefined ? undefined : (await load(context, listing.kind, { id: cursor, param })).sequence;
  const oldestFirst = page.starting_after === undefined && page.ending_before !== undefined;
  const match = { wire: withoutUndefined(listing.where), ...(listing.secretly && { secrets: listing.secretly }) };
  const found: Documents[K]['wire'][] = [];
  while (found.length <= limit) {
    const batch = await context.rows.scan(listing.kind, { match, beyond, oldestFirst, limit: BATCH });
    const wires = batch.map((row) => row.document.wire);
    found.push(...wires.filter((wire) => isWithin(wire, page.created) && (listing.accept?.(wire) ?? true)));
    if (batch.length < BATCH) break;
    beyond = batch.at(-1)?.sequence;
  }
  const data = found.slice(0, limit);
  return {
    object: 'list',
    data: oldestFirst ? data.reverse() : data,
    has_more: found.length > limit,
    url: listing.url,
  };
}

const withoutUndefined = (where: Record<string, unknown> = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));

function isWithin(wire: object, range: PageParams['created']): boolean {
  if (range === undefined || !('created' in wire)) return true;
  const created = Number(wire.created);
  if (typeof range !== 'object') return created === Number(range);
  return (
    (range.gt === undefined || created > range.gt) &&
    (range.gte === undefined || created >= range.gte) &&
    (range.lt === undefined || created < range.lt) &&
    (range.lte === undefined || created <= range.lte)
  );
}
