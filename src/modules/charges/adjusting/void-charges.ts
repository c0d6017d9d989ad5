import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock';
import type { ChargeId, InvoiceId } from '../../../kernel/ids';
import type { ChargeToChange } from '../charge-to-change';
import { GiveBackUsed } from './give-back-used';
import { JudgeCharges } from './judge-charges';
import { AdjustmentsRepository } from '../persistence/adjustments.repository';
import { type Undoing, UndoEntries } from './undo-entries';
import { VisitClaimsLookup } from '../visit-claims';

/**
 * Makes charges as if they had never been: entries reversed by new ones, authorization units and sessions bought ahead given
 * back, their invoices void, their claims withdrawn. The rows stay and can be read.
 *
 * Tx: needs one. Errors: `charge_void`, `visit_has_claim`, `invoice_has_payments`, `payment_in_progress`; those of a BillObjection.
 */
@Injectable()
export class VoidCharges {
  constructor(
    private readonly judge: JudgeCharges,
    private readonly claims: VisitClaimsLookup,
    private readonly undo: UndoEntries,
    private readonly used: GiveBackUsed,
    private readonly adjustments: AdjustmentsRepository,
    private readonly clock: Clock,
  ) {}

  /** The charges, locked, on which nothing was paid and of which no payer was told. */
  async look(chargeIds: readonly ChargeId[]): Promise<ChargeToChange[]> {
    await this.claims.get().assertUnsent(chargeIds);
    const charges = await this.judge.lock(chargeIds);
    await this.judge.assertVoidable(charges);
    return charges;
  }

  async execute(chargeIds: readonly ChargeId[], undoing: Undoing): Promise<void> {
    const charges = await this.look(chargeIds);
    const invoiceIds = new Set<InvoiceId>(charges.flatMap(({ invoiceId }) => invoiceId ?? []));
    for (const invoiceId of invoiceIds) await this.judge.assertNothingUnderWay(invoiceId);
    const now = this.clock.now();
    await this.used.execute(charges, { reason: undoing.reason, now });
    for (const charge of charges) await this.undo.ofCharge(charge, undoing);
    for (const invoiceId of invoiceIds) await this.adjustments.setVoid(invoiceId, now);
    await this.claims.get().withdraw(chargeIds);
  }
}
