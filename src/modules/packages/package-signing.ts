import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { Clock } from '../../kernel/clock';
import type { PatientId } from '../../kernel/ids';
import { type Actor, RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';

/** When something is signed, and in which request. */
export interface Signing {
  readonly now: Temporal.Instant;
  readonly actor: Actor;
  readonly requestKey: string | undefined;
}

/** The moment a patient signs. Tx: joins or opens one. */
@Injectable()
export class PackageSigning {
  constructor(
    private readonly tx: Transactions,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  at<T>(_patientId: PatientId, sign: (signing: Signing) => Promise<T>): Promise<T> {
    return this.tx.run(() => {
      const { actor, requestKey } = this.context;
      return sign({ now: this.clock.now(), actor, requestKey });
    });
  }
}
