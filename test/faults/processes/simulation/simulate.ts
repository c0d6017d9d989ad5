import type { Breach } from '../../../support/invariants';
import { Town } from '../town';
import { ACTS, type World } from './acts';
import { Dice } from './dice';
import { FAULTS } from './faults';

/** What a simulation came to. */
export interface Simulated {
  readonly seed: number;
  /** What happened, in the order it was begun. */
  readonly log: readonly string[];
  readonly wrong: readonly string[];
  readonly breaches: readonly Breach[];
  /** How much there was for a fault to break. */
  readonly money: Money;
}

interface Money {
  readonly taken: number;
  readonly byCard: number;
  readonly notTaken: number;
}

const AT_ONCE = 4;
const FAULT_CHANCE = 0.35;

/**
 * People do things at two copies of the service while things break, as the seed says; then all is put right, and the books
 * have to hold. The same seed at the same commit does the same things in the same order; what the machine makes of
 * things done at once is its own.
 */
export async function simulate(seed: number, acts: number): Promise<Simulated> {
  const town = await Town.open(2);
  const world: World = {
    town,
    dice: new Dice(seed),
    invoices: [],
    pages: [],
    payments: [],
    cards: [],
    sent: [],
    wrong: [],
  };
  const log: string[] = [];
  try {
    const routes = Object.keys((await town.desk.ok<{ paths: object }>('/openapi.json')).paths).join(' ');
    const possible = ACTS.filter(({ needs = '' }) => routes.includes(needs));
    for (let done = 0; done < acts; done += AT_ONCE) {
      const chosen = Array.from({ length: AT_ONCE }, () => world.dice.weighted(possible));
      const fault = world.dice.chance(FAULT_CHANCE) ? world.dice.weighted(FAULTS) : undefined;
      const doings = [...chosen, ...(fault ? [fault] : [])];
      log.push(doings.map(({ name }) => name).join(' + '));
      await Promise.all(doings.map((doing) => doing.plan(world)()));
    }
    await putRight(town);
    return { seed, log, wrong: world.wrong, breaches: await town.breaches(), money: await moneyOf(town) };
  } finally {
    await town.close();
  }
}

/** Two rounds of the minute, and what they set going. */
const RESTS_WITHIN_MS = 150_000;

/** Everything works again, and the time that a lease or a retry takes has passed. */
async function putRight(town: Town): Promise<void> {
  await town.control('chaos', { clear: true });
  await town.control('webhooks', { hold: false, copies: 1 });
  await town.forgetLeases();
  await town.sandbox.drained();
  // A job that failed again and again would wait for minutes; one that runs now may fail once more.
  const hurry = () =>
    town.database.query(
      `SELECT graphile_worker.reschedule_jobs((SELECT array_agg(id) FROM graphile_worker.jobs WHERE run_at > now() + interval '5 seconds'), now())`,
    );
  // What a request left unknown is asked about every minute.
  await town.waitForRest(RESTS_WITHIN_MS, hurry);
}

async function moneyOf(town: Town): Promise<Money> {
  const [row] = await town.database.query<{ taken: number; byCard: number; notTaken: number }>(
    `SELECT count(*) FILTER (WHERE is_taken)::int AS taken, count(*) FILTER (WHERE is_taken AND by_card)::int AS "byCard",
            count(*) FILTER (WHERE NOT is_taken)::int AS "notTaken"
       FROM (SELECT p.settled_at IS NOT NULL AS is_taken, EXISTS (SELECT 1 FROM payment_tenders t
               WHERE t.payment_id = p.id AND t.stripe_payment_intent_id IS NOT NULL) AS by_card FROM payments p) p`,
  );
  return row!;
}
