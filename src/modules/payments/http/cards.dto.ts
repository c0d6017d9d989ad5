import {
  CONSENT_PURPOSES,
  CONSENT_TEXT_VERSION,
  type ConsentPurpose,
  type ConsentTerms,
} from '../../../domain/payments/card-consent';
import { CARD_LABELS, type CardLabel } from '../../../domain/payments/saved-card';
import { DomainError } from '../../../kernel/errors';
import { Money } from '../../../kernel/money';
import {
  BooleanField,
  CentsField,
  EnumField,
  InstantField,
  ListField,
  ObjectField,
  TextField,
  UuidField,
} from '../../../platform/http/fields';
import { PaymentMethodView } from '../payment-method.view';

export class CardConsentDto {
  @BooleanField({
    optional: true,
    description: 'The patient has been told; they agree by saving the card on the page.',
  })
  accepted?: boolean;

  @EnumField(CONSENT_PURPOSES, { optional: true, description: '`desk_charges` unless told.' })
  purpose?: ConsentPurpose;

  @TextField({ optional: true, example: '2026-11', description: 'The wording the patient was told, when it was told.' })
  textVersion?: string;

  @CentsField({ min: 50, optional: true, description: 'The most the card may be charged at a time.' })
  maxAmountCents?: number;
}

export class CardSetupDto {
  @EnumField(CARD_LABELS, {
    description: 'Whose money it is: HSA and FSA money pays only eligible care that was given.',
  })
  label: CardLabel;

  @ObjectField(() => CardConsentDto, { optional: true, description: 'What the patient is asked to agree to.' })
  consent?: CardConsentDto;

  /** Errors: `card_consent_missing` when the patient has said no, or was told a wording that is not in force. */
  static termsOf({ consent }: CardSetupDto): ConsentTerms {
    const isInForce = (consent?.textVersion ?? CONSENT_TEXT_VERSION) === CONSENT_TEXT_VERSION;
    if (consent?.accepted === false || !isInForce)
      throw new DomainError('card_consent_missing', {
        detail: isInForce
          ? 'No card is saved without the patient’s consent.'
          : 'This wording is not in force any more.',
        facts: { textVersion: CONSENT_TEXT_VERSION },
      });
    return {
      purpose: consent?.purpose ?? 'desk_charges',
      maximum: consent?.maxAmountCents === undefined ? undefined : Money.cents(consent.maxAmountCents),
    };
  }
}

class ConsentTextBody {
  @TextField({ example: '2026-11' }) textVersion: string;
  @TextField({ max: 1200, description: 'Shown on the page beside the button that saves the card.' }) text: string;
}

/** A page to send the patient to, where they save a card. */
export class CardSetupBody {
  @UuidField() id: string;
  @TextField({ max: 2000, description: 'The hosted page.' }) url: string;
  @InstantField() expiresAt: string;
  @ObjectField(() => ConsentTextBody) consent: ConsentTextBody;
}

export class PaymentMethodsBody {
  @ListField(() => PaymentMethodView) data: PaymentMethodView[];
}
