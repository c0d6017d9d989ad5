import { Temporal } from 'temporal-polyfill';
import { Clock } from '../../src/kernel/clock';
import { SystemClock } from '../../src/platform/time/system-clock';

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

/** The machine's clock, which a test may set forward: for what goes on by itself and still has to happen later. */
export class ShiftedClock extends SystemClock {
  private ahead = Temporal.Duration.from({ seconds: 0 });

  override now(): Temporal.Instant {
    return super.now().add(this.ahead);
  }

  advance(duration: Temporal.DurationLike): void {
    this.ahead = this.ahead.add(duration);
  }
}
