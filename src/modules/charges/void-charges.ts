import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { ChargeId, InvoiceId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { GiveBackAuthorizationUnits } from '../coverage/give-back-authorization-units';
import { ChargePaymentsLookup } from './charge-payments';
import type { ChargeToChange } from './charge-to-change';
import { JudgeCharges } from './judge-charges';
import { AdjustmentsRepository } from './persistence/adjustments.repository';
import { type Undoing, UndoEntries } from './undo-entries';

/**
 * Makes charges as if they had never been: entries reversed by new ones, authorization units given back, their invoices
 * void. The rows stay and can be read.
 *
 * Tx: needs one. Errors: `charge_void`, `invoice_has_payments`, `payment_in_progress`.
 */
@Injectable()
export class VoidCharges {
  constructor(
    private readonly judge: JudgeCharges,
    private readonly payments: ChargePaymentsLookup,
    private readonly undo: UndoEntries,
    private readonly units: GiveBackAuthorizationUnits,
    private readonly adjustments: AdjustmentsRepository,
    private readonly clock: Clock,
  ) {}

  /** The charges, locked, on which nothing was paid. */
  async look(chargeIds: readonly ChargeId[]): Promise<ChargeToChange[]> {
    const charges = await this.judge.lock(chargeIds);
    const paid = charges.filter((charge) => !charge.paid.isZero());
    if (paid.length > 0) throw await this.hasPayments(paid);
    return charges;
  }

  async execute(chargeIds: readonly ChargeId[], undoing: Undoing): Promise<void> {
    const charges = await this.look(chargeIds);
    const invoiceIds = new Set<InvoiceId>(charges.flatMap(({ invoiceId }) => invoiceId ?? []));
    for (const invoiceId of invoiceIds) await this.judge.assertNothingUnderWay(invoiceId);
    const now = this.clock.now();
    for (const charge of charges) {
      await this.undo.ofCharge(charge, undoing);
      if (charge.authorizationId) this.units.execute(charge.id, now);
    }
    for (const invoiceId of invoiceIds) await this.adjustments.setVoid(invoiceId, now);
  }

  private async hasPayments(charges: readonly ChargeToChange[]): Promise<DomainError> {
    const paidCents = Money.sum(charges.map(({ paid }) => paid)).toJSON();
    const parts = await Promise.all(charges.map(({ id }) => this.payments.get().appliedTo(id)));
    return new DomainError('invoice_has_payments', {
      detail:
        'Money was taken for this. Void or refund its payments first, then void it; or lower the charge with an adjustment.',
      facts: { paidCents, paymentIds: [...new Set(parts.flat().map(({ paymentId }) => paymentId))] },
    });
  }
}
