import { Injectable } from '@nestjs/common';
import type { PatientId, PaymentMethodId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Transactions } from '../../platform/database/transactions';
import { CardRemovals } from './cards/card-removals';
import { CardSetupGateway } from './cards/card-setup-gateway';
import { type PaymentMethodRow, PaymentMethodsRepository } from './persistence/payment-methods.repository';

/**
 * Lets go of a card on file: at once here, where nobody may charge it any more, then at Stripe. When Stripe does not answer
 * the sweep tells it later; for the patient the card is gone either way.
 *
 * Tx: forbids one around it. Idempotent by: the card's state. Errors: `payment_method_unknown`.
 */
@Injectable()
export class RemoveCard {
  constructor(
    private readonly tx: Transactions,
    private readonly removals: CardRemovals,
    private readonly methods: PaymentMethodsRepository,
    private readonly gateway: CardSetupGateway,
  ) {}

  async execute(id: PaymentMethodId, patientId?: PatientId): Promise<void> {
    invariant(!this.tx.isOpen, 'a card is let go of outside any transaction');
    const card = await this.tx.run(() => this.removals.begin(id, patientId));
    if (card.state !== 'removed') await this.detach(card).catch(() => undefined);
  }

  /** Stripe has let go of it: at our word, or somebody's in its dashboard. */
  async detached(id: PaymentMethodId): Promise<void> {
    await this.tx.run(async () => {
      await this.removals.begin(id);
      await this.removals.finish(id);
    });
  }

  /** Removals that Stripe was not told of. Errors: `checkout_unavailable`. */
  async unfinished(): Promise<void> {
    for (const card of await this.tx.run(() => this.methods.removing())) await this.detach(card);
  }

  private async detach({ id, stripePaymentMethodId }: PaymentMethodRow): Promise<void> {
    await this.gateway.detach(stripePaymentMethodId);
    await this.tx.run(() => this.removals.finish(id));
  }
}
