import { REFUND_STATUSES } from '../../../domain/payments/refund-state';
import type { TenderId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { CentsField, EnumField, ListField, TextField, UuidField } from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';
import type { RefundPaymentInput } from '../refund-payment';
import { REFUND_REASONS, type RefundReason } from '../refund-reasons';

export class RefundPartDto {
  @UuidField({ description: 'A tender of the payment: money goes back the way it came.' })
  tenderId: string;

  @CentsField({ min: 1, example: 2273 })
  amountCents: number;

  @TextField({
    max: 100,
    optional: true,
    description:
      'What the terminal, Venmo or the clinic’s own check says. For a terminal card the reference of the purchase unless told.',
  })
  reference?: string;
}

export class RefundPaymentDto {
  @CentsField({ min: 1, optional: true, description: 'All that remains unless told.', example: 5000 })
  amountCents?: number;

  @EnumField(REFUND_REASONS, { example: 'courtesy' })
  reason: RefundReason;

  @TextField({ max: 500, optional: true, description: 'For the clinic’s own records; never a diagnosis.' })
  note?: string;

  @ListField(() => RefundPartDto, {
    minItems: 1,
    maxItems: 10,
    optional: true,
    description: 'Divided in proportion to what remains on each tender unless told.',
  })
  tenders?: RefundPartDto[];

  static toInput = (dto: RefundPaymentDto): Omit<RefundPaymentInput, 'paymentId' | 'requestKey'> => ({
    amount: dto.amountCents === undefined ? undefined : Money.cents(dto.amountCents),
    reason: dto.reason,
    note: dto.note,
    tenders: dto.tenders?.map((part) => ({
      tenderId: part.tenderId as TenderId,
      amount: Money.cents(part.amountCents),
      reference: part.reference,
    })),
  });
}

export class VoidPaymentDto {
  @TextField({ max: 500, description: 'What was entered in error; never a diagnosis.', example: 'Wrong patient' })
  reason: string;
}

export class RefundsQuery extends PageQuery {
  @UuidField({ optional: true }) patientId?: string;
  @EnumField(REFUND_STATUSES, { optional: true }) status?: string;
}
