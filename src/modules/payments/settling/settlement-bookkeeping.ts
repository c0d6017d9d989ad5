import { Injectable } from '@nestjs/common';
import { type BusinessDate, businessDateOf, compareDates } from '../../../kernel/business-date';
import { Clock, toDate } from '../../../kernel/clock';
import type { PaymentId, TenderId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { OpenDay } from '../../ledger/open-day';
import type { CardCharge } from '../checkout/payment-gateway';
import type { LockedPayment } from '../persistence/payments.repository';
import { SettlementFacts } from './settlement-facts';
import type { SettlementOutcome } from './settlement-outcome';
import { SettlementTasks } from './settlement-tasks';

/** Days, facts and the audit trail of a settlement, and what people are told of it. Tx: needs one. */
@Injectable()
export class SettlementBookkeeping {
  constructor(
    private readonly clock: Clock,
    private readonly clinics: ClinicsReader,
    private readonly days: OpenDay,
    private readonly audit: RecordAuditEvent,
    private readonly facts: SettlementFacts,
    private readonly tasks: SettlementTasks,
  ) {}

  now(): Date {
    return toDate(this.clock.now());
  }

  /** The clinic's day the card was charged, never one that has not come, and the first open one when that is closed. */
  async dayOf(charge: CardCharge | null): Promise<BusinessDate> {
    const { timeZone } = await this.clinics.settings();
    const today = businessDateOf(this.clock.now(), timeZone);
    const charged = charge ? businessDateOf(charge.at, timeZone) : today;
    return this.days.for(compareDates(charged, today) > 0 ? today : charged);
  }

  /** What the processor told about the card and the charge. */
  keepFacts(tenderId: TenderId, outcome: SettlementOutcome): Promise<void> {
    return this.facts.keep(tenderId, outcome);
  }

  /** The payment is not in doubt any more. */
  known(paymentId: PaymentId): Promise<void> {
    return this.tasks.known(paymentId);
  }

  async settled(payment: LockedPayment, { amount, excess }: { amount: Money; excess: Money }): Promise<void> {
    await this.audit.execute({
      action: 'payment.settle',
      subject: { type: 'payment', id: payment.id },
      facts: { amountCents: amount.toJSON(), creditCents: excess.toJSON() },
    });
    if (excess.isPositive()) await this.tasks.unexpectedCredit(payment, excess);
  }
}
