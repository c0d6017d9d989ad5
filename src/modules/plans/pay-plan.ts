import { Injectable } from '@nestjs/common';
import { isPaymentInFlight } from '../../domain/payments/payment-state';
import { chargesSavedCard } from '../../domain/payments/saved-card';
import type { TenderInput } from '../../domain/payments/tender-rules';
import { DomainError } from '../../kernel/errors';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { afterOutsideWork } from '../../platform/database/outside-work';
import { Transactions } from '../../platform/database/transactions';
import { TakePayment } from '../payments/take-payment';
import { assertOpen, type PlanAndInvoices, PlansToChange } from './plan-to-change';
import { PlanRecord } from './plan-record';
import { PackageOnPlan } from './prepaid/package-on-plan';
import { TakeDownPayment } from './take-down-payment';

export interface PayPlanInput {
  readonly planId: string;
  readonly tenders: readonly TenderInput[];
  /** The tenders are to be all that is left. */
  readonly isPayOff: boolean;
}

/**
 * Takes money toward a plan, in one payment for its package or over its invoices, the oldest care first: an installment, a part of one, some
 * ahead, or all that is left, without penalty. A saved card pays a plan of which one invoice is open. Paying the invoices
 * themselves does the same to the plan.
 *
 * Tx: opens or joins one, which locks the plan, then its invoices; with a saved card none may be open.
 * Idempotent by: the route's key. Posts: as an invoice payment; for a package Dr where the money stands / Cr 2100.
 * Errors: `plan_unknown`, `plan_closed`; `plan_pay_off_differs` with `leftCents`, also for more than is left; those of
 * TakePayment.
 */
@Injectable()
export class PayPlan {
  constructor(
    private readonly tx: Transactions,
    private readonly toChange: PlansToChange,
    private readonly money: TakeDownPayment,
    private readonly card: TakePayment,
    private readonly record: PlanRecord,
    private readonly packages: PackageOnPlan,
  ) {}

  /** Whether all of it is taken; false while a card is still being checked. */
  async execute(input: PayPlanInput): Promise<boolean> {
    if (input.tenders.some(chargesSavedCard)) return this.chargeCard(input);
    if (this.tx.isOpen) return this.takeInHand(input);
    return afterOutsideWork(() => this.tx.run(() => this.takeInHand(input)));
  }

  private async takeInHand(input: PayPlanInput): Promise<boolean> {
    const plan = await this.look(input);
    if (plan?.row.package) await this.packages.take(plan.row.package.id, input.tenders);
    else await this.money.take(plan?.open ?? [], input.tenders);
    await this.audit(input);
    return true;
  }

  private async chargeCard(input: PayPlanInput): Promise<boolean> {
    const plan = await this.tx.run(() => this.look(input));
    // Nothing is left: this very request has paid it and was not answered, or somebody else has. Nothing is charged.
    if (!plan) return true;
    const isTaken = plan.row.package
      ? await this.packages.charge(plan.row.package.id, input.tenders)
      : await this.chargeForBill(plan, input.tenders);
    await this.tx.run(() => this.audit(input));
    return isTaken;
  }

  private async chargeForBill({ open }: PlanAndInvoices, tenders: readonly TenderInput[]): Promise<boolean> {
    const [invoice, ...others] = open;
    invariant(invoice, 'a plan with something left has a bill that is open');
    if (others.length > 0) {
      const message = 'A saved card pays one bill at a time. Charge it bill by bill, or take another tender.';
      const index = tenders.findIndex(chargesSavedCard);
      throw new DomainError('tender_not_offered', {
        detail: message,
        errors: [{ pointer: `/tenders/${index}/type`, message }],
      });
    }
    const payment = await this.card.execute({ invoiceId: invoice.id, tenders });
    return !isPaymentInFlight(payment.status);
  }

  /** The plan, held, once the tenders are known to fit what is left of it; nothing for a card when nothing is left. */
  private async look({ planId, tenders, isPayOff }: PayPlanInput): Promise<PlanAndInvoices | undefined> {
    const plan = await this.toChange.lockWithInvoices(planId);
    if (plan.now.status === 'paid_off' && tenders.some(chargesSavedCard)) return undefined;
    assertOpen(plan);
    const { left } = plan.now;
    const given = Money.sum(tenders.map(({ amount }) => amount));
    if (isPayOff ? !given.equals(left) : given.isMoreThan(left))
      throw new DomainError('plan_pay_off_differs', {
        detail: `${left.format()} is left of this plan, and ${given.format()} was given.`,
        errors: [{ pointer: '/tenders', message: `must add up to ${isPayOff ? '' : 'at most '}${left.toCents()}` }],
        facts: { leftCents: left.toJSON() },
      });
    return plan;
  }

  private audit({ planId, tenders, isPayOff }: PayPlanInput): Promise<void> {
    return this.record.audit(isPayOff ? 'plan.pay_off' : 'plan.pay', planId, {
      amountCents: Money.sum(tenders.map(({ amount }) => amount)).toJSON(),
    });
  }
}
