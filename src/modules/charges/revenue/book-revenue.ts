import { Injectable } from '@nestjs/common';
import { adjustmentRecipe, chargeRecipe } from '../../../domain/ledger/recipes';
import type { BusinessDate } from '../../../kernel/business-date';
import { Money } from '../../../kernel/money';
import { type JournalEntryInput, PostJournalEntry } from '../../ledger/post-journal-entry';
import type { ChargeRecord } from '../charge-record';
import { RevenueDay } from './revenue-day';
import type { VisitToBook } from '../visit-record';

/**
 * Books what a visit earned, charge by charge, on its {@link RevenueDay}.
 *
 * Tx: needs one, that of the visit. Posts, per charge: Dr 1100 or 1200 / Cr its revenue at the list price, less
 * what was paid ahead, and its discount the other way round.
 */
@Injectable()
export class BookRevenue {
  constructor(
    private readonly journal: PostJournalEntry,
    private readonly days: RevenueDay,
  ) {}

  /** @param amount of the whole visit, less its discounts */
  async execute(booking: VisitToBook, amount: Money): Promise<void> {
    const effectiveOn = await this.days.of({ ...booking.visit, amount });
    const entries = booking.charges.flatMap((charge) => journalEntriesOf(charge, booking, effectiveOn));
    await Promise.all(entries.map((entry) => this.journal.execute(entry)));
  }
}

/** The charge at its list price, less what was paid ahead; its discount as an entry of its own. A charge of nothing has none. */
function journalEntriesOf(
  charge: ChargeRecord,
  { visit, invoice }: VisitToBook,
  effectiveOn: BusinessDate,
): JournalEntryInput[] {
  const { id, destination, discount, priced, service } = charge;
  // What was paid ahead is earned straight out of what is held, where the money is (see PrepaidCare).
  const owed = priced.listPrice.minus(charge.prepaid?.held ?? Money.ZERO);
  const invoiceId = destination === 'self_pay' ? invoice?.id : undefined;
  const item = { chargeId: id, patientId: visit.patientId, invoiceId, destination };
  if (owed.isZero()) return [];
  const gross: JournalEntryInput = {
    kind: 'charge',
    source: { type: 'charge', id },
    effectiveOn,
    lines: chargeRecipe({ ...item, amount: owed, revenueAccount: service.revenueAccount }),
  };
  if (!discount) return [gross];
  const lines = adjustmentRecipe({ ...item, type: discount.type, amount: discount.amount });
  return [gross, { kind: 'adjustment', source: { type: 'adjustment', id: discount.id }, effectiveOn, lines }];
}
