import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { PaymentId } from '../../kernel/ids';
import { RegisterVoidObjection, VoidObjection } from '../payments/void-objection';
import { DepositsRepository } from './persistence/deposits.repository';

/** A check that was carried to the bank was there: it comes back by the bank, or is refunded. */
@RegisterVoidObjection()
@Injectable()
export class DepositedChecksObjection extends VoidObjection {
  constructor(private readonly deposits: DepositsRepository) {
    super();
  }

  async refuse(paymentId: PaymentId): Promise<void> {
    if (await this.deposits.hasDeposited(paymentId))
      throw new DomainError('payment_not_voidable', {
        detail: 'Its check was carried to the bank. Refund the payment, or record the check as returned.',
        facts: { because: 'check_deposited' },
      });
  }
}
