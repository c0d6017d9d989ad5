import { startTestApp, type TestApp } from '../support/app';
import { type Desk, ok, openDesk } from '../support/desk';
import { openDemo } from '../support/demo';
import { DISPUTE_INVARIANTS } from '../support/dispute-invariants';
import { breachesOf, expectInvariants } from '../support/invariants';
import { stripeAt } from '../support/stripe-differences';
import { stripeDesk } from '../support/stripe-desk';

const finding = (words: string): string => DISPUTE_INVARIANTS.find(({ says }) => says.includes(words))?.says ?? words;

/** What somebody with all rights could do to disputes, and the invariant that then finds it. */
const BREAKS: readonly { finds: string; does: string }[] = [
  {
    finds: finding('what a dispute moved is booked once'),
    does: `UPDATE dispute_movements SET fee_cents = fee_cents + 1 WHERE fee_cents > 0`,
  },
  {
    finds: finding('what a dispute moved is booked once'),
    does: `DELETE FROM journal_lines WHERE entry_id IN (SELECT id FROM journal_entries WHERE kind = 'withdrawal_1')`,
  },
  {
    finds: finding('no entry of a dispute is there without'),
    does: `UPDATE journal_entries SET kind = 'withdrawal_9' WHERE kind = 'withdrawal_1'`,
  },
  { finds: finding('no entry of a dispute is there without'), does: `DELETE FROM bank_take_backs` },
  {
    finds: finding('what the bank holds of a disputed payment'),
    does: `UPDATE dispute_movements SET amount_cents = 2 * amount_cents WHERE amount_cents < 0`,
  },
  {
    finds: finding('a payment is disputed while'),
    does: `UPDATE payments SET state = 'succeeded' WHERE state = 'disputed'`,
  },
  { finds: finding('a payment is disputed while'), does: `UPDATE payments SET state = 'disputed'` },
  {
    finds: finding('a dispute is over exactly when'),
    does: `UPDATE disputes SET closed_at = now() WHERE closed_at IS NULL`,
  },
  {
    finds: finding('no answer to a dispute is unknown'),
    does: `UPDATE dispute_answers SET state = 'sending', answered_at = now() - interval '2 hours'`,
  },
  {
    finds: finding('every dispute, and every answer'),
    does: `DELETE FROM audit_events WHERE action = 'dispute.answer'`,
  },
  {
    finds: finding('what was moved to unclaimed property'),
    does: `INSERT INTO unclaimed_credits (clinic_id, id, payment_id, patient_id, state, letter_sent_on, recorded_by_kind, recorded_by_id, recorded_at, request_id, moved_cents, moved_on)
           SELECT clinic_id, gen_random_uuid(), id, patient_id, 'moved', now(), 'staff', 'x', now(), gen_random_uuid(), 100, now() FROM payments LIMIT 1`,
  },
];

describe('The invariants of disputes', () => {
  let app: TestApp;
  let biller: Desk;
  let at: ReturnType<typeof stripeDesk>;
  const stripe = () => stripeAt(app.stripe.baseUrl);

  /** A card payment that its bank has taken back. */
  const disputed = async (): Promise<{ id: string; processorId: string }> => {
    const { paymentId, chargeId } = await at.payByCard('experiential-im');
    const opened = await at.control<{ dispute: { id: string } }>('dispute', { charge: chargeId });
    await at.quiet();
    const { data } = ok(await biller.get<{ data: { id: string }[] }>(`/v1/disputes?paymentId=${paymentId}`));
    return { id: data[0]!.id, processorId: opened.dispute.id };
  };

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    const { cascade } = await openDemo(app);
    biller = await openDesk(app, cascade.id, 'biller');
    at = stripeDesk(app, cascade.desk);
    await disputed();
    const [won, lost] = [await disputed(), await disputed()];
    ok(await biller.post(`/v1/disputes/${won.id}/evidence`, { statement: 'winning_evidence' }));
    await at.control('dispute', { dispute: lost.processorId, outcome: 'lost' });
    await at.quiet();
  }, 120_000);
  afterAll(() => app.close());

  it('hold of one that is open, one that was won and one that was lost', () =>
    expectInvariants(app.database, stripe()));

  it.each(BREAKS)('$finds: found, when somebody did: $does', async ({ finds, does }) => {
    // One statement after the other on one connection, so that it can be taken back.
    await app.database.query('BEGIN');
    await app.database.query('SET LOCAL session_replication_role = replica');
    await app.database.query(does);
    const found = await breachesOf(app.database);
    await app.database.query('ROLLBACK');
    expect(found.map(({ invariant }) => invariant)).toContainEqual(expect.stringContaining(finds));
  });

  it('are each of them broken here', () => {
    const broken = new Set(BREAKS.map(({ finds }) => finds));
    expect(DISPUTE_INVARIANTS.map(({ says }) => says).filter((says) => !broken.has(says))).toEqual([]);
  });
});
