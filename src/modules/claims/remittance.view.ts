import type { ClaimId, RemittanceId } from '../../kernel/ids';
import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  InstantField,
  ListField,
  TextField,
  TextListField,
  UuidField,
} from '../../platform/http/fields';
import { ClaimAdjustmentView } from './claim.view';

const ANY_CENTS = -1_000_000_000;

/** Posted whole, suspended whole, or taken back. */
export const REMITTANCE_STATUSES = ['posted', 'suspended', 'unposted'] as const;
export type RemittanceStatus = (typeof REMITTANCE_STATUSES)[number];

/** Why a remittance was suspended. A code is a contract: added to, never renamed. */
export const SUSPENSE_REASONS = [
  'element_invalid',
  'out_of_balance',
  'trace_reused',
  'provider_adjustment_unknown',
  'exceeds_receivable',
  'patient_balance_adjusted',
] as const;
export type SuspenseReason = (typeof SUSPENSE_REASONS)[number];

/** What became of one claim of a remittance. */
export const CLAIM_OUTCOMES = ['paid', 'partly_paid', 'denied', 'sent_back', 'reversed', 'noted', 'unmatched'] as const;
export type RemittanceClaimOutcome = (typeof CLAIM_OUTCOMES)[number];

/** A payer's decision about one claim. Amounts of a reversal are below zero. */
export class RemittanceClaimView {
  @UuidField({ readOnly: true })
  readonly id: string;

  @TextField({ description: 'What the payer calls it; ours when it is one of ours.' })
  readonly controlNumber: string;

  @UuidField({ nullable: true, description: 'Null for a claim that is not known here.' })
  readonly claimId: ClaimId | null;

  @TextField({ example: 'primary' })
  readonly payerStatus: string;

  @EnumField(CLAIM_OUTCOMES)
  readonly outcome: RemittanceClaimOutcome;

  @TextField({ nullable: true, description: 'Why it could not be matched.' })
  readonly outcomeDetail: string | null;

  @CentsField({ min: ANY_CENTS })
  readonly chargeCents: number;

  @CentsField({ min: ANY_CENTS })
  readonly paidCents: number;

  @CentsField({ min: ANY_CENTS, description: 'The patient’s share as the payer told it.' })
  readonly patientCents: number;

  @TextField({ nullable: true })
  readonly payerClaimNumber: string | null;

  @ListField(() => ClaimAdjustmentView)
  readonly adjustments: readonly ClaimAdjustmentView[];

  @TextListField()
  readonly remarkCodes: readonly string[];
}

/** Money moved beside the claims (PLB); above zero it lowers the payment. */
export class ProviderAdjustmentView {
  @TextField({ example: 'WO' })
  readonly reason: string;

  @TextField({ nullable: true })
  readonly reference: string | null;

  @CentsField({ min: ANY_CENTS })
  readonly amountCents: number;
}

/** A payer's payment advice. */
export class RemittanceView {
  @UuidField()
  readonly id: RemittanceId;

  @EnumField(REMITTANCE_STATUSES)
  readonly status: RemittanceStatus;

  @EnumField(SUSPENSE_REASONS, { nullable: true, description: 'Why nothing of it was booked.' })
  readonly reason: SuspenseReason | null;

  @TextField({ max: 2000, nullable: true, description: 'The same for a person, naming the segment of the file.' })
  readonly reasonDetail: string | null;

  @TextField({ description: 'Of the transfer or check (TRN02): what the bank knows it by.' })
  readonly traceNumber: string;

  @TextField()
  readonly payerName: string;

  @CentsField()
  readonly paymentCents: number;

  @TextField({ example: 'ACH' })
  readonly method: string;

  @DateField({ nullable: true, description: 'The payer’s day.' })
  readonly paidOn: string | null;

  @DateField({ nullable: true, description: 'Business day of its journal entries.' })
  readonly postedOn: string | null;

  @ListField(() => RemittanceClaimView)
  readonly claims: readonly RemittanceClaimView[];

  @ListField(() => ProviderAdjustmentView)
  readonly providerAdjustments: readonly ProviderAdjustmentView[];

  @TextListField({ description: 'What does not add up without moving money.' })
  readonly warnings: readonly string[];

  @DateField({ nullable: true, description: 'When the bank had it.' })
  readonly bankReceivedOn: string | null;

  @InstantField()
  readonly receivedAt: string;
}

/** The answer to a file: its remittance, and the others when it holds several. */
export class PostedRemittanceView extends RemittanceView {
  @BooleanField({ description: 'It had been posted before: nothing happened.' })
  readonly isRepeat: boolean;

  @TextListField({ description: 'Ids of the other remittances of the file.' })
  readonly furtherIds: readonly RemittanceId[];
}
