import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { PaymentMethodId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { PaymentMethodsRepository } from './persistence/payment-methods.repository';

/** Makes a card the one that is offered first. Tx: opens or joins one. Errors: `payment_method_unknown`. */
@Injectable()
export class SetDefaultCard {
  constructor(
    private readonly tx: Transactions,
    private readonly methods: PaymentMethodsRepository,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(id: PaymentMethodId): Promise<void> {
    return this.tx.run(async () => {
      const card = await this.methods.lock(id);
      if (card?.state !== 'active')
        throw new DomainError('payment_method_unknown', { detail: 'There is no such card on file.' });
      if (card.isDefault) return;
      await this.methods.setDefault(card);
      await this.audit.execute({
        action: 'payment_method.set_default',
        subject: { type: 'payment_method', id },
        facts: { patientId: card.patientId },
      });
    });
  }
}
