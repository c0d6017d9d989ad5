import { Injectable } from '@nestjs/common';
import { Authorize } from '../../modules/access/authorize';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import type { PaymentDetailView } from '../../modules/payments/payment-detail.view';
import type { PaymentPageProps } from './payment.page';

/** Which ways of returning a payment a page offers; the rules themselves decide when one is taken. */
@Injectable()
export class GivingBack {
  constructor(
    private readonly authorize: Authorize,
    private readonly clinics: ClinicsReader,
  ) {}

  async of(payment: PaymentDetailView): Promise<Pick<PaymentPageProps, 'refundHref' | 'voidHref'>> {
    const mayRefund = this.authorize.may('refunds.issue') && payment.refundableCents > 0;
    const mayVoid = this.authorize.may('payments.void') && isManual(payment);
    const isOfToday = mayVoid && payment.effectiveOn === (await this.clinics.today()).toString();
    return {
      refundHref: mayRefund ? `/payments/${payment.id}/refund` : undefined,
      voidHref: isOfToday ? `/payments/${payment.id}/void` : undefined,
    };
  }
}

/** Taken at the desk, and nothing of it given back yet. */
const isManual = ({ source, status, refundable, tenders }: PaymentDetailView): boolean =>
  source === 'desk' &&
  status === 'succeeded' &&
  refundable.every(({ refundedCents }) => refundedCents === 0) &&
  tenders.every(({ type, reference }) => type !== 'card_on_file' || reference !== null);
