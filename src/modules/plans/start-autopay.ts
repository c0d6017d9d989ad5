import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId, type PaymentMethodId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { parseBusinessDate } from '../../kernel/business-date';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import type { AutopayOfferView } from './autopay.view';
import { DraftConsent } from './collecting/draft-consent';
import { AutopayRecord } from './collecting/autopay-record';
import type { SigningMethod } from './payment-plan.view';
import { type PlanToChange, PlansToChange } from './plan-to-change';

/** That the patient agreed: who, how, when, and to what they were shown. */
export interface AutopayConsentInput {
  readonly acceptedName: string;
  readonly method: SigningMethod;
  /** Now unless told. */
  readonly acceptedAt?: Temporal.Instant;
  /** Refused when it is not what would be agreed to. Left out where the plan is only being opened: its agreement was checked. */
  readonly textSha256?: string;
}

export interface StartAutopayInput {
  readonly planId: string;
  readonly paymentMethodId: PaymentMethodId;
  readonly consent: AutopayConsentInput;
}

/**
 * Lets a plan's installments be charged by themselves, because the patient has agreed to it: never a condition of the plan
 * (12 CFR 1005.10(e)(1)), and a copy of what they agreed to is sent to them (1005.10(b)). A consent to a schedule that was
 * replaced, or to another card, ends where a new one begins.
 *
 * Tx: opens or joins one; locks the plan. Idempotent by: the one consent of a plan that stands.
 * Errors: `plan_unknown`, those of {@link DraftConsent}; `plan_agreement_changed` when the text is another by now;
 * `autopay_already_running` with the same card; `signing_before_discharge`.
 */
@Injectable()
export class StartAutopay {
  constructor(
    private readonly tx: Transactions,
    private readonly plans: PlansToChange,
    private readonly drafts: DraftConsent,
    private readonly record: AutopayRecord,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** The words the patient would agree to. Tx: opens or joins one. */
  offer(planId: string, paymentMethodId: PaymentMethodId): Promise<AutopayOfferView> {
    return this.tx.run(async () => this.drafts.of(await this.plans.lock(planId), paymentMethodId));
  }

  execute(input: StartAutopayInput): Promise<void> {
    return this.tx.run(async () => {
      const plan = await this.plans.lock(input.planId);
      const offer = await this.drafts.of(plan, input.paymentMethodId);
      const before = await this.record.live(plan.row.id);
      if (before?.version === plan.row.version && before.paymentMethodId === input.paymentMethodId)
        throw new DomainError('autopay_already_running', { detail: 'This plan is paid with that card already.' });
      const { textSha256 } = input.consent;
      if (textSha256 !== undefined && offer.textSha256 !== textSha256)
        throw new DomainError('plan_agreement_changed', {
          detail: 'The amounts, the dates or the words have changed since the patient read them. Show them again.',
        });
      if (before) await this.record.revoke(before, 'replaced');
      await this.store(plan, offer, input);
    });
  }

  private async store(plan: PlanToChange, offer: AutopayOfferView, { consent }: StartAutopayInput): Promise<void> {
    const now = this.clock.now();
    const acceptedAt = consent.acceptedAt ?? now;
    if (Temporal.Instant.compare(acceptedAt, now) > 0)
      throw new DomainError('validation_failed', {
        errors: [{ pointer: '/consent/acceptedAt', message: 'must not lie in the future' }],
      });
    const { planId, textVersion, text, textSha256 } = offer;
    const [first] = offer.charges;
    await this.record.add(plan, {
      id: newId<string>(now),
      planId,
      version: plan.row.version,
      paymentMethodId: offer.paymentMethodId as PaymentMethodId,
      fromOn: plan.today.toString(),
      textVersion,
      text,
      textSha256,
      acceptedName: consent.acceptedName.trim(),
      method: consent.method,
      acceptedAt: toDate(acceptedAt),
      acceptedFrom: this.context.ip ?? null,
      first: first && { dueOn: parseBusinessDate(first.dueOn), amount: Money.cents(first.amountCents) },
    });
  }
}
