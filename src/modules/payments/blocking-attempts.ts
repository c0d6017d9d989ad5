import { Injectable } from '@nestjs/common';
import type { TenderUnderWay } from '../../domain/payments/under-way';
import type { PaymentState } from '../../domain/payments/payment-state';
import type { TenderType } from '../../domain/payments/tender-types';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { InvoiceId, PaymentId, TenderId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import type { OpenInvoice } from '../charges/open-charge';
import { OpenChargesReader } from '../charges/open-charges.reader';

/** A tender of an invoice that is being taken. */
export interface BlockingAttempt extends TenderUnderWay {
  readonly paymentId: PaymentId;
  readonly state: PaymentState;
  readonly since: Date;
  /** A hosted page the patient may pay on: it can be ended. Anything else has to be waited for. */
  readonly isOpenPage: boolean;
}

interface Row {
  readonly paymentId: PaymentId;
  readonly state: PaymentState;
  readonly since: string;
  readonly isOpenPage: boolean;
  readonly tenderId: TenderId;
  readonly type: TenderType;
  readonly amountCents: string;
  readonly spendsHsaFsa: boolean;
}

/**
 * What is under way for an invoice and may still take its money. While there is any of it that cannot be ended, nothing new
 * is charged: not at the desk, not on a hosted page, not by a job (PROMISES.md 3).
 *
 * Tx: joins or opens one. Decisive only in that of the new attempt, after the invoice's open charges were locked: no
 * attempt begins without them.
 */
@Injectable()
export class BlockingAttempts {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly charges: OpenChargesReader,
  ) {}

  async of(invoiceId: InvoiceId): Promise<BlockingAttempt[]> {
    const call = { expression: 'tenders_under_way($1)', params: [invoiceId] };
    const rows = await this.tx.run(() => this.sql.call<Row[] | null>(call));
    return (rows ?? []).map(({ tenderId, amountCents, since, ...row }) => ({
      ...row,
      since: new Date(since),
      id: tenderId,
      amount: Money.fromColumn(amountCents),
    }));
  }

  /**
   * Locks an invoice for a new charge: until the transaction ends nobody else begins one. Tx: needs one.
   * Errors: `invoice_unknown`; `payment_in_progress`, with the payment and since when. A hosted page that can be ended is
   * no reason.
   */
  async lockInvoice(invoiceId: InvoiceId): Promise<OpenInvoice> {
    const [invoice, attempts] = await Promise.all([this.charges.lockInvoice(invoiceId), this.of(invoiceId)]);
    refuseWhileUnderWay(attempts);
    return invoice;
  }
}

/** Errors: `payment_in_progress` when anything but an open page is under way. */
export function refuseWhileUnderWay(attempts: readonly BlockingAttempt[], maximum?: Money): void {
  const waited = attempts.filter(({ isOpenPage }) => !isOpenPage);
  const [first] = waited;
  if (!first) return;
  const amount = Money.sum(waited.map((attempt) => attempt.amount));
  const rest = maximum?.isPositive() ? ` Up to ${maximum.format()} can be taken another way meanwhile.` : '';
  throw new DomainError('payment_in_progress', {
    detail: `A card payment of ${amount.format()} for this bill is still being checked with the bank. Do not take it again: it settles by itself within minutes.${rest}`,
    facts: {
      paymentId: first.paymentId,
      sinceAt: formatInstant(fromDate(first.since)),
      underWayCents: amount.toJSON(),
      ...(maximum ? { maximumCents: maximum.toJSON() } : {}),
    },
  });
}
