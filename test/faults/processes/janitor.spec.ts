import { build, cleanUp } from './launch';
import { CHECKOUT_FLOW } from './sweep/checkout-flow';
import { crashEverywhere } from './sweep/crash';
import { DISPUTE_FLOW } from './sweep/dispute-flow';
import type { Flow, Subject } from './sweep/flow';
import { REQUEST_POINTS } from './sweep/points';
import { REFUND_FLOW } from './sweep/refund-flow';
import { SAVED_CARD_FLOW } from './sweep/saved-card-flow';
import { Town } from './town';

/** Its rounds come every minute, and leave what may still be answered to whoever asked. */
const SETTLED_WITHIN_MS = 150_000;
const FLOWS: readonly Flow[] = [CHECKOUT_FLOW, SAVED_CARD_FLOW, REFUND_FLOW, DISPUTE_FLOW];

/**
 * Whoever asked is gone for good: no request is repeated, nobody looks, and only the service's own rounds are left. Those
 * are what takes the time, so that one wait serves every flow.
 */
describe('What was cut off by a crash and is asked for by nobody again', () => {
  const subjects = new Map<Flow, readonly Subject[]>();
  let town: Town;

  beforeAll(async () => {
    build();
    town = await Town.open();
    for (const flow of FLOWS) {
      const crashed = await crashEverywhere(town, flow);
      subjects.set(flow, crashed.subjects);
      for (const { afterRepeat } of crashed.stopped) await afterRepeat?.();
      for (const subject of crashed.subjects) await flow.finish(town, subject);
      await town.waitForRest();
    }
    await town.letPagesExpire();
    await town.waitUntilSettled(SETTLED_WITHIN_MS);
  }, 600_000);
  afterAll(async () => {
    await town.close();
    await cleanUp();
  });

  describe.each(FLOWS)('$name', (flow) => {
    it.each(REQUEST_POINTS.map(({ name, alone }, index) => [name, alone, index] as const))(
      '%s: %s of it, and nothing of it twice',
      async (_name, alone, index) => {
        const found = await flow.outcome(town, subjects.get(flow)![index]!);
        const may = { nothing: [flow.untouched], done: [flow.expected], either: [flow.untouched, flow.expected] }[
          alone
        ];
        expect(may).toContainEqual(found);
      },
    );
  });

  it('keeps every invariant, here and at Stripe', async () => {
    expect(await town.breaches()).toEqual([]);
  });
});
