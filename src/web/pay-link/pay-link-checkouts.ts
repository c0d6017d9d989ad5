import { Injectable } from '@nestjs/common';
import type { InvoiceId, PatientId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { StartCheckout, type StartedCheckout } from '../../modules/payments/start-checkout';
import { StartPlanCheckout } from '../../modules/plans/start-plan-checkout';
import type { FormValues } from '../http/posted-form';
import { PayLinkBills } from './pay-link-bills';
import { amountField } from './pay-link-fields';
import { PayLinkOutcomes } from './pay-link-outcomes';
import { PayLinkPlans } from './pay-link-plans';

/** What a form of the page pays. */
export interface PayLinkTarget {
  /** Where its amount is typed. */
  readonly field: string;
  /** Opens the card page for it. Errors: those of {@link StartCheckout} and {@link StartPlanCheckout}. */
  open(amount: Money | undefined): Promise<StartedCheckout>;
}

/** Finds what a patient pays among what is theirs: a bill, or a plan that is paid ahead of care. */
@Injectable()
export class PayLinkCheckouts {
  constructor(
    private readonly bills: PayLinkBills,
    private readonly plans: PayLinkPlans,
    private readonly outcomes: PayLinkOutcomes,
    private readonly bill: StartCheckout,
    private readonly plan: StartPlanCheckout,
  ) {}

  /** Undefined when it is not theirs, or not what it was when the form was shown: they look again before they pay. */
  of(patientId: PatientId, values: FormValues): Promise<PayLinkTarget | undefined> {
    return values['planId'] === undefined ? this.ofBill(patientId, values) : this.ofPlan(patientId, values);
  }

  private async ofBill(patientId: PatientId, values: FormValues): Promise<PayLinkTarget | undefined> {
    const due = (await this.bills.of(patientId)).find(({ invoiceId }) => invoiceId === values['invoiceId']);
    if (!due) return undefined;
    const invoiceId = due.invoiceId as InvoiceId;
    const tenderKind = values['tender'] === 'hsa_fsa' ? 'hsa_fsa' : 'card';
    return {
      field: amountField(invoiceId),
      open: (amount) => this.bill.execute({ invoiceId, tenderKind, amount }),
    };
  }

  /** A form sent again after its page was paid would pay the next installment, too: what is left tells. */
  private async ofPlan(patientId: PatientId, values: FormValues): Promise<PayLinkTarget | undefined> {
    await this.outcomes.ask(patientId);
    const { plans } = await this.plans.of(patientId);
    const due = plans.find(({ id, toPay }) => id === values['planId'] && toPay?.by === 'planId');
    if (!due || due.left.toCents().toString() !== values['left']) return undefined;
    return { field: amountField(due.id), open: (amount) => this.plan.execute({ planId: due.id, amount }) };
  }
}
