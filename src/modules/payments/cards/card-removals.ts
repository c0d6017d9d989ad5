import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { DomainError } from '../../../kernel/errors';
import type { PatientId, PaymentMethodId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { CardSetupsRepository } from '../persistence/card-setups.repository';
import { type PaymentMethodRow, PaymentMethodsRepository } from '../persistence/payment-methods.repository';

/** What a removal changes. Tx: needs one. */
@Injectable()
export class CardRemovals {
  constructor(
    private readonly methods: PaymentMethodsRepository,
    private readonly setups: CardSetupsRepository,
    private readonly audit: RecordAuditEvent,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** From here on nobody charges it: the consent is taken back. Errors: `payment_method_unknown`. */
  async begin(id: PaymentMethodId, patientId?: PatientId): Promise<PaymentMethodRow> {
    const card = await this.methods.lock(id);
    if (!card || (patientId !== undefined && card.patientId !== patientId))
      throw new DomainError('payment_method_unknown', { detail: 'There is no such card on file.' });
    if (card.state !== 'active') return card;
    await this.methods.setRemoving(id);
    await this.setups.revoke(card.consentId, { id: this.context.actor.id, at: toDate(this.clock.now()) });
    await this.audit.execute({
      action: 'payment_method.remove',
      subject: { type: 'payment_method', id },
      facts: { patientId: card.patientId, label: card.label },
    });
    return card;
  }

  finish(id: PaymentMethodId): Promise<void> {
    return this.methods.setRemoved(id, toDate(this.clock.now()));
  }
}
