import { Injectable } from '@nestjs/common';
import type { InvoiceId } from '../../kernel/ids';
import type { PaymentView } from '../../modules/payments/payment.view';
import { PaymentsReader } from '../../modules/payments/payments.reader';
import { PlansReader } from '../../modules/plans/plans.reader';

/** What belongs to a bill beside itself: the payments made for it, and the plan it is on. */
@Injectable()
export class AroundInvoice {
  constructor(
    private readonly payments: PaymentsReader,
    private readonly plans: PlansReader,
  ) {}

  async of(id: InvoiceId): Promise<{ payments: PaymentView[]; plan?: { href: string; number: string } }> {
    const [{ data }, plan] = await Promise.all([this.payments.list({ invoiceId: id }), this.plans.ofInvoice(id)]);
    return { payments: data, plan: plan && { href: `/plans/${plan.id}`, number: plan.number } };
  }
}
