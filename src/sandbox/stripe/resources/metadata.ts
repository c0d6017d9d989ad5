import type Stripe from 'stripe';

/** What a request says about metadata: pairs, or '' to drop them all. */
export type MetadataInput = Stripe.MetadataParam | '' | null | undefined;

/** Metadata of a new object. */
export const newMetadata = (given: MetadataInput): Stripe.Metadata => mergeMetadata({}, given);

/** Metadata after an update: a pair with an empty value is dropped, '' drops all, others are kept. */
export function mergeMetadata(former: Stripe.Metadata | null, given: MetadataInput): Stripe.Metadata {
  if (given === undefined) return former ?? {};
  if (given === null || given === '') return {};
  const pairs = Object.entries({ ...former, ...given }).filter(([, value]) => value !== '' && value !== null);
  return Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]));
}
