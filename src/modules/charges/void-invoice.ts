import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { ChargeId, InvoiceId } from '../../kernel/ids';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ChangeBill } from './adjusting/change-bill';
import type { InvoiceView } from './invoice.view';
import { InvoicesReader } from './invoices.reader';
import { AdjustmentsRepository } from './persistence/adjustments.repository';
import { ChargesToChangeRepository } from './persistence/charges-to-change.repository';
import type { Undoing } from './adjusting/undo-entries';
import { VoidCharges } from './adjusting/void-charges';

export interface VoidInvoiceInput extends Undoing {
  readonly invoiceId: InvoiceId;
}

/**
 * Voids a bill that should not have been issued: the wrong service, the wrong price. Only while nothing was paid. The
 * visit's self-pay lines can then be posted again correctly; lines that went to insurance stay, see {@link VoidVisit}. A bill
 * of what insurance left to the patient is not voided: the payer's decision is what it rests on.
 *
 * Tx: forbids one around it; see {@link ChangeBill}. Idempotent by: the invoice, with the caller's key.
 * Posts: the entries of every charge and adjustment on it reversed.
 * Errors: `invoice_unknown`, `invoice_already_void`, `visit_has_claim`, `invoice_has_payments`, `payment_in_progress`,
 * `checkout_unavailable`.
 */
@Injectable()
export class VoidInvoice {
  constructor(
    private readonly bill: ChangeBill,
    private readonly charges: ChargesToChangeRepository,
    private readonly voiding: VoidCharges,
    private readonly adjustments: AdjustmentsRepository,
    private readonly invoices: InvoicesReader,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(input: VoidInvoiceInput): Promise<InvoiceView> {
    return this.bill.execute({
      look: async () => {
        const chargeIds = await this.toVoid(input);
        if (chargeIds) await this.voiding.look(chargeIds);
        return [input.invoiceId];
      },
      change: async () => {
        const chargeIds = await this.toVoid(input);
        if (chargeIds) await this.void(input, chargeIds);
        return this.invoices.get(input.invoiceId);
      },
    });
  }

  /** Its charges, with the invoice held; undefined when this very request voided it before. */
  private async toVoid({ invoiceId, requestKey }: VoidInvoiceInput): Promise<ChargeId[] | undefined> {
    const invoice = await this.charges.ofInvoice(invoiceId);
    if (!invoice) throw new DomainError('invoice_unknown', { detail: 'This clinic has no such invoice.' });
    if (!invoice.isVoid) return invoice.chargeIds;
    if (await this.adjustments.wasVoidedBy(requestKey, invoice.chargeIds)) return undefined;
    throw new DomainError('invoice_already_void');
  }

  private async void(input: VoidInvoiceInput, chargeIds: readonly ChargeId[]): Promise<void> {
    await this.voiding.execute(chargeIds, input);
    await this.audit.execute({
      action: 'invoice.void',
      subject: { type: 'invoice', id: input.invoiceId },
      facts: { charges: chargeIds.length },
    });
  }
}
