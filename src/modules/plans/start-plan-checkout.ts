import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { PackageId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import type { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import type { StartedCheckout } from '../payments/start-checkout';
import { PlansRepository } from './persistence/plans.repository';
import { assertOpen, PlansToChange } from './plan-to-change';
import { unknownPlan } from './plans.reader';
import { PackageOnPlan } from './prepaid/package-on-plan';

export interface StartPlanCheckoutInput {
  readonly planId: string;
  /** The next installment unless told: a part of it, or some ahead. */
  readonly amount?: Money;
}

/**
 * Opens a hosted page on which the patient pays toward a plan over a package. The money is held for the package, and so pays
 * the installments in order. A page that is still open is ended first, so that there is one at a time. (The bills of a plan
 * over invoices are paid as bills: see StartCheckout.)
 *
 * Tx: forbids one around it; stores the intent, then asks Stripe, then stores the answer. Idempotent by: the stored attempt.
 * Posts: nothing until it is paid; then Dr 1030 / Cr 2100. Errors: `plan_unknown`, also for a plan over bills; `plan_closed`,
 * `amount_exceeds_balance` with `maximumCents`, `package_not_active`, `payment_in_progress`, `checkout_unavailable`.
 */
@Injectable()
export class StartPlanCheckout {
  constructor(
    private readonly tx: Transactions,
    private readonly plans: PlansRepository,
    private readonly toChange: PlansToChange,
    private readonly packages: PackageOnPlan,
  ) {}

  async execute({ planId, amount }: StartPlanCheckoutInput): Promise<StartedCheckout> {
    invariant(!this.tx.isOpen, 'a checkout is started outside any transaction');
    const packageId = await this.tx.run(() => this.packageOf(planId));
    return this.packages.onHostedPage(packageId, () => this.amountToPay(planId, amount));
  }

  private async packageOf(planId: string): Promise<PackageId> {
    assertOpen(await this.toChange.lock(planId));
    const packageId = await this.plans.packageOf(planId);
    if (!packageId) throw unknownPlan();
    return packageId;
  }

  /** Looked at again with the package held: what is left stays so. */
  private async amountToPay(planId: string, wished: Money | undefined): Promise<Money> {
    const plan = await this.toChange.lock(planId);
    assertOpen(plan);
    const { left, parts } = plan.now;
    const amount = wished ?? parts.find((part) => part.left.isPositive())?.left ?? left;
    if (amount.isMoreThan(left))
      throw new DomainError('amount_exceeds_balance', {
        detail: `There is ${left.format()} left to pay of this plan.`,
        errors: [{ pointer: '/amountCents', message: `must be at most ${left.format()}` }],
        facts: { maximumCents: left.toJSON() },
      });
    return amount;
  }
}
