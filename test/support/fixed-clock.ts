import { Temporal } from 'temporal-polyfill';
import { Clock } from '../../src/kernel/clock';

/** A clock that stands still until a test moves it. */
export class FixedClock extends Clock {
  constructor(private instant: Temporal.Instant) {
    super();
  }

  static at(text: string): FixedClock {
    return new FixedClock(Temporal.Instant.from(text));
  }

  now(): Temporal.Instant {
    return this.instant;
  }

  set(text: string): void {
    this.instant = Temporal.Instant.from(text);
  }

  advance(duration: Temporal.DurationLike): void {
    this.instant = this.instant.add(duration);
  }
}
