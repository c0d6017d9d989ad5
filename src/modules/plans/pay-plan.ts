import { Injectable } from '@nestjs/common';
import { isPaymentInFlight } from '../../domain/payments/payment-state';
import { chargesSavedCard } from '../../domain/payments/saved-card';
import type { TenderInput } from '../../domain/payments/tender-rules';
import { DomainError } from '../../kernel/errors';
import { Money } from '../../kernel/money';
import { afterOutsideWork } from '../../platform/database/outside-work';
import { Transactions } from '../../platform/database/transactions';
import { TakePayment } from '../payments/take-payment';
import { assertOpen, type PlanAndInvoices, PlansToChange } from './plan-to-change';
import { PlanRecord } from './plan-record';
import { TakeDownPayment } from './take-down-payment';

export interface PayPlanInput {
  readonly planId: string;
  readonly tenders: readonly TenderInput[];
  /** The tenders are to be all that is left. */
  readonly isPayOff: boolean;
}

/**
 * Takes money toward a plan, in one payment over its invoices, the oldest care first: an installment, a part of one, some
 * ahead, or all that is left, without penalty. A saved card pays a plan of which one invoice is open. Paying the invoices
 * themselves does the same to the plan.
 *
 * Tx: opens or joins one, which locks the plan, then its invoices; with a saved card none may be open.
 * Idempotent by: the route's key. Posts: as an invoice payment.
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
  ) {}

  /** Whether all of it is taken; false while a card is still being checked. */
  async execute(input: PayPlanInput): Promise<boolean> {
    if (input.tenders.some(chargesSavedCard)) return this.chargeCard(input);
    if (this.tx.isOpen) return this.takeInHand(input);
    return afterOutsideWork(() => this.tx.run(() => this.takeInHand(input)));
  }

  private async takeInHand(input: PayPlanInput): Promise<boolean> {
    await this.money.take(await this.look(input), input.tenders);
    await this.audit(input);
    return true;
  }

  private async chargeCard(input: PayPlanInput): Promise<boolean> {
    const [invoice, ...others] = await this.tx.run(() => this.look(input));
    // Nothing is left: this very request has paid it and was not answered, or somebody else has. Nothing is charged.
    if (!invoice) return true;
    if (others.length > 0) {
      const message = 'A saved card pays one bill at a time. Charge it bill by bill, or take another tender.';
      const index = input.tenders.findIndex(chargesSavedCard);
      throw new DomainError('tender_not_offered', {
        detail: message,
        errors: [{ pointer: `/tenders/${index}/type`, message }],
      });
    }
    const payment = await this.card.execute({ invoiceId: invoice.id, tenders: input.tenders });
    await this.tx.run(() => this.audit(input));
    return !isPaymentInFlight(payment.status);
  }

  /** The invoices with something open, once the tenders are known to fit what is left of the plan. */
  private async look({ planId, tenders, isPayOff }: PayPlanInput): Promise<PlanAndInvoices['open']> {
    const plan = await this.toChange.lockWithInvoices(planId);
    if (plan.now.status === 'paid_off' && tenders.some(chargesSavedCard)) return [];
    assertOpen(plan);
    const { left } = plan.now;
    const given = Money.sum(tenders.map(({ amount }) => amount));
    if (isPayOff ? !given.equals(left) : given.isMoreThan(left))
      throw new DomainError('plan_pay_off_differs', {
        detail: `${left.format()} is left of this plan, and ${given.format()} was given.`,
        errors: [{ pointer: '/tenders', message: `must add up to ${isPayOff ? '' : 'at most '}${left.toCents()}` }],
        facts: { leftCents: left.toJSON() },
      });
    return plan.open;
  }

  private audit({ planId, tenders, isPayOff }: PayPlanInput): Promise<void> {
    return this.record.audit(isPayOff ? 'plan.pay_off' : 'plan.pay', planId, {
      amountCents: Money.sum(tenders.map(({ amount }) => amount)).toJSON(),
    });
  }
}
