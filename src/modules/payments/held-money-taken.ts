import { SetMetadata } from '@nestjs/common';
import type { PaymentId } from '../../kernel/ids';

export const HELD_MONEY_TAKEN = 'payments.held-money-taken';

/** Marks a provider that is told when money taken ahead of any charge has come in; the settlement finds it. */
export const RegisterHeldMoneyTaken = (): ClassDecorator => SetMetadata(HELD_MONEY_TAKEN, true);

/** What a room to the right does with money that was taken for something of its own. */
export abstract class HeldMoneyTaken {
  /** Tx: inside that of the settlement. A payment that is not for it leaves it at rest. */
  abstract taken(paymentId: PaymentId): Promise<void>;
}
