import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { Temporal } from 'temporal-polyfill';
import { isUuid, type PaymentId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import {
  type BalanceFacts,
  type BalanceRole,
  PAYOUT_STATUSES,
  type PayoutFacts,
  type PayoutStatus,
  type Period,
  ProcessorBalance,
} from '../processor-balance';
import { StripeClient, undefinedWhen } from './stripe-client';

const PAGE = 100;
/** Far above what clinics of one account move in a quarter; a list beyond it is cut, and what is missing shows as a difference. */
const MOST = 100_000;
const EXPAND = ['data.source'];

const ROLES: Readonly<Record<string, BalanceRole>> = {
  charge: 'charge',
  payment: 'charge',
  refund: 'refund',
  payment_refund: 'refund',
  refund_failure: 'refund',
  payment_failure_refund: 'refund',
  stripe_fee: 'fee',
  tax_fee: 'fee',
  stripe_fx_fee: 'fee',
  payout: 'payout',
  payout_failure: 'payout',
  payout_cancel: 'payout',
};

/** Stripe's balance transactions and payouts. Reads only. */
@Injectable()
export class StripeProcessorBalance extends ProcessorBalance {
  constructor(private readonly stripe: StripeClient) {
    super();
  }

  get isLive(): boolean {
    return this.stripe.isLive;
  }

  async movements(period: Period): Promise<BalanceFacts[]> {
    const { balanceTransactions } = this.stripe.sdk;
    const found = await this.pages((page) =>
      balanceTransactions.list({ created: rangeOf(period), expand: EXPAND, ...page }),
    );
    return found.map(factsOf);
  }

  async movementsOf(stripePayoutId: string): Promise<BalanceFacts[]> {
    const { balanceTransactions } = this.stripe.sdk;
    const found = await this.pages((page) =>
      balanceTransactions.list({ payout: stripePayoutId, expand: EXPAND, ...page }),
    );
    return found.map(factsOf).filter(({ role, sourceId }) => role !== 'payout' || sourceId !== stripePayoutId);
  }

  async payout(stripePayoutId: string): Promise<PayoutFacts | undefined> {
    const payout = await this.stripe
      .call(() => this.stripe.sdk.payouts.retrieve(stripePayoutId))
      .catch(undefinedWhen((refusal) => refusal.code === 'resource_missing'));
    return payout && payoutOf(payout);
  }

  async payouts(period: Period): Promise<PayoutFacts[]> {
    const { payouts } = this.stripe.sdk;
    return (await this.pages((page) => payouts.list({ created: rangeOf(period), ...page }))).map(payoutOf);
  }

  private async pages<T extends { id: string }>(
    read: (page: { limit: number; starting_after?: string }) => Promise<Stripe.Response<Stripe.ApiList<T>>>,
  ): Promise<T[]> {
    const found: T[] = [];
    for (let after: string | undefined; found.length < MOST; after = found.at(-1)?.id) {
      const page = await this.stripe.call(() => read({ limit: PAGE, ...(after ? { starting_after: after } : {}) }));
      found.push(...page.data);
      if (!page.has_more) break;
    }
    return found;
  }
}

const rangeOf = ({ from, to }: Period): Stripe.RangeQueryParam => ({
  gte: Math.floor(from.epochMilliseconds / 1000),
  lt: Math.ceil(to.epochMilliseconds / 1000),
});

const instantOf = (seconds: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(seconds * 1000);

/** What the objects a balance transaction may be about have in common; a reference is an id or, expanded, an object. */
interface SourceObject {
  readonly id: string;
  readonly object?: string;
  readonly metadata?: Record<string, string> | null;
  readonly payment_intent?: string | { readonly id: string } | null;
}

function factsOf(transaction: Stripe.BalanceTransaction): BalanceFacts {
  const source = transaction.source as SourceObject | string | null;
  const object = typeof source === 'object' ? source : null;
  const intent = object?.payment_intent;
  const uuid = (value: string | undefined): string | null => (isUuid(value) ? value : null);
  const role = ROLES[transaction.type] ?? (object?.object === 'dispute' ? 'dispute' : 'other');
  return {
    id: transaction.id,
    type: transaction.type,
    role,
    amount: Money.cents(transaction.amount),
    fee: Money.cents(transaction.fee),
    net: Money.cents(transaction.net),
    sourceId: object?.id ?? (typeof source === 'string' ? source : null),
    paymentIntentId: typeof intent === 'object' ? (intent?.id ?? null) : (intent ?? null),
    clinicId: uuid(object?.metadata?.['clinic_id']),
    paymentId: uuid(object?.metadata?.['payment_id']) as PaymentId | null,
    at: instantOf(transaction.created),
  };
}

function payoutOf(payout: Stripe.Payout): PayoutFacts {
  const status = PAYOUT_STATUSES.find((known) => known === payout.status) satisfies PayoutStatus | undefined;
  return {
    id: payout.id,
    status: status ?? 'pending',
    amount: Money.cents(payout.amount),
    currency: payout.currency,
    livemode: payout.livemode,
    isComplete: payout.reconciliation_status !== 'in_progress',
    // A day of the bank's, which Stripe gives as midnight UTC.
    arrivesOn: instantOf(payout.arrival_date).toZonedDateTimeISO('UTC').toPlainDate(),
    createdAt: instantOf(payout.created),
  };
}
