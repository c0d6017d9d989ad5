import { randomUUID } from 'node:crypto';
import { payHosted } from '../../../support/hosted-page';
import { until } from '../launch';
import type { Flow } from './flow';

/** What the sandbox's bank believes. */
const CONVINCING = 'winning_evidence';

/** Evidence is sent to the bank that has taken $550.00 back, and believed. */
export const DISPUTE_FLOW: Flow = {
  name: 'an answer to a dispute',
  role: 'biller',
  call: { method: 'POST', path: '/v1/disputes' },
  async prepare(town) {
    const invoiceId = await town.desk.invoice('experiential-im');
    const { paymentId, url } = await town.desk.openPage(invoiceId);
    await payHosted(url);
    await town.desk.untilPaid(invoiceId);
    const charged = async () =>
      (
        await town.database.query<{ charge: string | null }>(
          'SELECT stripe_charge_id AS charge FROM payment_tenders WHERE payment_id = $1 AND fee_cents IS NOT NULL',
          [paymentId],
        )
      )[0]?.charge ?? undefined;
    const charge = await until(charged, 'the charge and its fee are known');
    await town.control('dispute', { charge });
    const opened = async () =>
      (
        await town.database.query<{ id: string; stripeId: string }>(
          `SELECT d.id, d.stripe_dispute_id AS "stripeId" FROM disputes d JOIN dispute_movements m ON m.dispute_id = d.id WHERE d.payment_id = $1`,
          [paymentId],
        )
      )[0];
    const { id: dispute, stripeId } = await until(opened, 'the dispute is booked');
    return { key: randomUUID(), invoiceId, carried: dispute, facts: { paymentId, dispute, stripeId } };
  },
  begin: (desk, { key, facts }) =>
    desk.call(`/v1/disputes/${facts['dispute']}/evidence`, { statement: CONVINCING }, key),
  async intentOf(town, { facts }) {
    const [row] = await town.database.query<{ id: string }>('SELECT id FROM dispute_answers WHERE dispute_id = $1', [
      facts['dispute'],
    ]);
    return row!.id;
  },
  finish: async () => undefined,
  over: ['dispute_answer_in_progress', 'dispute_closed'],
  async outcome(town, { facts }) {
    const ours = await town.desk.ok<{
      status: string;
      heldCents: number;
      feeCents: number;
      answers: { status: string }[];
    }>(`/v1/disputes/${facts['dispute']}`);
    const payment = await town.desk.ok<{ status: string }>(`/v1/payments/${facts['paymentId']}`);
    const { evidence_details: evidence } = await town.stripe.disputes.retrieve(facts['stripeId']!);
    return {
      dispute: ours.status,
      heldCents: ours.heldCents,
      feeCents: ours.feeCents,
      payment: payment.status,
      answers: ours.answers.map(({ status }) => status),
      atStripe: evidence.submission_count,
    };
  },
  expected: {
    dispute: 'won',
    heldCents: 0,
    // The counter fee comes back with the money.
    feeCents: 1_500,
    payment: 'succeeded',
    answers: ['sent'],
    atStripe: 1,
  },
  untouched: {
    dispute: 'needs_response',
    heldCents: 55_000,
    feeCents: 1_500,
    payment: 'disputed',
    answers: [],
    atStripe: 0,
  },
};
