import { Injectable } from '@nestjs/common';
import { chargesSavedCard } from '../../domain/payments/saved-card';
import type { TenderInput } from '../../domain/payments/tender-rules';
import { DomainError } from '../../kernel/errors';
import type { InvoiceId, PackageId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ApplyCredit } from '../payments/apply-credit';
import { TakePayment } from '../payments/take-payment';
import { TakePaymentForInvoices } from '../payments/take-payment-for-invoices';
import type { PlanSubjectFacts } from './plan-terms';
import { PackageOnPlan } from './prepaid/package-on-plan';

/** How the down payment is taken with the opening; neither: it is due that day. */
export interface DownPaymentMeans {
  readonly tenders?: readonly TenderInput[];
  /** From what is held for the patient: a prepayment, a deposit, or credit (DOMAIN.md S2). */
  readonly fromHeld?: boolean;
}

/**
 * Takes money toward a plan's invoices, the oldest care first, or for its package, in the transaction of what it is taken for.
 *
 * Tx: needs one. Posts: as an invoice payment, for a package Cr 2100; from held money Dr 2150, 2100 or 2000 / Cr 1100,
 * or Dr 2100 or 2000 / Cr 2100 for a package.
 * Errors: those of TakePayment and ApplyCredit; `plan_terms_invalid` when the tenders are not the down payment;
 * `tender_not_offered` for a saved card: open the plan, then charge it.
 */
@Injectable()
export class TakeDownPayment {
  constructor(
    private readonly one: TakePayment,
    private readonly several: TakePaymentForInvoices,
    private readonly credit: ApplyCredit,
    private readonly packages: PackageOnPlan,
  ) {}

  async execute(subject: PlanSubjectFacts, amount: Money, means: DownPaymentMeans): Promise<void> {
    assertFits(amount, means);
    if (subject.package) return this.takeAhead(subject.package.id, amount, means);
    if (means.fromHeld) return this.applyHeld(subject, amount);
    if (means.tenders) await this.take(subject.invoices, means.tenders);
  }

  /** @param invoices those that are open, of one patient */
  async take(invoices: readonly { readonly id: InvoiceId }[], tenders: readonly TenderInput[]): Promise<void> {
    const [first, ...others] = invoices;
    if (first && others.length === 0) await this.one.execute({ invoiceId: first.id, tenders });
    else await this.several.execute({ invoiceIds: invoices.map(({ id }) => id), tenders });
  }

  private async takeAhead(packageId: PackageId, amount: Money, means: DownPaymentMeans): Promise<void> {
    const { fromHeld, tenders } = means;
    if (fromHeld) await this.packages.setAside(packageId, amount);
    if (tenders) await this.packages.take(packageId, tenders);
  }

  private async applyHeld({ patientId, invoices }: PlanSubjectFacts, amount: Money): Promise<void> {
    let left = amount;
    for (const { id: invoiceId, open } of invoices) {
      const part = Money.min(left, open);
      if (!part.isPositive()) return;
      await this.credit.execute({ patientId, invoiceId, amount: part });
      left = left.minus(part);
    }
  }
}

function refuse(pointer: string, message: string): never {
  throw new DomainError('plan_terms_invalid', { detail: message, errors: [{ pointer, message }] });
}

/** Errors: `plan_terms_invalid`, `tender_not_offered`. */
function assertFits(amount: Money, { tenders, fromHeld }: DownPaymentMeans): void {
  if (tenders && fromHeld) refuse('/downPaymentFromHeld', 'The down payment is taken by tenders or from held money.');
  if ((tenders || fromHeld) && !amount.isPositive()) refuse('/downPaymentCents', 'There is no down payment to take.');
  if (!tenders) return;
  const card = tenders.findIndex(chargesSavedCard);
  if (card >= 0) {
    const message = 'A saved card is charged once the plan is open. Until then its down payment is due today.';
    throw new DomainError('tender_not_offered', {
      detail: message,
      errors: [{ pointer: `/downPaymentTenders/${card}/type`, message }],
    });
  }
  const given = Money.sum(tenders.map((tender) => tender.amount));
  if (!given.equals(amount))
    refuse('/downPaymentTenders', `The tenders add up to ${given.format()}, the down payment is ${amount.format()}.`);
}
