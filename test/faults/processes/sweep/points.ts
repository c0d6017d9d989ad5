import { type SetTrap, Wire } from '../../../support/wire';
import type { Caller } from '../service';
import type { Town } from '../town';
import type { Flow, Subject } from './flow';

/** Something brought to the point at which the service is killed. What was held by a wire dies with the service. */
export interface Stopped {
  /** What becomes of what was held elsewhere, once the service is dead. */
  afterDeath?(): Promise<unknown>;
  /** The same, once it runs again and has been asked again. */
  afterRepeat?(): Promise<unknown>;
}

/** A moment of a request, K0 to K8 of the promises. */
export interface CrashPoint {
  readonly name: string;
  /** What becomes of it when nobody asks again: the money may have moved from K3 on, so that it has to be booked. */
  readonly alone: 'nothing' | 'either' | 'done';
  /** Begins the flow and resolves when it has come to this point and can go no further. */
  reach(town: Town, flow: Flow, subject: Subject): Promise<Stopped>;
}

/** Begins without waiting: the answer never comes. */
function begin(desk: Caller, flow: Flow, subject: Subject): void {
  flow.begin(desk, subject).catch(() => undefined);
}

async function caught(set: SetTrap): Promise<Stopped> {
  await set.sprung;
  return {};
}

async function atStripe(town: Town, flow: Flow, subject: Subject, when: 'before' | 'after') {
  const request = await town.hold({ when, ...flow.call });
  begin(town.as(flow.role), flow, subject);
  await request.caught();
  return request;
}

/** Stripe answers now; the transaction that writes it down is caught. */
async function writingDown(town: Town, flow: Flow, subject: Subject, hold: 'request' | 'answer'): Promise<Stopped> {
  const request = await atStripe(town, flow, subject, 'after');
  const set = town.wire.set({ marker: await flow.intentOf(town, subject), hold, atCommit: true });
  await request.release('go');
  return caught(set);
}

/** The transaction that stores the intent is caught. */
function storing(town: Town, flow: Flow, subject: Subject, hold: 'request' | 'answer'): Promise<Stopped> {
  const set = town.wire.set({ marker: subject.carried, hold, atCommit: true });
  begin(town.as(flow.role), flow, subject);
  return caught(set);
}

/** The points of the request that moves the money. */
export const REQUEST_POINTS: readonly CrashPoint[] = [
  // First: at this one events are applied, and those of the others may have to wait for a row that is held.
  {
    name: 'K8 the webhook is applied while Stripe’s answer is on its way',
    alone: 'done',
    async reach(town, flow, subject) {
      const request = await atStripe(town, flow, subject, 'after');
      await flow.finish(town, subject);
      await town.waitForRest();
      return { afterDeath: () => request.release('drop') };
    },
  },
  {
    name: 'K0 before the intent is stored',
    alone: 'nothing',
    reach: (town, flow, subject) => storing(town, flow, subject, 'request'),
  },
  {
    name: 'K1 the intent is stored, Stripe not called',
    alone: 'either',
    reach: (town, flow, subject) => storing(town, flow, subject, 'answer'),
  },
  {
    name: 'K2 sent, and never received by Stripe',
    alone: 'either',
    async reach(town, flow, subject) {
      const request = await atStripe(town, flow, subject, 'before');
      return { afterDeath: () => request.release('drop') };
    },
  },
  {
    name: 'K2 sent, and processed by Stripe only after it was sent again',
    alone: 'either',
    async reach(town, flow, subject) {
      const request = await atStripe(town, flow, subject, 'before');
      return { afterRepeat: () => request.release('go') };
    },
  },
  {
    name: 'K3 done by Stripe, its answer lost',
    alone: 'done',
    async reach(town, flow, subject) {
      const request = await atStripe(town, flow, subject, 'after');
      return { afterDeath: () => request.release('drop') };
    },
  },
  {
    name: 'K4 answered by Stripe, not written down',
    alone: 'done',
    reach: (town, flow, subject) => writingDown(town, flow, subject, 'request'),
  },
  {
    name: 'K5 written down, the acknowledgement lost',
    alone: 'done',
    reach: (town, flow, subject) => writingDown(town, flow, subject, 'answer'),
  },
  {
    name: 'K6 done, the answer to the caller lost',
    alone: 'done',
    async reach(town, flow, subject) {
      const front = new Wire(new URL(town.desk.baseUrl));
      const desk = town.as(flow.role, `http://127.0.0.1:${await front.open()}`);
      const set = front.set({ marker: subject.key, hold: 'answer' });
      begin(desk, flow, subject);
      await set.sprung;
      return { afterDeath: async () => front.close() };
    },
  },
];
