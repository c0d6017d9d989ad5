import type { PatientId, PaymentId } from '../../kernel/ids';
import {
  BooleanField,
  CentsField,
  EnumField,
  InstantField,
  ListField,
  TextField,
  UuidField,
} from '../../platform/http/fields';

const ANY = Number.MAX_SAFE_INTEGER;

/** Money a dispute moved, as the processor's balance says. */
export class DisputeMovementView {
  @TextField({ example: 'txn_1' }) balanceTransactionId: string;
  @CentsField({ min: -ANY, description: 'Negative when taken, positive when given back.' }) amountCents: number;
  @CentsField({ min: -ANY, description: 'What the processor kept; negative when it gave a fee back.' })
  feeCents: number;
  @InstantField() occurredAt: string;
}

/** What the clinic told the bank. */
export class DisputeAnswerView {
  @UuidField() id: string;
  @EnumField(['evidence', 'accept']) kind: 'evidence' | 'accept';
  @EnumField(['sending', 'sent', 'failed'], { description: '`sending`: not known yet whether it arrived.' })
  status: 'sending' | 'sent' | 'failed';
  @BooleanField({ description: 'It went to the bank, rather than being kept for later.' }) submitted: boolean;
  @TextField({ nullable: true, max: 5000 }) statement: string | null;
  @InstantField() answeredAt: string;
}

/** A payment that a cardholder's bank took back or asked about. */
export class DisputeView {
  @UuidField({ readOnly: true }) id: string;
  @TextField({ example: 'du_1', description: 'The processor’s id.' }) processorId: string;
  @UuidField() paymentId: PaymentId;
  @UuidField() patientId: PatientId;
  @TextField({ example: 'needs_response', description: 'The processor’s word for where it stands.' }) status: string;
  @BooleanField() isOpen: boolean;
  @BooleanField({ description: 'A question of the bank: no money has moved.' }) isInquiry: boolean;
  @BooleanField({ description: 'Evidence may be sent.' }) isAnswerable: boolean;
  @CentsField() amountCents: number;
  @TextField({ example: 'fraudulent', description: 'The bank’s reason.' }) reason: string;
  @InstantField({ nullable: true, description: 'Evidence is taken until then.' }) evidenceDueAt: string | null;
  @InstantField() openedAt: string;
  @InstantField({ nullable: true }) closedAt: string | null;
  @CentsField({ min: -ANY, description: 'What it cost in fees so far.' }) feeCents: number;
  @CentsField({ min: -ANY, description: 'What the bank holds of the money now.' }) heldCents: number;
  @ListField(() => DisputeMovementView) movements: DisputeMovementView[];
  @ListField(() => DisputeAnswerView) answers: DisputeAnswerView[];
}
