import type Stripe from 'stripe';
import type { TestDatabase } from './postgres';
import { DISPUTE_INVARIANTS } from './dispute-invariants';
import type { Invariant } from './invariant';
import { differencesToStripe } from './stripe-differences';

/** Rows as the superuser sees them. */
export type Books = Pick<TestDatabase, 'query'>;

/** What broke. */
export interface Breach {
  readonly invariant: string;
  readonly what: unknown;
}

/** A payment whose money is, or was, in hand. */
const TAKEN = `('succeeded', 'partly_refunded', 'refunded', 'disputed', 'voided')`;

/** Tenders with whether their money was taken. Where a tender has a state of its own, that decides. */
const TENDERS = `
  SELECT t.clinic_id, t.id, t.payment_id, t.type, t.amount_cents, t.fee_cents, t.stripe_payment_intent_id, p.state, p.invoice_id,
         coalesce(to_jsonb(t)->>'state', p.state) IN ${TAKEN} AND p.state NOT IN ('canceled', 'declined') AS is_taken
    FROM payment_tenders t JOIN payments p ON p.clinic_id = t.clinic_id AND p.id = t.payment_id`;

/** I1 to I10 of the promises. A room that adds a way to move money adds its rows here. */
export const INVARIANTS: readonly Invariant[] = [
  {
    name: 'I1',
    says: 'every journal entry has lines, and they sum to zero',
    breaches: `
      SELECT e.clinic_id, e.id, sum(l.amount_cents) AS cents, count(l.entry_id) AS lines
        FROM journal_entries e LEFT JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id
       GROUP BY e.clinic_id, e.id HAVING coalesce(sum(l.amount_cents), 1) <> 0 OR count(l.entry_id) < 2`,
  },
  {
    name: 'I2',
    says: 'a tender whose money was taken has exactly one capture entry of its amount, and no other has any',
    breaches: `
      SELECT t.clinic_id, t.id, t.state, t.amount_cents, b.entries, b.cents FROM (${TENDERS}) t, LATERAL (
        SELECT count(DISTINCT e.id) AS entries, coalesce(sum(l.amount_cents) FILTER (WHERE l.amount_cents > 0), 0) AS cents
          FROM journal_entries e JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id
         WHERE e.clinic_id = t.clinic_id AND e.source_id = t.id AND e.source_type = 'tender' AND e.kind = 'payment') b
       WHERE (t.is_taken AND (b.entries <> 1 OR b.cents <> t.amount_cents)) OR (NOT t.is_taken AND b.entries > 0)`,
  },
  {
    name: 'I2',
    says: 'a fee is booked once, as the processor reported it',
    breaches: `
      SELECT t.clinic_id, t.id, t.fee_cents, b.cents FROM (${TENDERS}) t, LATERAL (
        SELECT coalesce(sum(l.amount_cents) FILTER (WHERE l.amount_cents > 0), 0) AS cents
          FROM journal_entries e JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id
         WHERE e.clinic_id = t.clinic_id AND e.source_id = t.id AND e.source_type = 'tender' AND e.kind = 'fee') b
       WHERE coalesce(t.fee_cents, 0) <> b.cents`,
  },
  {
    name: 'I3',
    says: 'no more is given back of a tender than was taken',
    tables: ['refund_tenders'],
    breaches: `
      SELECT t.clinic_id, t.id, t.amount_cents, sum(r.amount_cents) AS refunded FROM (${TENDERS}) t
        JOIN refund_tenders r ON r.clinic_id = t.clinic_id AND r.tender_id = t.id AND r.state NOT IN ('rejected', 'failed')
       GROUP BY t.clinic_id, t.id, t.amount_cents, t.is_taken HAVING sum(r.amount_cents) > t.amount_cents OR NOT t.is_taken`,
  },
  {
    name: 'I3',
    says: 'what is given back is booked once with its amount, and one that failed is booked back',
    tables: ['refund_tenders'],
    breaches: `
      SELECT r.clinic_id, r.id, r.state, r.amount_cents, b.cents, b.reversals FROM refund_tenders r, LATERAL (
        SELECT coalesce(sum(l.amount_cents) FILTER (WHERE l.amount_cents > 0), 0) AS cents,
               (SELECT count(*) FROM journal_entries e WHERE e.clinic_id = r.clinic_id AND e.reverses_id = r.journal_entry_id) AS reversals
          FROM journal_lines l WHERE l.clinic_id = r.clinic_id AND l.entry_id = r.journal_entry_id) b
       WHERE (r.state IN ('pending', 'succeeded') AND (b.cents <> r.amount_cents OR b.reversals > 0))
          OR (r.state = 'failed' AND r.journal_entry_id IS NOT NULL AND b.reversals <> 1)`,
  },
  {
    name: 'I4',
    says: 'what is open of a charge or held of a payment is what the journal says, never below zero',
    breaches: `
      SELECT clinic_id, account_number, item_id, o.open_cents, l.cents FROM open_items o FULL JOIN (
        SELECT l.clinic_id, l.account_number, l.item_id, sum(CASE a.kind WHEN 'asset' THEN l.amount_cents ELSE -l.amount_cents END) AS cents
          FROM journal_lines l JOIN ledger_accounts a ON a.clinic_id = l.clinic_id AND a.number = l.account_number AND a.is_open_item
         GROUP BY 1, 2, 3) l USING (clinic_id, account_number, item_id)
       WHERE o.open_cents IS DISTINCT FROM l.cents OR o.open_cents < 0`,
  },
  {
    name: 'I4',
    says: 'what a tender paid of charges is what its capture entry took from receivables',
    breaches: `
      SELECT t.clinic_id, t.id, a.cents AS allocated, b.cents AS booked FROM (${TENDERS}) t, LATERAL (
        SELECT coalesce(sum(a.amount_cents), 0) AS cents FROM allocations a WHERE a.clinic_id = t.clinic_id AND a.tender_id = t.id) a, LATERAL (
        SELECT coalesce(-sum(l.amount_cents), 0) AS cents FROM journal_entries e
          JOIN journal_lines l ON l.clinic_id = e.clinic_id AND l.entry_id = e.id AND l.account_number IN (1100, 1200)
         WHERE e.clinic_id = t.clinic_id AND e.source_id = t.id AND e.source_type = 'tender' AND e.kind = 'payment') b
       WHERE t.is_taken AND a.cents <> b.cents`,
  },
  {
    name: 'I5',
    says: 'an invoice has at most one hosted page that could take money',
    breaches: `
      SELECT clinic_id, invoice_id, count(*) FROM checkout_sessions WHERE state IN ('creating', 'open') AND invoice_id IS NOT NULL
       GROUP BY 1, 2 HAVING count(*) > 1`,
  },
  {
    name: 'I5',
    says: 'a charge of the processor belongs to one tender',
    breaches: `
      SELECT stripe_payment_intent_id, count(*) FROM payment_tenders WHERE stripe_payment_intent_id IS NOT NULL
       GROUP BY 1 HAVING count(*) > 1`,
  },
  {
    name: 'I6',
    says: 'no payment, page or refund is unfinished past its deadline, and no event or job is given up',
    breaches: `
      SELECT 'payment' AS what, id::text, state FROM payments
        WHERE state IN ('pending', 'requires_action', 'unknown') AND taken_at < now() - interval '1 hour'
      UNION ALL SELECT 'checkout', id::text, state FROM checkout_sessions
        WHERE state IN ('creating', 'open') AND expires_at < now() - interval '5 minutes'
      UNION ALL SELECT 'event', id, state FROM stripe_events WHERE state = 'received' AND received_at < now() - interval '25 hours'
      UNION ALL SELECT 'job', id::text, task_identifier FROM graphile_worker.jobs WHERE attempts >= max_attempts`,
  },
  {
    name: 'I7',
    says: 'a group session has at most as many seats as its capacity, no two on one place, and no patient two',
    breaches: `
      SELECT g.clinic_id, g.id, g.capacity, count(*) AS seats, count(DISTINCT s.place) AS places, count(DISTINCT s.patient_id) AS patients
        FROM group_sessions g JOIN group_seats s ON s.clinic_id = g.clinic_id AND s.session_id = g.id AND s.state <> 'released'
       GROUP BY g.clinic_id, g.id, g.capacity
      HAVING count(*) > g.capacity OR max(s.place) > g.capacity OR count(*) > count(DISTINCT s.place) OR count(*) > count(DISTINCT s.patient_id)`,
  },
  {
    name: 'I7',
    says: 'a waiting patient was promoted to one seat at most, and nobody waits beside a free seat of a session to come',
    breaches: `
      SELECT clinic_id, seat_id::text AS what, count(*) FROM group_waitlist WHERE state = 'promoted' GROUP BY 1, 2 HAVING count(*) > 1
      UNION ALL
      SELECT g.clinic_id, g.id::text, count(*) FROM group_sessions g JOIN group_waitlist w ON w.clinic_id = g.clinic_id AND w.session_id = g.id
       WHERE g.state = 'scheduled' AND w.state = 'waiting' AND g.capacity > (SELECT count(*) FROM group_seats s
         WHERE s.clinic_id = g.clinic_id AND s.session_id = g.id AND s.state <> 'released') AND g.starts_at > now() GROUP BY 1, 2`,
  },
  {
    name: 'I8',
    says: 'every payment was written down once when it was taken or started, and once for each of its cards that paid',
    breaches: `
      SELECT p.clinic_id, p.id, p.source, p.state, a.begun, a.settled, t.settlements FROM payments p, LATERAL (
        SELECT count(*) FILTER (WHERE action IN ('payment.take', 'payment.charge_card', 'checkout.start', 'deposit.take', 'credit.apply', 'credit.set_aside')) AS begun,
               count(*) FILTER (WHERE action = 'payment.settle') AS settled
          FROM audit_events e WHERE e.clinic_id = p.clinic_id AND e.subject_type = 'payment' AND e.subject_id = p.id::text) a, LATERAL (
        SELECT count(*) FILTER (WHERE is_taken AND stripe_payment_intent_id IS NOT NULL) AS settlements
          FROM (${TENDERS}) t WHERE t.clinic_id = p.clinic_id AND t.payment_id = p.id) t
       WHERE p.source IN ('desk', 'checkout') AND (a.begun <> 1 OR a.settled <> t.settlements)`,
  },
  {
    name: 'I8',
    says: 'every visit was written down once',
    breaches: `
      SELECT v.clinic_id, v.id FROM visits v LEFT JOIN audit_events e
          ON e.clinic_id = v.clinic_id AND e.subject_type = 'visit' AND e.subject_id = v.id::text AND e.action = 'visit.post'
       GROUP BY v.clinic_id, v.id HAVING count(e.id) <> 1`,
  },
  {
    name: 'I9',
    says: 'a payment has at most one receipt number',
    breaches: `
      SELECT clinic_id, subject_ids, count(DISTINCT number) FROM documents WHERE kind = 'receipt'
       GROUP BY 1, 2 HAVING count(DISTINCT number) > 1`,
  },
  ...DISPUTE_INVARIANTS,
  {
    name: 'I10',
    says: 'an event was applied only to a payment of the clinic it names',
    breaches: `
      SELECT e.id, e.clinic_id, p.clinic_id AS owner FROM stripe_events e JOIN payments p ON p.id = e.payment_id
       WHERE e.state = 'applied' AND e.clinic_id <> p.clinic_id`,
  },
];

async function exists(books: Books, table: string): Promise<boolean> {
  const [row] = await books.query<{ is: boolean }>('SELECT to_regclass($1) IS NOT NULL AS is', [table]);
  return row?.is === true;
}

/** Everything that does not hold in the books, and, with Stripe at hand, between them and Stripe. */
export async function breachesOf(books: Books, stripe?: Stripe): Promise<Breach[]> {
  const found: Breach[] = [];
  for (const { name, says, tables = [], breaches } of INVARIANTS) {
    const isHere = await Promise.all(tables.map((table) => exists(books, table)));
    if (isHere.includes(false)) continue;
    for (const row of await books.query(breaches)) found.push({ invariant: `${name} ${says}`, what: row });
  }
  if (stripe) found.push(...(await differencesToStripe(books, stripe)));
  return found;
}

/** After every fault: the invariants by SQL, and the difference to what Stripe itself has. */
export async function expectInvariants(books: Books, stripe?: Stripe): Promise<void> {
  expect(await breachesOf(books, stripe)).toEqual([]);
}

/** Whether nothing at all is on its way: as {@link isAtRest}, and every charge, refund and answer is known to have arrived or not. */
export async function isSettled(books: Books): Promise<boolean> {
  if (!(await isAtRest(books))) return false;
  const [row] = await books.query<{ open: number }>(
    `SELECT (SELECT count(*) FROM refund_tenders WHERE state IN ('requested', 'unknown'))::int
          + (SELECT count(*) FROM dispute_answers WHERE state = 'sending')::int
          + (SELECT count(*) FROM payments WHERE state IN ('pending', 'requires_action', 'processing'))::int
          + (SELECT count(*) FROM checkout_sessions WHERE state IN ('creating', 'open'))::int AS open`,
  );
  return row?.open === 0;
}

/** Whether every event that came is applied or set aside, and nothing is being taken without anybody knowing how it ended. */
export async function isAtRest(books: Books): Promise<boolean> {
  const [row] = await books.query<{ open: number }>(
    `SELECT (SELECT count(*) FROM stripe_events WHERE state = 'received')::int
          + (SELECT count(*) FROM payments WHERE state = 'unknown')::int
          + (SELECT count(*) FROM graphile_worker.jobs WHERE task_identifier LIKE 'payments:%' AND attempts < max_attempts)::int AS open`,
  );
  return row?.open === 0;
}
