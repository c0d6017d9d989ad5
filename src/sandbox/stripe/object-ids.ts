import { randomBytes } from 'node:crypto';
import type { ObjectKind } from './store/documents';

/** The prefix Stripe gives the ids of each kind; test-mode Checkout ids say so. */
export const ID_PREFIXES: Readonly<Record<ObjectKind, string>> = {
  customer: 'cus_',
  'checkout.session': 'cs_test_',
  payment_intent: 'pi_',
  setup_intent: 'seti_',
  payment_method: 'pm_',
  charge: 'ch_',
  refund: 're_',
  dispute: 'du_',
  balance_transaction: 'txn_',
  payout: 'po_',
  'radar.early_fraud_warning': 'issfr_',
  event: 'evt_',
  webhook_endpoint: 'we_',
};

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

/** Random letters and digits, as Stripe's ids have them. */
export const randomText = (length: number): string =>
  Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join('');

/** A new id of the kind, for example `pi_…`. */
export const newObjectId = (kind: ObjectKind): string =>
  ID_PREFIXES[kind] + randomText(kind === 'checkout.session' ? 56 : 24);

/** The kind an id belongs to by its prefix; undefined for anything else. */
export function kindOfId(id: string): ObjectKind | undefined {
  const found = Object.entries(ID_PREFIXES).find(([, prefix]) => id.startsWith(prefix));
  return found?.[0] as ObjectKind | undefined;
}
