import type { Temporal } from 'temporal-polyfill';
import { SystemClock } from '../../src/platform/time/system-clock';

/** The machine's clock, which a test may stop. */
export class StoppableClock extends SystemClock {
  private stopped?: Temporal.Instant;

  override now(): Temporal.Instant {
    return this.stopped ?? super.now();
  }

  stop(): void {
    this.stopped = super.now();
  }

  go(): void {
    this.stopped = undefined;
  }
}
