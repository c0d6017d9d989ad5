import { Injectable } from '@nestjs/common';
import { type BusinessDate, parseBusinessDate } from '../../kernel/business-date';
import type { PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { DepositsRepository } from './persistence/deposits.repository';
import { RefundsRepository } from './persistence/refunds.repository';

/** What is left on 2100 of a payment. */
export interface HeldSource {
  readonly paymentId: PaymentId;
  readonly amount: Money;
  /** The business day it came in. */
  readonly effectiveOn: BusinessDate;
}

/** What is held of payments that were taken ahead, the oldest first. */
@Injectable()
export class HeldMoney {
  constructor(
    private readonly deposits: DepositsRepository,
    private readonly refunds: RefundsRepository,
  ) {}

  /** Locked, less what refunds on their way are promised. Tx: needs one. */
  async lock(paymentIds: readonly PaymentId[]): Promise<HeldSource[]> {
    const rows = await this.deposits.lockHeldOf(paymentIds);
    const promised = await this.refunds.promisedOf(rows.map(({ paymentId }) => paymentId));
    return rows
      .map(({ paymentId, openCents, effectiveOn }) => ({
        paymentId,
        amount: Money.fromColumn(openCents).minus(promised.get(paymentId) ?? Money.ZERO),
        effectiveOn: parseBusinessDate(effectiveOn),
      }))
      .filter(({ amount }) => amount.isPositive());
  }
}
