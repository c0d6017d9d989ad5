import { build, cleanUp } from './launch';
import { commit } from './simulation/dice';
import { simulate } from './simulation/simulate';

const RUNS = Number(process.env['FAULT_RUNS'] ?? 1);
const ACTS = Number(process.env['SIM_ACTS'] ?? 200);
/** A fixed seed unless told, so that what a change breaks is broken by the change. */
const FIRST_SEED = Number(process.env['SIM_SEED'] ?? 20_260_302);

describe('A simulation of people at two copies while things break', () => {
  beforeAll(build, 120_000);
  afterEach(cleanUp);

  it.each(Array.from({ length: RUNS }, (_, run) => [FIRST_SEED + run]))(
    'keeps every invariant with seed %i',
    async (seed) => {
      process.stdout.write(`simulation: SIM_SEED=${seed} SIM_ACTS=${ACTS} at ${commit()}\n`);
      const { log, wrong, breaches, money } = await simulate(seed, ACTS);
      process.stdout.write(`simulation: ${JSON.stringify(money)}\n`);
      const replay = `replay with SIM_SEED=${seed} SIM_ACTS=${ACTS} at ${commit()}`;
      if (breaches.length > 0 || wrong.length > 0) process.stdout.write(`${log.join('\n')}\n${replay}\n`);
      expect({ replay, wrong, breaches }).toEqual({ replay, wrong: [], breaches: [] });
      // Enough happened for something to break.
      expect(Math.min(money.byCard, money.taken - money.byCard)).toBeGreaterThan(ACTS / 100);
    },
    300_000,
  );
});
