import { SetMetadata } from '@nestjs/common';
import type { PaymentId } from '../../kernel/ids';

export const REFUND_OBJECTION = 'payments.refund-objection';

/** Marks a provider that may object to a refund somebody asks for; the refund finds it. */
export const RegisterRefundObjection = (): ClassDecorator => SetMetadata(REFUND_OBJECTION, true);

/** What a room to the right knows of a payment's money that forbids giving it back by itself. */
export abstract class RefundObjection {
  /** Tx: needs one, with the payment locked. Errors: its own, such as `package_holds_payment`. */
  abstract refuse(paymentId: PaymentId): Promise<void>;
}
