import { Injectable } from '@nestjs/common';
import { leaveUnderWay } from '../../../domain/payments/under-way';
import type { InvoiceId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import type { OpenInvoice } from '../../charges/open-charge';
import { OpenChargesReader } from '../../charges/open-charges.reader';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { type BlockingAttempt, BlockingAttempts, refuseWhileUnderWay } from '../blocking-attempts';
import { EndLiveCheckout } from '../checkout/end-live-checkout';

/** An invoice about to be paid: its charges are locked, and no hosted page can take its money any more. */
export interface PayableInvoice extends OpenInvoice {
  readonly timeZone: string;
  readonly settings: Awaited<ReturnType<ClinicsReader['settings']>>;
  readonly underWay: readonly BlockingAttempt[];
}

/** Where a payment at the desk begins. Tx: needs one. */
@Injectable()
export class PayableInvoices {
  constructor(
    private readonly charges: OpenChargesReader,
    private readonly clinics: ClinicsReader,
    private readonly attempts: BlockingAttempts,
    private readonly ending: EndLiveCheckout,
  ) {}

  /**
   * Locks the invoice, in one round trip. Errors: `invoice_unknown`; an open hosted page sends the caller round by
   * {@link EndLiveCheckout}.
   */
  async lock(invoiceId: InvoiceId): Promise<PayableInvoice> {
    // What is under way is read after the lock was got: nothing begins without it.
    const [invoice, settings, underWay] = await Promise.all([
      this.charges.lockInvoice(invoiceId),
      this.clinics.settings(),
      this.attempts.of(invoiceId),
    ]);
    if (underWay.some(({ isOpenPage }) => isOpenPage)) await this.ending.execute(invoiceId);
    return { ...invoice, settings, timeZone: settings.timeZone, underWay };
  }
}

/**
 * The charges a desk payment may pay now. Money in hand may be taken while a card is being checked, but not what that card
 * would pay. Errors: `payment_in_progress`, with the most that may be taken as `maximumCents`.
 */
export function chargesToPay({ charges, underWay }: PayableInvoice, total: Money): OpenInvoice['charges'] {
  const left = leaveUnderWay(charges, underWay);
  const most = Money.sum(left.map(({ openCents }) => Money.cents(openCents)));
  if (total.isMoreThan(most)) refuseWhileUnderWay(underWay, most);
  return left;
}
