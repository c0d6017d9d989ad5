import type { PatientId, PaymentId } from '../../kernel/ids';
import { CentsField, DateField, EnumField, IntField, TextField, UuidField } from '../../platform/http/fields';

export const UNCLAIMED_STATES = ['unclaimed', 'letter_sent', 'awaiting_approval'] as const;
export type UnclaimedState = (typeof UNCLAIMED_STATES)[number];

/** Money held for a patient that nobody has claimed for so long that the state keeps it for them. */
export class UnclaimedCreditView {
  @UuidField({ description: 'The payment it is left of.' }) paymentId: PaymentId;
  @UuidField() patientId: PatientId;
  @CentsField({ description: 'Credit and prepayment together.' }) amountCents: number;
  @DateField({ description: 'The last day it moved.' }) lastMovedOn: string;
  @DateField() unclaimedFrom: string;
  @IntField({ description: 'Months it has to lie: by the owner’s state, else by the clinic’s setting.' })
  dormancyMonths: number;
  @TextField({ nullable: true, description: 'The statute the months are from; null: the clinic’s setting.' })
  dormancyRule: string | null;
  @EnumField(UNCLAIMED_STATES) status: UnclaimedState;
  @DateField({ nullable: true, description: 'When the owner was last written to.' }) letterSentOn: string | null;
  @DateField({ nullable: true, description: 'The day from which it may be moved; null while no letter was sent.' })
  movableFrom: string | null;
  @UuidField({ nullable: true, description: 'The decision it waits for.' }) approvalId: string | null;
}
