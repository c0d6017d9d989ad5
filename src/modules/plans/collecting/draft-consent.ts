import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isHealthAccount } from '../../../domain/payments/saved-card';
import { AUTOPAY_TEXT_VERSION, autopayText } from '../../../domain/plans/autopay-consent';
import { compareDates } from '../../../kernel/business-date';
import { DomainError } from '../../../kernel/errors';
import type { PaymentMethodId } from '../../../kernel/ids';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { type CardOnFile, ChargeSavedCard } from '../../payments/charge-saved-card';
import type { AutopayOfferView } from '../autopay.view';
import { assertOpen, type PlanToChange } from '../plan-to-change';

/** Words what a patient is asked to agree to. Tx: needs one. */
@Injectable()
export class DraftConsent {
  constructor(
    private readonly cards: ChargeSavedCard,
    private readonly clinics: ClinicsReader,
  ) {}

  /**
   * Every installment still to come with its whole amount. Errors: `plan_closed`, `plan_agreement_unsigned`, `payment_method_unknown` also for
   * another patient's card, `payment_method_unusable` for one that has expired, `hsa_fsa_not_eligible` over a package.
   */
  async of(plan: PlanToChange, paymentMethodId: PaymentMethodId): Promise<AutopayOfferView> {
    assertOpen(plan);
    if (!plan.now.schedule.signature)
      throw new DomainError('plan_agreement_unsigned', {
        detail: 'The patient signs the plan before they agree to automatic payments. They may always pay another way.',
      });
    const card = await this.cardOf(plan, paymentMethodId);
    if (plan.row.package && isHealthAccount(card.label)) throw healthMoneyAhead();
    const { statementDescriptor } = await this.clinics.settings();
    const charges = plan.now.parts.filter(
      ({ number, dueOn, left }) => number > 0 && left.isPositive() && compareDates(dueOn, plan.today) >= 0,
    );
    const text = autopayText({ clinicName: statementDescriptor, cardLast4: card.last4, charges });
    return {
      planId: plan.row.id,
      paymentMethodId,
      last4: card.last4,
      charges: charges.map(({ number, dueOn, amount }) => ({
        number,
        dueOn: dueOn.toString(),
        amountCents: amount.toJSON(),
      })),
      textVersion: AUTOPAY_TEXT_VERSION,
      text,
      textSha256: createHash('sha256').update(text).digest('hex'),
    };
  }

  private async cardOf({ row, today }: PlanToChange, id: PaymentMethodId): Promise<CardOnFile> {
    const refuse = (code: 'payment_method_unknown' | 'payment_method_unusable', message: string): never => {
      throw new DomainError(code, { detail: message, errors: [{ pointer: '/paymentMethodId', message }] });
    };
    const card = await this.cards.card(id);
    if (!card?.isOnFile || card.patientId !== row.patientId)
      return refuse('payment_method_unknown', 'This patient has no such card on file.');
    if (compareDates(card.expiresOn, today) < 0)
      return refuse('payment_method_unusable', 'This card has expired. Save a newer one.');
    return card;
  }
}

/** The sessions of a package are still to come, and such a card pays only for care that was given (DOMAIN.md §8). */
function healthMoneyAhead(): DomainError {
  const message = 'HSA and FSA money can only pay for care that has been given. Choose a personal card for a package.';
  return new DomainError('hsa_fsa_not_eligible', {
    detail: message,
    errors: [{ pointer: '/paymentMethodId', message }],
    facts: { eligibleCents: 0 },
  });
}
