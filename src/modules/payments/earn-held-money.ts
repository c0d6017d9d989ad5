import { Injectable } from '@nestjs/common';
import { earnPrepaidRecipe, type HeldPart } from '../../domain/ledger/package-recipes';
import type { BusinessDate } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { type ChargeId, type InvoiceId, newId, type PatientId, type PaymentId, type TenderId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { RecordHeldPayment } from './taking/record-held-payment';

/** A session that was given, and the held money that had paid for it. */
export interface EarnedSession {
  readonly chargeId: ChargeId;
  readonly revenueAccount: number;
  readonly parts: readonly HeldPart[];
}

export interface EarnHeldMoneyInput {
  readonly patientId: PatientId;
  readonly invoiceId?: InvoiceId;
  readonly effectiveOn: BusinessDate;
  readonly sessions: readonly EarnedSession[];
}

/**
 * Earns held money by sessions that were given. A payment of its own with a tender for each session, so that bills, receipts
 * and superbills show what paid them.
 *
 * Tx: needs one, with the held money locked and the charges stored. Posts: Dr 2100 / Cr revenue per session, see
 * {@link earnPrepaidRecipe}.
 */
@Injectable()
export class EarnHeldMoney {
  constructor(
    private readonly record: RecordHeldPayment,
    private readonly clock: Clock,
  ) {}

  async execute({ patientId, invoiceId, effectiveOn, sessions }: EarnHeldMoneyInput): Promise<PaymentId> {
    const now = this.clock.now();
    const paymentId = newId<PaymentId>(now);
    const ids = sessions.map(() => newId<TenderId>(now)).sort();
    const earned = sessions.map((session, index) => ({
      ...session,
      id: ids[index] as TenderId,
      amount: Money.sum(session.parts.map(({ amount }) => amount)),
    }));
    await this.record.execute({
      payment: {
        id: paymentId,
        patientId,
        invoiceId: invoiceId ?? null,
        effectiveOn,
        takenAt: toDate(now),
        tenders: earned.map(({ id, amount }) => ({ id, amount, type: 'unapplied_credit' })),
      },
      action: 'prepaid.earn',
      allocated: earned.map(({ id, chargeId, amount }) => ({
        tenderId: id,
        allocations: [{ chargeId, amount }],
        excess: Money.ZERO,
      })),
      entries: earned.map(({ id, revenueAccount, parts }) => ({
        tenderId: id,
        lines: earnPrepaidRecipe({ patientId, invoiceId, revenueAccount, parts }),
      })),
    });
    return paymentId;
  }
}
