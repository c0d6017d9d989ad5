import { Injectable } from '@nestjs/common';
import { depositRecipe } from '../../domain/ledger/refund-recipes';
import { Clock, toDate } from '../../kernel/clock';
import { newId, type PatientId, type PaymentId, type TenderId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { MovementDays } from './settling/movement-days';
import { RecordHeldPayment } from './taking/record-held-payment';
import { SpendableCredit } from './credits/spendable-credit';

export interface SetMoneyAsideInput {
  readonly patientId: PatientId;
  readonly amount: Money;
  /** Says whether this much may be taken for it. Runs first, in the transaction that stores the payment. */
  readonly assertMayTake: (amount: Money) => Promise<void>;
  /** Ties the payment to what it is for, in that same transaction. */
  readonly tie: (paymentId: PaymentId) => Promise<void>;
}

/**
 * Sets money that is held for a patient aside for a package: a deposit first, then credit. What was collected ahead of a visit
 * stays there for that visit.
 *
 * Tx: opens or joins one; locks the money held. Idempotent by: the route's key.
 * Posts: Dr 2100 or 2000 (item = the payment it came from) / Cr 2100 (item = the new payment).
 * Errors: `amount_exceeds_balance` with the most there is; those of `assertMayTake`.
 */
@Injectable()
export class SetMoneyAside {
  constructor(
    private readonly tx: Transactions,
    private readonly credit: SpendableCredit,
    private readonly record: RecordHeldPayment,
    private readonly days: MovementDays,
    private readonly clock: Clock,
  ) {}

  execute({ patientId, amount, assertMayTake, tie }: SetMoneyAsideInput): Promise<PaymentId> {
    return this.tx.run(async () => {
      await assertMayTake(amount);
      const creditSources = (await this.credit.forPackage(patientId)).spend(amount);
      const now = this.clock.now();
      const paymentId = newId<PaymentId>(now);
      const tender = { id: newId<TenderId>(now), type: 'unapplied_credit', amount } as const;
      const payment = {
        id: paymentId,
        patientId,
        invoiceId: null,
        effectiveOn: await this.days.for(),
        takenAt: toDate(now),
        tenders: [tender],
      };
      const lines = depositRecipe({ ...tender, patientId, paymentId, purpose: 'package', creditSources });
      await this.record.execute({
        payment,
        action: 'credit.set_aside',
        purpose: 'package',
        allocated: [{ tenderId: tender.id, allocations: [], excess: amount }],
        entries: [{ tenderId: tender.id, lines }],
      });
      await tie(paymentId);
      return paymentId;
    });
  }
}
