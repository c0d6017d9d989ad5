import { Injectable } from '@nestjs/common';
import { ADJUSTMENT_RULES, type ManualAdjustmentType } from '../../../domain/adjustments/adjustment-rules';
import {
  assertSmallBalance,
  judgeAdjustment,
  type JudgedAdjustment,
} from '../../../domain/adjustments/judge-adjustment';
import { DomainError } from '../../../kernel/errors';
import type { ChargeId, InvoiceId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { BillObjections } from '../bill-objection';
import { ChargePaymentsLookup } from '../charge-payments';
import type { ChargeToChange } from '../charge-to-change';
import { PrepaidCareLookup } from '../prepaid-care';
import { ChargesToChangeRepository } from '../persistence/charges-to-change.repository';

/** Parts of one act that lowers charges: one charge, or those of an invoice that is written off. */
export interface ChargeReduction {
  readonly charge: ChargeToChange;
  readonly amount: Money;
}

export interface JudgedReduction extends ChargeReduction, JudgedAdjustment {}

/** Locks charges that are about to change and says what may be done to them. Tx: needs one. */
@Injectable()
export class JudgeCharges {
  constructor(
    private readonly charges: ChargesToChangeRepository,
    private readonly payments: ChargePaymentsLookup,
    private readonly clinics: ClinicsReader,
    private readonly context: RequestContext,
    private readonly objections: BillObjections,
    private readonly prepaid: PrepaidCareLookup,
  ) {}

  /** Errors: `charge_unknown`, also for another clinic's; `charge_void`. */
  async lock(chargeIds: readonly ChargeId[]): Promise<ChargeToChange[]> {
    const charges = await this.charges.lock(chargeIds);
    if (charges.length < chargeIds.length)
      throw new DomainError('charge_unknown', { detail: 'This clinic has no such charge.' });
    if (charges.some(({ isVoid }) => isVoid))
      throw new DomainError('charge_void', {
        detail: 'This charge was voided; there is nothing left of it to change.',
      });
    return charges;
  }

  /** Errors: those of {@link judgeAdjustment}; `forbidden` for a type above the caller's role; an objection's. */
  async reductions(type: ManualAdjustmentType, parts: readonly ChargeReduction[]): Promise<JudgedReduction[]> {
    const { role } = this.context.actor;
    if (role && role !== 'admin' && ADJUSTMENT_RULES[type].leastRole === 'admin')
      throw new DomainError('forbidden', { detail: 'An admin makes this adjustment.' });
    const { policies } = await this.clinics.settings();
    const limits = {
      alone: Money.cents(policies.adjustmentApprovalCents),
      smallBalance: Money.cents(policies.smallBalanceCents),
    };
    const total = Money.sum(parts.map(({ amount }) => amount));
    await this.objections.refuse(
      { kind: 'adjust', type, amount: total },
      parts.map(({ charge }) => charge),
    );
    if (type === 'small_balance')
      assertSmallBalance(total, Money.sum(parts.map(({ charge }) => charge.openPatient)), limits.smallBalance);
    const judged: JudgedReduction[] = [];
    for (const { charge, amount } of parts) {
      const paid = Money.min(Money.max(charge.paid, Money.ZERO), await this.appliedTo(charge));
      // One act counts as one: cutting it into charges does not make it smaller.
      const takenOffAlone = charge.takenOffAlone.plus(total.minus(amount));
      judged.push({ charge, amount, ...judgeAdjustment({ type, amount }, { ...charge, paid, takenOffAlone }, limits) });
    }
    return judged;
  }

  /** Errors: `payment_in_progress`: what comes in for the old amount has to be known first. */
  async assertNothingUnderWay(invoiceId: InvoiceId | null): Promise<void> {
    if (invoiceId === null || !(await this.payments.get().isUnderWay(invoiceId))) return;
    throw new DomainError('payment_in_progress', {
      detail: 'A payment for this bill is still being confirmed. Try again once it is paid, declined or ended.',
    });
  }

  /** Money of a package goes back to it with the session. Errors: `invoice_has_payments`; an objection's. */
  async assertVoidable(charges: readonly ChargeToChange[]): Promise<void> {
    await this.objections.refuse({ kind: 'void' }, charges);
    const prepaid = await this.prepaid.get().paidOf(charges.map(({ id }) => id));
    const paid = charges.filter(({ id, paid }) => !paid.equals(prepaid.get(id) ?? Money.ZERO));
    if (paid.length === 0) return;
    const paidCents = Money.sum(paid.map((charge) => charge.paid)).toJSON();
    const parts = await Promise.all(paid.map(({ id }) => this.payments.get().appliedTo(id)));
    throw new DomainError('invoice_has_payments', {
      detail:
        'Money was taken for this. Void or refund its payments first, then void it; or lower the charge with an adjustment.',
      facts: { paidCents, paymentIds: [...new Set(parts.flat().map(({ paymentId }) => paymentId))] },
    });
  }

  private async appliedTo({ id, paid }: ChargeToChange): Promise<Money> {
    if (!paid.isPositive()) return Money.ZERO;
    return Money.sum((await this.payments.get().appliedTo(id)).map(({ amount }) => amount));
  }
}
