import { BooleanField, EnumField, TextField, UuidField } from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';

export class DisputesQuery extends PageQuery {
  @EnumField(
    [
      'open',
      'closed',
      'needs_response',
      'under_review',
      'warning_needs_response',
      'warning_under_review',
      'warning_closed',
      'won',
      'lost',
    ],
    { optional: true },
  )
  status?: string;

  @UuidField({ optional: true })
  paymentId?: string;

  @UuidField({ optional: true })
  patientId?: string;
}

export class SubmitEvidenceDto {
  @TextField({
    optional: true,
    max: 5000,
    multiline: true,
    description:
      'Words for the bank, without anything about health. Left out, neutral ones are written from the payment.',
    example: 'The cardholder signed the payment terms and kept the appointment.',
  })
  statement?: string;

  @BooleanField({
    optional: true,
    description: 'Send it to the bank now, once and for all, which is the rule; false only keeps it at the processor.',
  })
  submit?: boolean;
}
