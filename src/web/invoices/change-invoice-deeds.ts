import { Injectable } from '@nestjs/common';
import type { InvoiceId } from '../../kernel/ids';
import { AdjustCharge, type AdjustChargeInput } from '../../modules/charges/adjust-charge';
import { ReverseAdjustment, type ReverseAdjustmentInput } from '../../modules/charges/reverse-adjustment';
import { VoidInvoice, type VoidInvoiceInput } from '../../modules/charges/void-invoice';
import { WriteOffInvoice, type WriteOffInvoiceInput } from '../../modules/charges/write-off-invoice';
import { RequestContext, type Role } from '../../platform/context/request-context';

/** What the forms about a bill do; each answers the page that shows it done. */
@Injectable()
export class ChangeInvoiceDeeds {
  constructor(
    private readonly adjustCharge: AdjustCharge,
    private readonly writeOffInvoice: WriteOffInvoice,
    private readonly voidInvoice: VoidInvoice,
    private readonly reverseAdjustment: ReverseAdjustment,
    private readonly context: RequestContext,
  ) {}

  /** Of whoever fills in the form. */
  get role(): Role | undefined {
    return this.context.actor.role;
  }

  async adjust(invoiceId: InvoiceId, input: AdjustChargeInput): Promise<string> {
    const { id } = await this.adjustCharge.execute(input);
    return `/invoices/${invoiceId}#adjustment-${id}`;
  }

  async writeOff(invoiceId: InvoiceId, input: Omit<WriteOffInvoiceInput, 'invoiceId'>): Promise<string> {
    await this.writeOffInvoice.execute({ ...input, invoiceId });
    return `/invoices/${invoiceId}#adjustments`;
  }

  async void(invoiceId: InvoiceId, input: Omit<VoidInvoiceInput, 'invoiceId'>): Promise<string> {
    await this.voidInvoice.execute({ ...input, invoiceId });
    return `/invoices/${invoiceId}`;
  }

  async takeBack(invoiceId: InvoiceId, input: ReverseAdjustmentInput): Promise<string> {
    await this.reverseAdjustment.execute(input);
    return `/invoices/${invoiceId}#adjustment-${input.adjustmentId}`;
  }
}
