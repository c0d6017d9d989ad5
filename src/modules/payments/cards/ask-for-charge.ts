import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock, fromDate } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { type CardAnswer, CardChargeGateway } from './card-charge-gateway';
import { ChargeObjections } from '../charge-objection';
import type { CardChargeRow } from '../persistence/card-charges.repository';

/** Stripe keeps a key for 24 hours; asked with it later, it would charge anew. */
const KEY_LASTS = Temporal.Duration.from({ hours: 23 });

/** By then a request that was sent has been answered or given up, whoever sent it. */
const REQUEST_IS_OVER = Temporal.Duration.from({ minutes: 10 });

/** `first`: nobody has asked yet, so that a refusal means that nothing was taken. */
export type Asking = 'first' | 'again';

/**
 * Asks the processor for a stored charge: under its own key as long as Stripe remembers it, and by looking for it
 * afterwards. One that nobody may ask for any more is only looked for.
 *
 * Tx: forbids one around it. Idempotent by: Stripe's key `payment:<id>:charge:<attempt>`.
 */
@Injectable()
export class AskForCharge {
  constructor(
    private readonly gateway: CardChargeGateway,
    private readonly objections: ChargeObjections,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  async execute(charge: CardChargeRow, asking: Asking): Promise<CardAnswer> {
    if (charge.paymentIntentId) return this.gateway.read(charge.paymentIntentId);
    const startedAt = fromDate(charge.startedAt);
    if (asking === 'again' && (await this.isWithdrawn(charge)))
      return this.isPast(startedAt.add(REQUEST_IS_OVER))
        ? this.gateway.find(charge, startedAt)
        : { outcome: 'unknown' };
    if (this.isPast(startedAt.add(KEY_LASTS))) return this.gateway.find(charge, startedAt);
    const answer = await this.gateway.charge({
      ...charge,
      clinicId: this.context.clinicId,
      amount: Money.fromColumn(charge.amountCents),
      usage: charge.purpose === 'payment_plan' ? 'installment' : 'unscheduled',
    });
    if (asking === 'first' || answer.outcome !== 'unknown') return answer;
    // A failure Stripe has kept under the key would be told again and again; the charge itself may be there.
    const found = await this.gateway.find(charge, startedAt);
    return found.outcome === 'read' ? found : answer;
  }

  private async isWithdrawn({ purpose, paymentId }: CardChargeRow): Promise<boolean> {
    return purpose === 'payment_plan' && (await this.objections.any(paymentId));
  }

  private isPast(moment: Temporal.Instant): boolean {
    return Temporal.Instant.compare(this.clock.now(), moment) >= 0;
  }
}
