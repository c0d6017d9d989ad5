import type { TenderInput } from '../../domain/payments/tender-rules';
import { TENDER_TYPES } from '../../domain/payments/tender-types';
import { Money } from '../../kernel/money';
import { CentsField, EnumField, ObjectField, TextField, UuidField } from '../../platform/http/fields';

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
