import { DIFFERENCE_KINDS, type DifferenceKind } from '../../domain/reconciliation/compare-books';
import {
  BooleanField,
  CentsField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  ListField,
  TextField,
  TextListField,
  UuidField,
} from '../../platform/http/fields';
import { PAYOUT_STATUSES } from '../payments/processor-balance';

const ANY = Number.MAX_SAFE_INTEGER;

/** Two books that do not say the same. */
export class DifferenceView {
  @UuidField({ description: 'Its task is about this id.' }) id: string;
  @EnumField(DIFFERENCE_KINDS) kind: DifferenceKind;
  @TextField({ description: 'What it is about: the processor’s id, or ours for a payout or deposit.' }) about: string;
  @TextListField({ description: 'The processor’s movements.' }) processorIds: string[];
  @TextListField({ description: 'Journal entries.' }) entryIds: string[];
  @CentsField({ min: -ANY }) processorCents: number;
  @CentsField({ min: -ANY }) ledgerCents: number;
  @InstantField() foundAt: string;
  @InstantField({ nullable: true }) resolvedAt: string | null;
}

/** A comparison of processor, ledger and bank. */
export class ReconciliationView {
  @UuidField({ readOnly: true }) id: string;
  @EnumField(['daily', 'request']) trigger: 'daily' | 'request';
  @DateField() from: string;
  @DateField() to: string;
  @InstantField() startedAt: string;
  @InstantField() finishedAt: string;
  @IntField({ description: 'Movements of the processor that were compared.' }) transactionCount: number;
  @IntField({ description: 'Journal entries they were compared with.' }) entryCount: number;
  @IntField() differenceCount: number;
  @IntField({ description: 'Earlier differences that were gone.' }) resolvedCount: number;
  @CentsField({ min: -ANY, description: 'The sum of the processor’s movements.' }) processorCents: number;
  @CentsField({ min: -ANY, description: 'The sum of the ledger’s lines on 1030 about them.' }) ledgerCents: number;
  @CentsField({ min: -ANY }) differenceCents: number;
}

/** A comparison with the differences that were open after it. */
export class ReconciliationDetailView extends ReconciliationView {
  @ListField(() => DifferenceView, { maxItems: 1000 }) differences: DifferenceView[];
}

/** A movement of the processor's balance inside a payout. */
export class PayoutMovementView {
  @TextField() balanceTransactionId: string;
  @TextField({ example: 'charge' }) type: string;
  @CentsField({ min: -ANY }) amountCents: number;
  @CentsField({ min: -ANY }) feeCents: number;
  @CentsField({ min: -ANY }) netCents: number;
  @TextField({ nullable: true }) sourceId: string | null;
  @UuidField({ nullable: true }) paymentId: string | null;
  @UuidField({ nullable: true }) receiptId: string | null;
  @InstantField() occurredAt: string;
}

/** A payout as processor, ledger and bank have it. */
export class PayoutView {
  @UuidField({ readOnly: true }) id: string;
  @TextField({ example: 'po_1' }) processorId: string;
  @EnumField(PAYOUT_STATUSES) status: string;
  @BooleanField({ description: 'The processor has finished telling what is in it.' }) isComplete: boolean;
  @DateField() arrivesOn: string;
  @DateField({ nullable: true, description: 'Business day it was booked to the bank.' }) paidOn: string | null;
  @DateField({ nullable: true, description: 'Business day it came back.' }) returnedOn: string | null;
  @CentsField({ min: -ANY, description: 'The whole payout, as the bank receives it.' }) accountAmountCents: number;
  @CentsField({ min: -ANY, description: 'This clinic’s part: the nets of its movements.' }) processorCents: number;
  @CentsField({ min: -ANY, description: 'What is booked to the bank.' }) ledgerCents: number;
  @CentsField({ min: -ANY, nullable: true, description: 'What the statement shows; null until it is matched.' })
  bankCents: number | null;
  @UuidField({ nullable: true }) bankLineId: string | null;
  @CentsField({ min: -ANY, description: 'What belongs to no clinic we know.' }) unattributedCents: number;
}

/** A payout with what it is made of. */
export class PayoutDetailView extends PayoutView {
  @ListField(() => PayoutMovementView, { maxItems: 5000 }) movements: PayoutMovementView[];
}
