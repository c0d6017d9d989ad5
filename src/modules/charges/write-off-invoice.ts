import { Injectable } from '@nestjs/common';
import type { WriteOffType } from '../../domain/adjustments/adjustment-rules';
import { DomainError } from '../../kernel/errors';
import type { InvoiceId } from '../../kernel/ids';
import { ChangeBill } from './adjusting/change-bill';
import type { InvoiceView } from './invoice.view';
import { InvoicesReader } from './invoices.reader';
import { JudgeCharges, type JudgedReduction } from './adjusting/judge-charges';
import { AdjustmentsRepository } from './persistence/adjustments.repository';
import { ChargesToChangeRepository } from './persistence/charges-to-change.repository';
import { StoreReductions } from './adjusting/store-reductions';

export interface WriteOffInvoiceInput {
  readonly invoiceId: InvoiceId;
  readonly type: WriteOffType;
  readonly reason: string;
  /** The caller's Idempotency-Key. */
  readonly requestKey: string;
}

/**
 * Gives up all that is still open on an invoice, as bad debt or as too small to collect: one act, so that above the
 * clinic's limit one approval covers it.
 *
 * Tx: forbids one around it; see {@link ChangeBill}. Idempotent by: the caller's key, kept with the adjustments.
 * Posts: Dr 6020 or 4940 / Cr 1100 per charge; nothing while it waits.
 * Errors: `invoice_unknown`, `invoice_closed`, `charge_void`, `small_balance_only`, `adjustment_exceeds_charge` when part
 * of it waits for approval already, `payment_in_progress`, `checkout_unavailable`.
 */
@Injectable()
export class WriteOffInvoice {
  constructor(
    private readonly bill: ChangeBill,
    private readonly charges: ChargesToChangeRepository,
    private readonly judge: JudgeCharges,
    private readonly store: StoreReductions,
    private readonly adjustments: AdjustmentsRepository,
    private readonly invoices: InvoicesReader,
  ) {}

  execute(input: WriteOffInvoiceInput): Promise<InvoiceView> {
    return this.bill.execute({
      look: async () => {
        if (await this.isDone(input)) return [];
        const parts = await this.judged(input);
        return parts.some(({ needsApproval }) => needsApproval) ? [] : [input.invoiceId];
      },
      change: async () => {
        if (!(await this.isDone(input))) await this.store.execute({ ...input, parts: await this.judged(input) });
        return this.invoices.get(input.invoiceId);
      },
    });
  }

  /** Whether this very request was carried out before: its first answer was lost. */
  private async isDone({ requestKey }: WriteOffInvoiceInput): Promise<boolean> {
    return (await this.adjustments.byKey(requestKey)).length > 0;
  }

  private async judged({ invoiceId, type }: WriteOffInvoiceInput): Promise<JudgedReduction[]> {
    const invoice = await this.charges.ofInvoice(invoiceId);
    if (!invoice) throw new DomainError('invoice_unknown', { detail: 'This clinic has no such invoice.' });
    const charges = await this.judge.lock(invoice.chargeIds);
    const open = charges.filter(({ openPatient }) => openPatient.isPositive());
    if (open.length === 0)
      throw new DomainError('invoice_closed', {
        detail: `Invoice ${invoice.number} has nothing left to write off.`,
        facts: { maximumCents: 0 },
      });
    return this.judge.reductions(
      type,
      open.map((charge) => ({ charge, amount: charge.openPatient })),
    );
  }
}
