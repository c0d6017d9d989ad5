import { Injectable } from '@nestjs/common';
import type { AdjustmentReceivable, ManualAdjustmentType } from '../../../domain/adjustments/adjustment-rules';
import { releaseOverpaid } from '../../../domain/adjustments/judge-adjustment';
import { type JournalLine, mergeLines } from '../../../domain/ledger/journal';
import { adjustmentRecipe, chargeCorrectionRecipe, unappliedCreditRecipe } from '../../../domain/ledger/recipes';
import { Clock } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { PostJournalEntry } from '../../ledger/post-journal-entry';
import { BooksDay } from '../revenue/books-day';
import { ChargePaymentsLookup } from '../charge-payments';
import type { AdjustmentId } from '../charge-record';
import type { ChargeToChange } from '../charge-to-change';
import { AdjustmentsRepository } from '../persistence/adjustments.repository';

/** An adjustment that was judged and may move money now. */
export interface AdjustmentToPost {
  readonly id: AdjustmentId;
  readonly charge: ChargeToChange;
  readonly type: ManualAdjustmentType;
  readonly amount: Money;
  readonly reason: string;
  readonly receivable: AdjustmentReceivable;
  readonly overpaid: Money;
}

/**
 * Lowers a charge. What was paid of the lowered part first becomes owed again and at once the patient's credit, under the
 * payments it came from in proportion, so that no receivable ever falls below zero.
 *
 * Tx: needs one, with the charge locked. Idempotent by: the adjustment.
 * Posts: Dr 1100 / Cr 2000 the overpaid part; Dr the type's account / Cr 1100 or 1200. Scenario S4 (DOMAIN.md §13).
 */
@Injectable()
export class PostAdjustment {
  constructor(
    private readonly journal: PostJournalEntry,
    private readonly adjustments: AdjustmentsRepository,
    private readonly payments: ChargePaymentsLookup,
    private readonly day: BooksDay,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  async execute(adjustment: AdjustmentToPost): Promise<void> {
    const { id, charge } = adjustment;
    const effectiveOn = await this.day.today();
    await this.adjustments.insert({ ...adjustment, chargeId: charge.id }, this.clock.now());
    await this.letGo(adjustment);
    await this.journal.execute({
      kind: 'adjustment',
      source: { type: 'adjustment', id },
      effectiveOn,
      lines: linesOf(adjustment),
    });
    await this.audit.execute({
      action: 'adjustment.post',
      subject: { type: 'adjustment', id },
      facts: { chargeId: charge.id, type: adjustment.type, amountCents: adjustment.amount.toJSON() },
    });
  }

  private async letGo({ id, charge, overpaid }: AdjustmentToPost): Promise<void> {
    if (overpaid.isZero()) return;
    const parts = releaseOverpaid(overpaid, await this.payments.get().appliedTo(charge.id));
    await this.payments.get().release({ id, chargeId: charge.id }, parts);
    await this.journal.execute({
      kind: 'overpayment',
      source: { type: 'adjustment', id },
      effectiveOn: await this.day.today(),
      lines: mergeLines(parts.flatMap((part) => unappliedCreditRecipe({ ...dimensionsOf(charge), ...part }))),
    });
  }
}

/** The charge as its journal lines name it. */
export const dimensionsOf = ({ id, patientId, invoiceId }: ChargeToChange) => ({
  chargeId: id,
  patientId,
  invoiceId: invoiceId ?? undefined,
});

function linesOf({ charge, type, amount, receivable }: AdjustmentToPost): JournalLine[] {
  const destination = receivable === 'patient' ? 'self_pay' : 'insurance';
  const item = { ...dimensionsOf(charge), destination, amount } as const;
  if (type === 'error_correction') return chargeCorrectionRecipe({ ...item, revenueAccount: charge.revenueAccount });
  return adjustmentRecipe({ ...item, type });
}
