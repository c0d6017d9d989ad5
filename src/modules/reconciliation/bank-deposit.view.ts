import type { LocationId, TenderId } from '../../kernel/ids';
import { CentsField, DateField, EnumField, ListField, TextField, UuidField } from '../../platform/http/fields';

const ANY = Number.MAX_SAFE_INTEGER;

/** Where a check stands. `received` until a deposit takes it, `cleared` once the bank shows that deposit. */
export const CHECK_STATES = ['received', 'deposited', 'cleared', 'returned'] as const;
export type CheckState = (typeof CHECK_STATES)[number];

/** A check a patient paid with. */
export class CheckView {
  @UuidField({ description: 'The tender it is.' }) tenderId: TenderId;
  @UuidField() paymentId: string;
  @TextField({ nullable: true, description: 'The check’s number.' }) reference: string | null;
  @CentsField() amountCents: number;
  @DateField() receivedOn: string;
  @EnumField(CHECK_STATES) status: CheckState;
  @UuidField({ nullable: true }) depositId: string | null;
  @DateField({ nullable: true }) returnedOn: string | null;
}

/** A deposit slip. */
export class BankDepositView {
  @UuidField({ readOnly: true }) id: string;
  @DateField() depositedOn: string;
  @UuidField({ nullable: true }) locationId: LocationId | null;
  @TextField({ description: 'The number on the slip.' }) reference: string;
  @CentsField() cashCents: number;
  @CentsField() checkCents: number;
  @CentsField({ description: 'What the bank should show.' }) totalCents: number;
  @CentsField({ min: -ANY, description: 'What is booked to the bank for it.' }) ledgerCents: number;
  @CentsField({ nullable: true, min: -ANY, description: 'What the statement shows; null until it is matched.' })
  bankCents: number | null;
  @UuidField({ nullable: true }) bankLineId: string | null;
  @EnumField(['carried', 'in_bank'], { description: '`in_bank` once a statement line is matched to it.' })
  status: 'carried' | 'in_bank';
  @ListField(() => CheckView) checks: CheckView[];
}
