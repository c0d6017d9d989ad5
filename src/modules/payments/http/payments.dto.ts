import { PAYMENT_STATES } from '../../../domain/payments/payment-state';
import { TENDER_TYPES } from '../../../domain/payments/tender-types';
import type { TenderInput } from '../../../domain/payments/tender-rules';
import { Money } from '../../../kernel/money';
import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  InstantField,
  ListField,
  ObjectField,
  TextField,
  UuidField,
} from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';

export class TerminalCardDto {
  @TextField({ max: 20, optional: true, pattern: /^[a-z_ -]+$/i, example: 'visa' })
  brand?: string;

  @TextField({
    min: 4,
    max: 4,
    pattern: /^[0-9]{4}$/,
    description: 'Last four digits, as the terminal printed them. Never more.',
  })
  last4: string;
}

export class TenderDto {
  @EnumField(TENDER_TYPES.filter((type) => type !== 'hosted_checkout'), { example: 'cash' })
  type: TenderInput['type'];

  @CentsField({ min: 1, description: 'What this tender pays.', example: 12000 })
  amountCents: number;

  @CentsField({ min: 1, optional: true, description: 'Cash handed over; the rest is change.', example: 15000 })
  tenderedCents?: number;

  @TextField({
    max: 100,
    optional: true,
    description: 'Check number, Venmo transaction id, or the terminal’s reference.',
    example: 'terminal 0042',
  })
  reference?: string;

  @UuidField({ optional: true, description: 'A saved card.' })
  paymentMethodId?: string;

  @CentsField({ optional: true, description: 'What Venmo kept, as its statement says.' })
  feeCents?: number;

  @ObjectField(() => TerminalCardDto, { optional: true })
  card?: TerminalCardDto;

  static toInput = (dto: TenderDto): TenderInput => ({
    type: dto.type,
    amount: Money.cents(dto.amountCents),
    tendered: dto.tenderedCents === undefined ? undefined : Money.cents(dto.tenderedCents),
    reference: dto.reference,
    paymentMethodId: dto.paymentMethodId,
    fee: dto.feeCents === undefined ? undefined : Money.cents(dto.feeCents),
    card: dto.card,
  });
}

export class TakePaymentDto {
  @ListField(() => TenderDto, { minItems: 1, maxItems: 10 })
  tenders: TenderDto[];

  @BooleanField({ optional: true, description: 'The patient agreed that what is over the balance stays as credit.' })
  keepExcessAsCredit?: boolean;
}

export class StartCheckoutDto {
  @EnumField(['card', 'hsa_fsa'], { optional: true, description: '`hsa_fsa` charges only what such money may pay.' })
  tenderKind?: 'card' | 'hsa_fsa';

  @CentsField({
    min: 50,
    optional: true,
    description: 'All that is owed unless told. At least $0.50, the processor’s minimum.',
  })
  amountCents?: number;
}

/** A hosted checkout to send the patient to. */
export class CheckoutBody {
  @UuidField() paymentId: string;
  @TextField({ max: 2000, description: 'The hosted page.' }) url: string;
  @InstantField() expiresAt: string;
  @CentsField() amountCents: number;
  @TextField({ max: 2000, description: 'The patient’s permanent page: it outlives the hosted one.' })
  payLinkUrl: string;
}

export class PayLinkBody {
  @UuidField() id: string;
  @UuidField() patientId: string;
  @TextField({ max: 2000 }) url: string;
}

export class PaymentsQuery extends PageQuery {
  @DateField({ optional: true }) from?: string;
  @DateField({ optional: true }) to?: string;
  @EnumField(TENDER_TYPES, { optional: true }) tender?: string;
  @EnumField(PAYMENT_STATES, { optional: true }) status?: string;
  @UuidField({ optional: true }) patientId?: string;
  @UuidField({ optional: true }) invoiceId?: string;
}
