import { Injectable } from '@nestjs/common';
import type { PaymentMethodId } from '../../../kernel/ids';
import { Transactions } from '../../../platform/database/transactions';
import { CardSetupGateway } from './card-setup-gateway';
import { PaymentMethodsRepository } from '../persistence/payment-methods.repository';
import { RemoveCard } from '../remove-card';

/** Reads a card we keep from Stripe again: as it is now, or gone. Tx: forbids one around it. */
@Injectable()
export class SavedCardChanges {
  constructor(
    private readonly tx: Transactions,
    private readonly gateway: CardSetupGateway,
    private readonly methods: PaymentMethodsRepository,
    private readonly removal: RemoveCard,
  ) {}

  async look(id: PaymentMethodId, stripeId: string): Promise<void> {
    const facts = await this.gateway.readCard(stripeId);
    if (!facts?.stripeCustomerId) await this.removal.detached(id);
    else await this.tx.run(() => this.methods.setFacts(id, facts));
  }
}
