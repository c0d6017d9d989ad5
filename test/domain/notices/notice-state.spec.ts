import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterHandOver, HAND_OVER_ENDS, type HandOverEnd } from '../../../src/domain/notices/notice-state';

const storedAt = Temporal.Instant.from('2026-11-24T18:00:00Z');

/** Hands a notice over again and again at the moments it asks for. */
function run(ends: readonly HandOverEnd[]) {
  let now = storedAt;
  let losses = 0;
  let state = 'queued';
  let handedOver = 0;
  for (const end of ends) {
    const next = afterHandOver({ storedAt, attempts: handedOver + 1, losses }, end, now);
    handedOver += 1;
    ({ losses, state } = next);
    if (!next.sendAt) break;
    now = next.sendAt;
  }
  return { state, losses, handedOver, now };
}

describe('Handing a notice over', () => {
  it('ends when it was taken or refused', () => {
    expect(run(['accepted', 'accepted'])).toMatchObject({ state: 'sent', handedOver: 1 });
    expect(run(['refused', 'accepted'])).toMatchObject({ state: 'failed', handedOver: 1 });
  });

  it('is done again once when the outcome was lost, and then stays unknown', () => {
    expect(run(['lost', 'accepted'])).toMatchObject({ state: 'sent', handedOver: 2 });
    expect(run(['lost', 'lost', 'accepted'])).toMatchObject({ state: 'unknown', handedOver: 2 });
  });

  it('asks a server that takes nothing for a day, ever more rarely', () => {
    const end = run(Array<HandOverEnd>(100).fill('unavailable'));
    expect(end).toMatchObject({ state: 'failed' });
    expect(end.handedOver).toBeLessThan(32);
    expect(end.now.since(storedAt).total('hours')).toBeGreaterThanOrEqual(24);
  });

  it('never says that one failed which may have been taken, and ends whatever happens', () => {
    const ends = fc.array(fc.constantFrom(...HAND_OVER_ENDS.filter((end) => end !== 'refused')), {
      minLength: 60,
      maxLength: 60,
    });
    fc.assert(
      fc.property(ends, (story) => {
        const { state, losses, handedOver } = run(story);
        expect(handedOver).toBeLessThan(60);
        expect(['sent', 'failed', 'unknown']).toContain(state);
        if (losses > 0) expect(state).not.toBe('failed');
        expect(losses).toBeLessThanOrEqual(2);
      }),
    );
  });
});
