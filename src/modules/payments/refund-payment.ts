import { Injectable } from '@nestjs/common';
import type { PaymentState } from '../../domain/payments/payment-state';
import type { RefundWish } from '../../domain/payments/split-refund';
import { DomainError } from '../../kernel/errors';
import type { PaymentId, RefundId, TenderId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { StagesNeeded } from '../../platform/database/outside-work';
import { Transactions } from '../../platform/database/transactions';
import { ClinicsReader } from '../clinics/clinics.reader';
import { RequestApproval } from '../tasks/request-approval';
import { CarryOutRefund } from './refunds/carry-out-refund';
import type { PaymentToReturn } from './persistence/refund-rows';
import { RefundsRepository } from './persistence/refunds.repository';
import { RecordRefund } from './refunds/record-refund';
import type { RefundReason } from './refund-reasons';

export interface RefundPaymentInput extends RefundWish {
  readonly paymentId: PaymentId;
  readonly reason: RefundReason;
  readonly note?: string;
  /** In proportion to what remains on each tender, unless told. `reference`: the terminal's, Venmo's, or our check's number. */
  readonly tenders?: readonly { readonly tenderId: TenderId; readonly amount: Money; readonly reference?: string }[];
  /** The request's own key: a request that was cut off is taken up again under it, never made twice. */
  readonly requestKey: string;
}

/**
 * Gives money of a payment back, each part to the tender it came by. Cash, checks and the like are booked at once; the
 * processor is asked after the intent is stored. Above the clinic's limit it waits for a second person.
 *
 * Tx: opens one; joins one only for what needs no processor ({@link StagesNeeded} sends the route round). Idempotent by: the caller and the request's key, the processor's key derives from the stored
 * part. Posts: see `domain/ledger/refund-recipes.ts`.
 * Errors: `payment_unknown`, `payment_state_conflict`, `payment_disputed`, `refund_exceeds_remaining`, `refund_amounts_differ`,
 * `tender_unknown`, `idempotency_key_reused`; those of a {@link RefundObjection}.
 */
@Injectable()
export class RefundPayment {
  constructor(
    private readonly tx: Transactions,
    private readonly refunds: RefundsRepository,
    private readonly record: RecordRefund,
    private readonly clinics: ClinicsReader,
    private readonly approvals: RequestApproval,
    private readonly carryOut: CarryOutRefund,
  ) {}

  async execute(input: RefundPaymentInput): Promise<RefundId> {
    const isAlone = !this.tx.isOpen;
    const id = await this.tx.runKeyed(async () => {
      const payment = await this.refunds.lockPayment(input.paymentId);
      if (!payment) throw new DomainError('payment_unknown');
      if (!isAlone && payment.tenders.some(({ paymentIntentId }) => paymentIntentId !== null)) throw new StagesNeeded();
      return this.store(input, payment);
    });
    if (isAlone) await this.carryOut.send(id);
    return id;
  }

  private async store(input: RefundPaymentInput, payment: PaymentToReturn): Promise<RefundId> {
    const earlier = await this.record.earlier(input.requestKey);
    if (earlier) {
      assertSame(earlier, input);
      return earlier.id;
    }
    assertRefundable(payment);
    await this.record.refuseObjected(payment.id);
    const { policies } = await this.clinics.settings();
    const limit = Money.cents(policies.refundApprovalCents);
    const refund = await this.record.execute({ ...input, payment, source: 'desk' }, (amount) =>
      amount.isMoreThan(limit) ? 'awaiting_approval' : 'requested',
    );
    if (refund.state === 'requested') await this.carryOut.atDesk(refund.id);
    else await this.askSecondPerson(refund.id, Money.fromColumn(refund.amountCents), input.reason);
    return refund.id;
  }

  private async askSecondPerson(id: RefundId, amount: Money, reason: string): Promise<void> {
    const approvalId = await this.approvals.execute({
      kind: 'refund',
      subject: { type: 'refund', id },
      amount,
      reason,
    });
    await this.refunds.setApproval(id, approvalId);
  }
}

const REFUNDABLE: readonly PaymentState[] = ['succeeded', 'partly_refunded', 'refunded'];

/** Errors: `payment_disputed`, `payment_state_conflict`. */
export function assertRefundable({ state }: PaymentToReturn): void {
  if (state === 'disputed')
    throw new DomainError('payment_disputed', {
      detail: 'The bank has taken this money back for now. A refund would pay the patient twice; answer the dispute.',
    });
  if (!REFUNDABLE.includes(state))
    throw new DomainError('payment_state_conflict', {
      detail: 'Nothing was taken by this payment, so there is nothing to give back.',
      facts: { state },
    });
}

function assertSame(earlier: { paymentId: PaymentId; amountCents: string }, input: RefundPaymentInput): void {
  const isSame =
    earlier.paymentId === input.paymentId &&
    (input.amount === undefined || Money.fromColumn(earlier.amountCents).equals(input.amount));
  if (!isSame) throw new DomainError('idempotency_key_reused');
}
