import { Injectable } from '@nestjs/common';
import { adjustmentRecipe, chargeRecipe } from '../../domain/ledger/recipes';
import type { BusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import { RecordAuditEvent } from '../access/record-audit-event';
import { TakeNumber } from '../clinics/take-number';
import { UseAuthorizationUnits } from '../coverage/use-authorization-units';
import { type JournalEntryInput, PostJournalEntry } from '../ledger/post-journal-entry';
import type { ChargeRecord } from './charge-record';
import { ChargesRepository } from './persistence/charges.repository';
import { RevenueDay } from './revenue-day';
import { VisitClaimsLookup } from './visit-claims';
import type { VisitToBook } from './visit-record';

/**
 * Writes a decided visit: rows, journal entries, authorization units, audit, the claim of what goes to insurance. The
 * numbers of paper and claim come last, because their counters stay locked until the transaction ends.
 *
 * Tx: needs one.
 */
@Injectable()
export class BookCharges {
  constructor(
    private readonly charges: ChargesRepository,
    private readonly journal: PostJournalEntry,
    private readonly numbers: TakeNumber,
    private readonly authorizations: UseAuthorizationUnits,
    private readonly audit: RecordAuditEvent,
    private readonly days: RevenueDay,
    private readonly claims: VisitClaimsLookup,
  ) {}

  async execute(booking: VisitToBook): Promise<void> {
    const { visit, charges, invoice } = booking;
    this.charges.insertVisit(visit, booking.now);
    const amount = Money.sum(charges.map((charge) => charge.priced.amount));
    const effectiveOn = await this.days.of({ ...visit, amount });
    const entries = charges.flatMap((charge) => journalEntriesOf(charge, booking, effectiveOn));
    await Promise.all(entries.map((entry) => this.journal.execute(entry)));
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
    await this.claims.get().prepare(booking);
  }

  private takeUnits(charges: readonly ChargeRecord[]): void {
    for (const { id: chargeId, routed } of charges) {
      if (!routed.authorization) continue;
      const { id: authorizationId, units } = routed.authorization;
      this.authorizations.execute({ authorizationId, chargeId, units });
    }
  }
}

/** The charge at its list price, and its discount as an entry of its own. A charge of nothing has none. */
function journalEntriesOf(
  charge: ChargeRecord,
  { visit, invoice }: VisitToBook,
  effectiveOn: BusinessDate,
): JournalEntryInput[] {
  const { id, destination, discount, priced, service } = charge;
  const invoiceId = destination === 'self_pay' ? invoice?.id : undefined;
  const item = { chargeId: id, patientId: visit.patientId, invoiceId, destination };
  if (priced.listPrice.isZero()) return [];
  const gross: JournalEntryInput = {
    kind: 'charge',
    source: { type: 'charge', id },
    effectiveOn,
    lines: chargeRecipe({ ...item, amount: priced.listPrice, revenueAccount: service.revenueAccount }),
  };
  if (!discount) return [gross];
  const lines = adjustmentRecipe({ ...item, type: discount.type, amount: discount.amount });
  return [gross, { kind: 'adjustment', source: { type: 'adjustment', id: discount.id }, effectiveOn, lines }];
}
