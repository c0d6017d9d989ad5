import { Injectable } from '@nestjs/common';
import { allocatePayment } from '../../../domain/payments/allocate-payment';
import type { BusinessDate } from '../../../kernel/business-date';
import { invariant } from '../../../kernel/invariant';
import { Money } from '../../../kernel/money';
import { MarkedProviders } from '../../../platform/discovery/marked-providers';
import type { OpenInvoice } from '../../charges/open-charge';
import { OpenChargesReader } from '../../charges/open-charges.reader';
import { BookTenders } from '../taking/book-tenders';
import { HELD_MONEY_TAKEN, type HeldMoneyTaken } from '../held-money-taken';
import { DepositsRepository } from '../persistence/deposits.repository';
import { type LockedPayment, PaymentsRepository } from '../persistence/payments.repository';
import type { TenderRow } from '../persistence/settlements.repository';

/**
 * Puts money the processor has taken where it belongs: on the charges of its invoice, or, when it was taken ahead of any
 * charge, to what it is held for.
 *
 * Tx: needs one, with the payment locked. Posts: see {@link BookTenders}.
 */
@Injectable()
export class PlaceTaken {
  constructor(
    private readonly charges: OpenChargesReader,
    private readonly payments: PaymentsRepository,
    private readonly booking: BookTenders,
    private readonly deposits: DepositsRepository,
    private readonly providers: MarkedProviders,
  ) {}

  /** Takes the invoice's open charges, before anything is written of them; undefined when there is no invoice. */
  async lock({ invoiceId }: LockedPayment): Promise<OpenInvoice | undefined> {
    return invoiceId ? this.charges.lockInvoice(invoiceId) : undefined;
  }

  /** @returns what no charge took and nothing was waiting for: the patient's credit */
  async place(
    payment: LockedPayment,
    taken: { tender: TenderRow; effectiveOn: BusinessDate },
    invoice: OpenInvoice | undefined,
  ): Promise<Money> {
    if (!invoice) return this.hold(payment, taken);
    const { id, type, spendsHsaFsa, amountCents } = taken.tender;
    const allocated = allocatePayment({
      openCharges: invoice.isVoided ? [] : invoice.charges,
      tenders: [{ id, type, amount: Money.fromColumn(amountCents), exact: false, spendsHsaFsa }],
    });
    await this.payments.insertAllocations(payment, allocated.tenders);
    await this.booking.execute(
      { ...payment, effectiveOn: taken.effectiveOn },
      allocated.tenders.map((part) => ({ id, type, allocated: part })),
    );
    return allocated.excess;
  }

  private async hold(
    payment: LockedPayment,
    { tender, effectiveOn }: { tender: TenderRow; effectiveOn: BusinessDate },
  ): Promise<Money> {
    const heldFor = await this.deposits.purposeOf(payment.id);
    invariant(heldFor, 'a payment without an invoice is held for something');
    const allocated = { tenderId: tender.id, allocations: [], excess: Money.fromColumn(tender.amountCents) };
    await this.booking.execute({ ...payment, effectiveOn, heldFor }, [{ ...tender, allocated, fee: undefined }]);
    for (const room of this.providers.of<HeldMoneyTaken>(HELD_MONEY_TAKEN)) await room.taken(payment.id);
    return Money.ZERO;
  }
}
