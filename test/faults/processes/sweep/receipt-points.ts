import { Wire } from '../../../support/wire';
import type { Caller } from '../service';
import type { Town } from '../town';
import type { Stopped } from './points';

/** Money that is in the ledger, and whose receipt nobody has yet. */
export interface Taken {
  readonly paymentId: string;
  readonly receiptId: string;
}

/** A moment between the ledger and the paper, K10 of the promises. */
export interface ReceiptPoint {
  readonly name: string;
  reach(town: Town, taken: Taken): Promise<Stopped>;
}

export async function takeCash(town: Town): Promise<Taken> {
  const { body } = await town.desk.payCash(await town.desk.invoice(), 1_000);
  const { receiptId } = await town.desk.ok<{ receiptId: string }>(`/v1/payments/${body.id}`);
  return { paymentId: body.id, receiptId };
}

export const askForReceipt = (desk: Caller, { paymentId }: Taken): Promise<Buffer> =>
  desk.file(`/v1/payments/${paymentId}/receipt.pdf`);

async function issuing(town: Town, taken: Taken, hold: 'request' | 'answer'): Promise<Stopped> {
  const set = town.wire.set({ marker: taken.receiptId, hold, atCommit: true });
  askForReceipt(town.desk, taken).catch(() => undefined);
  await set.sprung;
  return {};
}

export const RECEIPT_POINTS: readonly ReceiptPoint[] = [
  { name: 'K10 the receipt was never asked for', reach: async () => ({}) },
  { name: 'K10 it is issued, the acknowledgement lost', reach: (town, taken) => issuing(town, taken, 'answer') },
  {
    name: 'K10 it is issued, the file lost on its way',
    async reach(town, taken) {
      const front = new Wire(new URL(town.desk.baseUrl));
      const set = front.set({ marker: taken.paymentId, hold: 'answer' });
      askForReceipt(town.as('front_desk', `http://127.0.0.1:${await front.open()}`), taken).catch(() => undefined);
      await set.sprung;
      return { afterDeath: async () => front.close() };
    },
  },
  // Last: until the service dies it holds the counter of receipts.
  { name: 'K10 it has its number and is not committed', reach: (town, taken) => issuing(town, taken, 'request') },
];
