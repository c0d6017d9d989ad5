import { Injectable } from '@nestjs/common';
import { Money } from '../../kernel/money';
import { RecordAuditEvent } from '../access/record-audit-event';
import { TakeNumber } from '../clinics/take-number';
import { UseAuthorizationUnits } from '../coverage/use-authorization-units';
import { BookRevenue } from './book-revenue';
import type { ChargeRecord } from './charge-record';
import { ChargesRepository } from './persistence/charges.repository';
import { VisitFollowUps } from './visit-follow-ups';
import type { BilledVisit } from './visit-limits';

/**
 * Writes a decided visit: rows, journal entries, authorization units, audit, and what follows from it in rooms to the right. The
 * numbers of paper and claim come last, because their counters stay locked until the transaction ends.
 *
 * Tx: needs one.
 */
@Injectable()
export class BookCharges {
  constructor(
    private readonly charges: ChargesRepository,
    private readonly revenue: BookRevenue,
    private readonly numbers: TakeNumber,
    private readonly authorizations: UseAuthorizationUnits,
    private readonly audit: RecordAuditEvent,
    private readonly followUps: VisitFollowUps,
  ) {}

  async execute(booking: BilledVisit): Promise<void> {
    const { visit, charges, invoice } = booking;
    this.charges.insertVisit(visit, booking.now);
    const amount = Money.sum(charges.map((charge) => charge.priced.amount));
    await this.revenue.execute(booking, amount);
    this.takeUnits(charges);
    await this.audit.execute({
      action: 'visit.post',
      subject: { type: 'visit', id: visit.id },
      facts: {
        patientId: visit.patientId,
        lines: charges.length,
        amountCents: amount.toJSON(),
        invoiceId: invoice?.id ?? null,
      },
    });
    const number = invoice && (await this.numbers.execute('invoice'));
    this.charges.insertCharges({ ...booking, number });
    await this.followUps.execute(booking);
  }

  private takeUnits(charges: readonly ChargeRecord[]): void {
    for (const { id: chargeId, routed } of charges) {
      if (!routed.authorization) continue;
      const { id: authorizationId, units } = routed.authorization;
      this.authorizations.execute({ authorizationId, chargeId, units });
    }
  }
}
