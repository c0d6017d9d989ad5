import { Injectable } from '@nestjs/common';
import { parseBusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { PaymentPlanView, PlanHold } from '../../modules/plans/payment-plan.view';
import { PlansReader } from '../../modules/plans/plans.reader';
import { Transactions } from '../../platform/database/transactions';
import { AutopayDesk } from '../plans/autopay-desk';
import { installmentsShown } from '../plans/installments-shown';
import { PayLinkBills } from './pay-link-bills';
import type { BillDue } from './pay-link.page';
import type { PlanDue, PlanToPay } from './plan-due-card';

const HOLDS: Readonly<Record<PlanHold, string>> = {
  paused: 'This plan is paused. Nothing is asked for now.',
  disputed: 'Your bank is looking into a payment of this plan. Nothing is asked for until it has decided.',
  estimate_dispute: 'You dispute a bill of this plan. Nothing is asked for until that is decided.',
};

/** The payment plans of one patient with something left, and the bills on none of them. Tx: joins or opens one. */
@Injectable()
export class PayLinkPlans {
  constructor(
    private readonly tx: Transactions,
    private readonly bills: PayLinkBills,
    private readonly plans: PlansReader,
    private readonly autopay: AutopayDesk,
  ) {}

  of(patientId: PatientId): Promise<{ plans: PlanDue[]; bills: BillDue[] }> {
    return this.tx.run(async () => {
      const bills = await this.bills.of(patientId);
      const { data } = await this.plans.list({ patientId });
      const live = data.filter(
        ({ status, leftCents }) => (status === 'active' || status === 'paused') && leftCents > 0,
      );
      const planned = new Set(live.flatMap(({ invoices }) => invoices.map(({ id }) => id)));
      const plans: PlanDue[] = [];
      for (const plan of live) plans.push(await this.shown(plan, bills));
      return { plans, bills: bills.filter(({ invoiceId }) => !planned.has(invoiceId)) };
    });
  }

  private async shown(plan: PaymentPlanView, bills: readonly BillDue[]): Promise<PlanDue> {
    const { agreed, next: debit } = await this.autopay.of(plan);
    const next = plan.next
      ? { on: parseBusinessDate(plan.next.dueOn), amount: Money.cents(plan.next.amountCents) }
      : undefined;
    const asked = next?.amount ?? Money.cents(plan.leftCents);
    const own = bills.find(({ invoiceId }) => plan.invoices.some(({ id }) => id === invoiceId));
    return {
      id: plan.id,
      number: plan.number,
      left: Money.cents(plan.leftCents),
      paid: Money.cents(plan.paidCents),
      next,
      debit,
      agreed: agreed?.text,
      hold: plan.heldFor ? HOLDS[plan.heldFor] : undefined,
      rows: installmentsShown(plan),
      toPay: plan.package ? ofPackage(plan, asked) : own && ofBill(own, asked),
    };
  }
}

/** A card pays one bill at a time: the oldest of the plan that is open. */
function ofBill({ invoiceId, amount, hsaFsaEligible }: BillDue, next: Money): PlanToPay {
  const now = Money.min(next, amount);
  return { by: 'invoiceId', id: invoiceId, now, most: amount, isHsaFsaFit: !now.isMoreThan(hsaFsaEligible) };
}

/** Paid ahead of care: by a card that is no HSA or FSA card, up to all that is left. */
const ofPackage = ({ id, leftCents }: PaymentPlanView, next: Money): PlanToPay => ({
  by: 'planId',
  id,
  now: next,
  most: Money.cents(leftCents),
  isHsaFsaFit: false,
});
