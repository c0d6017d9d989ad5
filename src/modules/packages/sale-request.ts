import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { Clock } from '../../kernel/clock';
import { type Actor, RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';

/** Who sells, when, and in which request. */
export interface Sale {
  readonly now: Temporal.Instant;
  readonly actor: Actor;
  readonly requestKey: string | undefined;
}

/** The request in which something is sold. Tx: joins or opens one. */
@Injectable()
export class SaleRequest {
  constructor(
    private readonly tx: Transactions,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  run<T>(sell: (sale: Sale) => Promise<T>): Promise<T> {
    return this.tx.run(() => {
      const { actor, requestKey } = this.context;
      return sell({ now: this.clock.now(), actor, requestKey });
    });
  }
}
