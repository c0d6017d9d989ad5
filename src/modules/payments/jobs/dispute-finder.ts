import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock } from '../../../kernel/clock';
import type { ClinicId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import { Transactions } from '../../../platform/database/transactions';
import { DisputeGateway } from '../disputes/dispute-gateway';

/** Events are lost for a day at most before somebody notices; three are looked back on. */
const LOOKED_BACK = Temporal.Duration.from({ hours: 72 });

/** Finds whose the disputes are that Stripe has and we may not have heard of. */
@Injectable()
export class DisputeFinder {
  constructor(
    private readonly gateway: DisputeGateway,
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async newOnes(): Promise<{ id: string; clinicId: ClinicId }[]> {
    const found = await this.gateway.openedSince(this.clock.now().subtract(LOOKED_BACK));
    const intents = found.flatMap(({ paymentIntentId }) => paymentIntentId ?? []);
    if (intents.length === 0) return [];
    const owners = await this.tx.runGlobal(() =>
      this.sql.query<{ intent: string; clinicId: ClinicId }>(
        `SELECT payment_intent_id AS intent, clinic_id AS "clinicId" FROM find_tenders_by_payment_intents($1)`,
        [intents],
      ),
    );
    const clinicOf = new Map(owners.map(({ intent, clinicId }) => [intent, clinicId]));
    return found.flatMap(({ id, paymentIntentId }) => {
      const clinicId = clinicOf.get(paymentIntentId ?? '');
      return clinicId ? [{ id, clinicId }] : [];
    });
  }
}
