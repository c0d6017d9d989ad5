import { DomainError } from '../../kernel/errors';
import type { TenderId } from '../../kernel/ids';
import { Money } from '../../kernel/money';

/** A tender of a payment with what may still be given back on it: captured less refunded, refunds on their way included. */
export interface RefundableTender {
  readonly id: TenderId;
  readonly remaining: Money;
}

/** Part of a refund, to the tender the money came from. Above zero. */
export interface RefundPart {
  readonly tenderId: TenderId;
  readonly amount: Money;
}

/** How much, and by which tenders when that was said; all that remains when nothing was. */
export interface RefundWish {
  readonly amount?: Money;
  readonly tenders?: readonly RefundPart[];
}

/**
 * Divides a refund among the tenders of the payment: as asked for, or in proportion to what remains on each, to the cent
 * (largest remainder). No part is above what remains on its tender, so HSA and FSA money never comes back as cash.
 *
 * @throws DomainError `tender_unknown` for a tender of another payment; `refund_amounts_differ` when the parts do not add
 * up to the amount; `refund_exceeds_remaining` with `maximumCents` in all and for each tender.
 * @example HSA $100.00 + cash $120.00, refund $50.00 -> $22.73 + $27.27 (DOMAIN.md S4)
 */
export function splitRefund(tenders: readonly RefundableTender[], wish: RefundWish): RefundPart[] {
  const most = Money.sum(tenders.map(({ remaining }) => remaining));
  if (wish.tenders) return asAsked(tenders, wish.tenders, wish.amount);
  const amount = wish.amount ?? most;
  if (!amount.isPositive() || amount.isMoreThan(most)) throw exceedsRemaining(tenders, '/amountCents');
  const parts = amount.allocate(tenders.map(({ remaining }) => remaining.toCents()));
  return tenders.flatMap(({ id }, index) => {
    const part = parts[index] ?? Money.ZERO;
    return part.isPositive() ? [{ tenderId: id, amount: part }] : [];
  });
}

function asAsked(
  tenders: readonly RefundableTender[],
  parts: readonly RefundPart[],
  amount: Money | undefined,
): RefundPart[] {
  const total = Money.sum(parts.map((part) => part.amount));
  if (amount && !amount.equals(total))
    throw new DomainError('refund_amounts_differ', {
      detail: `The tenders add up to ${total.format()}, not to ${amount.format()}.`,
      errors: [{ pointer: '/amountCents', message: `is not the sum of the tenders, ${total.format()}` }],
    });
  parts.forEach((part, index) => {
    const tender = tenders.find(({ id }) => id === part.tenderId);
    const isRepeated = parts.findIndex(({ tenderId }) => tenderId === part.tenderId) !== index;
    if (!tender || isRepeated)
      throw new DomainError('tender_unknown', {
        detail: isRepeated ? 'A tender is named twice.' : 'The payment has no such tender.',
        errors: [{ pointer: `/tenders/${index}/tenderId`, message: 'names no other tender of this payment' }],
      });
    if (part.amount.isMoreThan(tender.remaining))
      throw exceedsRemaining(tenders, `/tenders/${index}/amountCents`, tender.remaining);
  });
  return [...parts];
}

/** More than can be given back. @param most on the tender it is about; in all unless told */
export function exceedsRemaining(tenders: readonly RefundableTender[], pointer: string, most?: Money): DomainError {
  const total = Money.sum(tenders.map(({ remaining }) => remaining));
  const message = total.isZero()
    ? 'All of this payment has been given back, or is about to be.'
    : `At most ${(most ?? total).format()} can be given back here.`;
  return new DomainError('refund_exceeds_remaining', {
    detail: message,
    errors: [{ pointer, message }],
    facts: {
      maximumCents: total.toJSON(),
      tenders: tenders.map(({ id, remaining }) => ({ tenderId: id, maximumCents: remaining.toJSON() })),
    },
  });
}
