import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { ChargeId, InvoiceId, VisitId } from '../../kernel/ids';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ChangeBill } from './adjusting/change-bill';
import { AdjustmentsRepository } from './persistence/adjustments.repository';
import { ChargesToChangeRepository } from './persistence/charges-to-change.repository';
import type { Undoing } from './adjusting/undo-entries';
import type { VisitView } from './visit.view';
import { VisitsReader } from './visits.reader';
import { VoidCharges } from './adjusting/void-charges';

export interface VoidVisitInput extends Undoing {
  readonly visitId: VisitId;
}

/**
 * Voids everything a visit was charged, billed to the patient and to insurance alike: it was the wrong patient, or never
 * took place. Authorization units go back, a claim that was not sent is withdrawn. Only while nothing was paid and no payer
 * was told. The visit can then be posted again correctly.
 *
 * Tx: forbids one around it; see {@link ChangeBill}. Idempotent by: the visit, with the caller's key.
 * Posts: the entries of every charge and adjustment reversed.
 * Errors: `visit_unknown`, `visit_already_void`, `visit_has_claim`, `invoice_has_payments`, `payment_in_progress`,
 * `checkout_unavailable`.
 */
@Injectable()
export class VoidVisit {
  constructor(
    private readonly bill: ChangeBill,
    private readonly charges: ChargesToChangeRepository,
    private readonly voiding: VoidCharges,
    private readonly adjustments: AdjustmentsRepository,
    private readonly visits: VisitsReader,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(input: VoidVisitInput): Promise<VisitView> {
    return this.bill.execute({
      look: async () => {
        const { standing, invoiceIds } = await this.toVoid(input);
        await this.voiding.look(standing);
        return invoiceIds;
      },
      change: async () => {
        const { standing } = await this.toVoid(input);
        if (standing.length > 0) await this.void(input, standing);
        return this.visits.get(input.visitId);
      },
    });
  }

  /** What still stands of it, with its invoices held; nothing when this very request voided it before. */
  private async toVoid({ visitId, requestKey }: VoidVisitInput): Promise<{
    standing: ChargeId[];
    invoiceIds: InvoiceId[];
  }> {
    const visit = await this.charges.ofVisit(visitId);
    if (!visit) throw new DomainError('visit_unknown', { detail: 'This clinic has no such visit.' });
    for (const invoiceId of visit.invoiceIds) await this.charges.ofInvoice(invoiceId);
    const standing = await this.charges.standing(visit.chargeIds);
    if (standing.length === 0 && !(await this.adjustments.wasVoidedBy(requestKey, visit.chargeIds)))
      throw new DomainError('visit_already_void');
    return { standing, invoiceIds: standing.length === 0 ? [] : visit.invoiceIds };
  }

  private async void({ visitId, ...undoing }: VoidVisitInput, standing: readonly ChargeId[]): Promise<void> {
    await this.voiding.execute(standing, undoing);
    await this.audit.execute({
      action: 'visit.void',
      subject: { type: 'visit', id: visitId },
      facts: { charges: standing.length },
    });
  }
}
