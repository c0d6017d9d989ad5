import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { GiveBackAuthorizationUnits } from '../../coverage/give-back-authorization-units';
import type { ChargeToChange } from '../charge-to-change';
import { PrepaidCareLookup } from '../prepaid-care';

/** Gives back what voided charges had used up: authorization units, and sessions bought ahead. Tx: needs one, with them locked. */
@Injectable()
export class GiveBackUsed {
  constructor(
    private readonly units: GiveBackAuthorizationUnits,
    private readonly prepaid: PrepaidCareLookup,
  ) {}

  async execute(
    charges: readonly ChargeToChange[],
    { reason, now }: { reason: string; now: Temporal.Instant },
  ): Promise<void> {
    await this.prepaid.get().giveBack(
      charges.map(({ id }) => id),
      reason,
    );
    for (const { id, authorizationId } of charges) if (authorizationId) this.units.execute(id, now);
  }
}
