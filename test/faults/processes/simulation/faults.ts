import type { World } from './acts';

/** Something that goes wrong, and stays wrong until it is used up or put right. */
export interface Fault {
  readonly name: string;
  readonly weight: number;
  /** Takes its choices from the dice and answers what then happens. */
  plan(world: World): () => Promise<unknown>;
}

const STRIPE_FAULTS = [
  { fault: 'server_error', when: 'before' },
  { fault: 'server_error', when: 'after' },
  { fault: 'reset', when: 'before' },
  { fault: 'reset', when: 'after' },
  { fault: 'rate_limit', when: 'before' },
  { fault: 'slow', when: 'before' },
  { fault: 'slow', when: 'after' },
  { fault: 'timeout', when: 'after' },
] as const;

export const FAULTS: readonly Fault[] = [
  {
    name: 'Stripe is in trouble',
    weight: 8,
    plan({ town, dice }) {
      const rule = { ...dice.pick(STRIPE_FAULTS), times: dice.between(1, 4), delayMs: dice.between(20, 400) };
      const luck = { probability: dice.pick([0.5, 1]), seed: dice.below(1_000_000) };
      return () => town.control('chaos', { ...rule, ...luck });
    },
  },
  {
    name: 'Stripe is well again',
    weight: 4,
    plan:
      ({ town }) =>
      () =>
        town.control('chaos', { clear: true }),
  },
  {
    name: 'webhooks are held, or come at once in any order, more than once',
    weight: 5,
    plan({ town, dice }) {
      const isHeld = dice.chance(0.5);
      const how = { copies: dice.between(1, 3), order: 'shuffled', seed: dice.below(1_000_000) };
      return () => town.control('webhooks', isHeld ? { hold: true } : { hold: false, ...how });
    },
  },
  {
    name: 'every connection to the database is cut',
    weight: 2,
    plan:
      ({ town }) =>
      async () =>
        town.wire.cutAll(),
  },
  {
    name: 'a copy is killed and started again',
    weight: 1,
    plan({ town, dice }) {
      const copy = dice.below(town.copies.length);
      return async () => {
        await town.kill(copy);
        await town.restart(copy);
      };
    },
  },
];
