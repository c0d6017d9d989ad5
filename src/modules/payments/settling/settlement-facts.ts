import { Injectable } from '@nestjs/common';
import type { TenderId } from '../../../kernel/ids';
import { CardChargesRepository } from '../persistence/card-charges.repository';
import { PaymentsRepository } from '../persistence/payments.repository';
import type { SettlementOutcome } from './settlement-outcome';

/** Keeps what the processor told. Tx: needs one. */
@Injectable()
export class SettlementFacts {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly cards: CardChargesRepository,
  ) {}

  async keep(tenderId: TenderId, outcome: SettlementOutcome): Promise<void> {
    if ('paymentIntentId' in outcome)
      await this.payments.setProcessorFacts(tenderId, {
        paymentIntentId: outcome.paymentIntentId,
        ...(outcome.event === 'succeeded'
          ? { chargeId: outcome.charge?.id, brand: outcome.charge?.brand, last4: outcome.charge?.last4 }
          : {}),
      });
    if ('decline' in outcome && outcome.decline) await this.cards.setDecline(tenderId, outcome.decline);
  }
}
