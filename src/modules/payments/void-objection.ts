import { SetMetadata } from '@nestjs/common';
import type { PaymentId } from '../../kernel/ids';

export const VOID_OBJECTION = 'payments.void-objection';

/** Marks a provider that may object to a void; the void finds it. */
export const RegisterVoidObjection = (): ClassDecorator => SetMetadata(VOID_OBJECTION, true);

/** What a room to the right knows of a payment's money that forbids taking it back as if it had never been there. */
export abstract class VoidObjection {
  /** Tx: needs one, with the payment locked. Errors: `payment_not_voidable` with `because`. */
  abstract refuse(paymentId: PaymentId): Promise<void>;
}
