import { CentsField, EnumField, ListField, UuidField } from '../../../platform/http/fields';
import { TenderDto } from '../tender.dto';

export class TakeDepositDto {
  @EnumField(['deposit', 'prepayment'], {
    optional: true,
    description: '`prepayment` of an estimated visit; a `deposit` for care to come unless told.',
  })
  purpose?: 'deposit' | 'prepayment';

  @ListField(() => TenderDto, { minItems: 1, maxItems: 10 })
  tenders: TenderDto[];
}

export class ApplyCreditDto {
  @UuidField({ optional: true, description: 'Everything that is owed, the oldest care first, unless told.' })
  invoiceId?: string;

  @CentsField({ min: 1, optional: true, description: 'As much as is held and owed unless told.' })
  amountCents?: number;

  @UuidField({ optional: true, description: 'Only what this payment left.' })
  paymentId?: string;
}
