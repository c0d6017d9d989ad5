import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { newId, type PaymentMethodId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { Transactions } from '../../../platform/database/transactions';
import { RecordAuditEvent } from '../../access/record-audit-event';
import type { CardFacts, CardSetupFacts } from './card-setup-gateway';
import { type CardSetupRow, CardSetupsRepository } from '../persistence/card-setups.repository';
import { PaymentMethodsRepository } from '../persistence/payment-methods.repository';

/**
 * Keeps a card that was saved on Stripe's page, and writes down that its holder has agreed.
 *
 * Tx: opens or joins one; locks the setup. Idempotent by: Stripe's id of the card.
 */
@Injectable()
export class KeepCard {
  constructor(
    private readonly tx: Transactions,
    private readonly setups: CardSetupsRepository,
    private readonly methods: PaymentMethodsRepository,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** False when the setup is not one of this clinic's. */
  execute(setupId: string, { status, card }: Pick<CardSetupFacts, 'status' | 'card'>): Promise<boolean> {
    return this.tx.run(async () => {
      const setup = await this.setups.lock(setupId);
      if (!setup) return false;
      if (card?.stripeCustomerId) await this.keep(setup, { ...card, stripeCustomerId: card.stripeCustomerId });
      const isComplete = card !== null && status === 'complete';
      if (isComplete && setup.state !== 'complete') await this.setups.setEnded(setup.id, 'complete');
      if (status === 'expired' && setup.state !== 'complete') await this.setups.setEnded(setup.id, 'expired');
      return true;
    });
  }

  private async keep(setup: CardSetupRow, card: CardFacts & { stripeCustomerId: string }): Promise<void> {
    const now = this.clock.now();
    const { patientId, consentId, label } = setup;
    const id = newId<PaymentMethodId>(now);
    if (!(await this.methods.insert({ ...card, id, patientId, consentId, label }, toDate(now)))) return;
    await this.setups.accept(consentId, card, toDate(now));
    await this.audit.execute({
      action: 'payment_method.add',
      subject: { type: 'payment_method', id },
      facts: { patientId, label, by: this.context.actor.kind },
    });
  }
}
