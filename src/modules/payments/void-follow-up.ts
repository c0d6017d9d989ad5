import { SetMetadata } from '@nestjs/common';
import type { PaymentId } from '../../kernel/ids';

export const VOID_FOLLOW_UP = 'payments.void-follow-up';

/** Marks a provider that has something to do once a payment is voided; the void finds it. */
export const RegisterVoidFollowUp = (): ClassDecorator => SetMetadata(VOID_FOLLOW_UP, true);

/** What a room to the right does about a payment that never was: a paper that says otherwise is given out anew. */
export abstract class VoidFollowUp {
  /** Tx: needs one, that of the void, with the payment locked. Idempotent by: what it writes. */
  abstract voided(paymentId: PaymentId): Promise<void>;
}
