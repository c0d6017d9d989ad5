import { payHosted } from '../../../support/hosted-page';
import { until } from '../launch';
import type { Town } from '../town';
import type { Stopped } from './points';

/** A hosted page that is paid, with the ids by which its settlement is found on the way. */
export interface PaidPage {
  readonly invoiceId: string;
  readonly tenderId: string;
  readonly sessionId: string;
  readonly eventId: string;
}

/** A moment between a webhook and the books, K4, K5, K7, K9 and K10 of the promises. */
export interface SettlePoint {
  readonly name: string;
  reach(town: Town, page: PaidPage): Promise<Stopped>;
}

/** Opens a page and pays it; every webhook is held back. */
export async function payInSilence(town: Town): Promise<PaidPage> {
  const invoiceId = await town.desk.invoice('experiential-im');
  const { paymentId, url } = await town.desk.openPage(invoiceId);
  const [row] = await town.database.query<{ tenderId: string; sessionId: string }>(
    `SELECT t.id AS "tenderId", s.stripe_session_id AS "sessionId" FROM payment_tenders t
       JOIN checkout_sessions s ON s.payment_id = t.payment_id WHERE t.payment_id = $1`,
    [paymentId],
  );
  await payHosted(url);
  const { data } = await town.stripe.events.list({ type: 'checkout.session.completed', limit: 20 });
  const event = data.find((candidate) => (candidate.data.object as { id: string }).id === row!.sessionId);
  return { invoiceId, ...row!, eventId: event!.id };
}

/** Delivers the one event that tells that the page is paid. */
const ring = (town: Town, page: PaidPage) => town.control('resend', { eventId: page.eventId });

async function whileAsking(town: Town, page: PaidPage) {
  const request = await town.hold({ when: 'before', method: 'GET', path: page.sessionId });
  await ring(town, page);
  await request.caught();
  return request;
}

/** The job has Stripe's answer; what it then sends with the marker is caught. */
async function afterAsking(town: Town, page: PaidPage, marker: string): Promise<Stopped> {
  const request = await whileAsking(town, page);
  const set = town.wire.set({ marker, hold: 'request' });
  await request.release('go');
  await set.sprung;
  return {};
}

async function settling(town: Town, page: PaidPage, hold: 'request' | 'answer'): Promise<Stopped> {
  const set = town.wire.set({ marker: page.tenderId, hold, atCommit: true });
  await ring(town, page);
  await set.sprung;
  return {};
}

export const SETTLE_POINTS: readonly SettlePoint[] = [
  {
    name: 'K9 the webhook is stored and not applied',
    async reach(town, page) {
      const request = await whileAsking(town, page);
      return { afterDeath: () => request.release('drop') };
    },
  },
  { name: 'K4 the payment is not committed', reach: (town, page) => settling(town, page, 'request') },
  { name: 'K5 it is committed, the acknowledgement lost', reach: (town, page) => settling(town, page, 'answer') },
  {
    name: 'K10 it is in the ledger, and the event is not marked',
    reach: (town, page) => afterAsking(town, page, page.eventId),
  },
  {
    name: 'K7 all is done, and the queue is not told',
    async reach(town, page) {
      const stopped = await afterAsking(town, page, 'complete_job');
      const isApplied = async () =>
        (await town.database.query(`SELECT 1 FROM stripe_events WHERE id = $1 AND state = 'applied'`, [page.eventId]))
          .length > 0;
      await until(isApplied, 'the event is applied');
      return stopped;
    },
  },
  // Last: the sandbox delivers one event after the other, and this one is never answered.
  {
    name: 'K9 the webhook has come and is not stored',
    async reach(town, page) {
      const set = town.wire.set({ marker: page.eventId, hold: 'request', atCommit: true });
      await ring(town, page);
      await set.sprung;
      return {};
    },
  },
];
