import { Injectable } from '@nestjs/common';
import { type BusinessDate, businessDateOf, compareDates } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { Money } from '../../kernel/money';
import { RecordAuditEvent } from '../access/record-audit-event';
import { OpenDay } from '../ledger/open-day';
import type { CardCharge } from './payment-gateway';
import type { LockedPayment } from './persistence/payments.repository';

/** Days, moments and the audit trail of a settlement. */
@Injectable()
export class SettlementBookkeeping {
  constructor(
    private readonly clock: Clock,
    private readonly audit: RecordAuditEvent,
    private readonly openDay: OpenDay,
  ) {}

  now(): Date {
    return toDate(this.clock.now());
  }

  /** The clinic's day the card was charged, and never a day that has not come; the first open one when it is sealed. */
  dayOf(charge: CardCharge | null, timeZone: string): Promise<BusinessDate> {
    const today = businessDateOf(this.clock.now(), timeZone);
    const charged = charge ? businessDateOf(charge.at, timeZone) : today;
    return this.openDay.for(compareDates(charged, today) > 0 ? today : charged);
  }

  settled(payment: LockedPayment, excess: Money): Promise<void> {
    return this.audit.execute({
      action: 'payment.settle',
      subject: { type: 'payment', id: payment.id },
      facts: { amountCents: Number(payment.amountCents), creditCents: excess.toJSON() },
    });
  }
}
