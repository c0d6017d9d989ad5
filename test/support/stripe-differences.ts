import Stripe from 'stripe';
import type { Books, Breach } from './invariants';

/** A tender as the books have it, by Stripe's id of its payment intent. */
interface BookedTender {
  readonly clinicId: string;
  readonly paymentId: string;
  readonly intentId: string;
  readonly state: string;
  readonly cents: number;
  readonly capturedCents: number;
  readonly feeCents: number | null;
  readonly refundedCents: number;
}

const BOOKED = (refunds: string): string => `
  SELECT t.clinic_id AS "clinicId", t.payment_id AS "paymentId", t.stripe_payment_intent_id AS "intentId", p.state,
         t.amount_cents::int AS cents, t.fee_cents::int AS "feeCents", ${refunds} AS "refundedCents",
         (SELECT coalesce(sum(l.amount_cents), 0)::int FROM journal_entries e JOIN journal_lines l
             ON l.clinic_id = e.clinic_id AND l.entry_id = e.id AND l.account_number = 1030 AND l.amount_cents > 0
           WHERE e.clinic_id = t.clinic_id AND e.source_id = t.id AND e.source_type = 'tender' AND e.kind = 'payment') AS "capturedCents"
    FROM payment_tenders t JOIN payments p ON p.clinic_id = t.clinic_id AND p.id = t.payment_id
   WHERE t.stripe_payment_intent_id IS NOT NULL`;
/** What of a tender is on its way back or there. */
const REFUNDED = `(SELECT coalesce(sum(r.amount_cents), 0)::int FROM refund_tenders r
  WHERE r.clinic_id = t.clinic_id AND r.tender_id = t.id AND r.state IN ('pending', 'succeeded'))`;

/** How much there may be at Stripe; a test with more of it is another kind of test. */
const ALL = { limit: 10_000 };

/** The real client, spoken to with another address. */
export function stripeAt(baseUrl: string): Stripe {
  const { hostname, port } = new URL(baseUrl);
  return new Stripe('sk_test_sandbox', { host: hostname, port, protocol: 'http', telemetry: false });
}

/**
 * Where the books and Stripe disagree: I2 (each succeeded payment intent is one capture of the same amount and clinic, and
 * the reverse), I3 (refunds), I5 (one succeeded charge per purpose; no page alive that we believe ended).
 */
export async function differencesToStripe(books: Books, stripe: Stripe): Promise<Breach[]> {
  const [{ has }] = (await books.query<{ has: boolean }>(
    `SELECT to_regclass('refund_tenders') IS NOT NULL AS has`,
  )) as [{ has: boolean }];
  const booked = await books.query<BookedTender>(BOOKED(has ? REFUNDED : '0'));
  const list = { limit: 100, expand: ['data.latest_charge.balance_transaction'] };
  const intents = await stripe.paymentIntents.list(list).autoPagingToArray(ALL);
  const ours = intents.filter(({ metadata }) => metadata['payment_id'] !== undefined);
  return [
    ...ours.flatMap((intent) => differenceOf(intent, booked)),
    ...booked.flatMap((tender) => inventedBy(tender, intents)),
    ...twiceCharged(ours),
    ...(await pagesLeftAlive(books, stripe)),
  ];
}

const breach = (invariant: string, what: object): Breach => ({ invariant: `${invariant}, at Stripe`, what });

function differenceOf(intent: Stripe.PaymentIntent, booked: readonly BookedTender[]): Breach[] {
  const { id, status, amount_received: cents, metadata } = intent;
  const tenders = booked.filter(({ intentId }) => intentId === id);
  const [tender] = tenders;
  if (status !== 'succeeded') {
    return tenders.some(({ capturedCents }) => capturedCents !== 0)
      ? [breach('I2 booked, though not taken', { id, status, tenders })]
      : [];
  }
  if (!tender) return [breach('I2 taken, and not booked', { id, cents, metadata })];
  const charge = intent.latest_charge as Stripe.Charge;
  const fee = (charge.balance_transaction as Stripe.BalanceTransaction | null)?.fee ?? null;
  const isSame =
    tenders.length === 1 &&
    tender.cents === cents &&
    tender.capturedCents === cents &&
    intent.currency === 'usd' &&
    tender.clinicId === metadata['clinic_id'] &&
    tender.paymentId === metadata['payment_id'] &&
    (tender.feeCents === null || tender.feeCents === fee);
  const given = charge.amount_refunded;
  return [
    ...(isSame ? [] : [breach('I2 taken and booked differently', { id, cents, fee, metadata, tenders })]),
    ...(given > charge.amount || given !== tender.refundedCents
      ? [breach('I3 given back differently', { id, given, tender })]
      : []),
  ];
}

function inventedBy(tender: BookedTender, intents: readonly Stripe.PaymentIntent[]): Breach[] {
  if (tender.capturedCents === 0) return [];
  const intent = intents.find(({ id }) => id === tender.intentId);
  return intent?.status === 'succeeded' ? [] : [breach('I2 booked, and unknown or not taken', { tender })];
}

/** One purpose, one charge: our metadata says what an intent was for. */
function twiceCharged(intents: readonly Stripe.PaymentIntent[]): Breach[] {
  const byPurpose = new Map<string, string[]>();
  for (const { id, status, metadata } of intents) {
    if (status !== 'succeeded') continue;
    const purpose = `${metadata['payment_id']} ${metadata['tender_id'] ?? ''}`;
    byPurpose.set(purpose, [...(byPurpose.get(purpose) ?? []), id]);
  }
  return [...byPurpose]
    .filter(([, ids]) => ids.length > 1)
    .map(([purpose, ids]) => breach('I5 taken twice for one purpose', { purpose, ids }));
}

/** Pages that could take money although we have written down that they ended. */
async function pagesLeftAlive(books: Books, stripe: Stripe): Promise<Breach[]> {
  const ended = await books.query<{ id: string }>(
    `SELECT stripe_session_id AS id FROM checkout_sessions WHERE state IN ('complete', 'expired') AND stripe_session_id IS NOT NULL`,
  );
  const sessions = await stripe.checkout.sessions.list({ limit: 100, status: 'open' }).autoPagingToArray(ALL);
  return sessions
    .filter((session) => ended.some(({ id }) => id === session.id))
    .map(({ id }) => breach('I5 a page that ended takes money', { id }));
}
