import { PAYMENT_STATES } from '../../../domain/payments/payment-state';
import { TENDER_TYPES } from '../../../domain/payments/tender-types';
import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  ListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';
import { TenderDto } from '../tender.dto';

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
