import type { TenderInput } from '../../../domain/payments/tender-rules';
import { Money } from '../../../kernel/money';
import { CentsField, EnumField, TextField, UuidField } from '../../../platform/http/fields';

/** The means of paying ahead of care: HSA and FSA money pays only for care that was given. */
const AHEAD = ['cash', 'check', 'venmo', 'external_card', 'card_on_file', 'hsa_fsa_card'] as const;

/** A tender at the desk, before the session. */
export class SeatTenderDto {
  @EnumField(AHEAD, { example: 'venmo', description: '`hsa_fsa_card` is always refused, with the reason.' })
  type: (typeof AHEAD)[number];

  @CentsField({ min: 1, description: 'What this tender pays.', example: 18000 }) amountCents: number;

  @CentsField({ min: 1, optional: true, description: 'Cash handed over; the rest is change.' }) tenderedCents?: number;

  @TextField({
    max: 100,
    optional: true,
    description: 'Check number, Venmo transaction id, or the terminal’s reference.',
  })
  reference?: string;

  @UuidField({ optional: true, description: 'A saved card; it pays the whole seat.' }) paymentMethodId?: string;

  @CentsField({ optional: true, description: 'What Venmo kept, as its statement says.' }) feeCents?: number;

  static toInput = (dto: SeatTenderDto): TenderInput => ({
    type: dto.type,
    amount: Money.cents(dto.amountCents),
    tendered: dto.tenderedCents === undefined ? undefined : Money.cents(dto.tenderedCents),
    reference: dto.reference,
    paymentMethodId: dto.paymentMethodId,
    fee: dto.feeCents === undefined ? undefined : Money.cents(dto.feeCents),
  });
}
