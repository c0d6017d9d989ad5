import { Money } from '../../kernel/money';
import { allocatePayment, type OpenCharge, type TenderToAllocate } from './allocate-payment';

/** A tender whose outcome is not known yet. */
export type TenderUnderWay = Pick<TenderToAllocate, 'id' | 'type' | 'amount' | 'spendsHsaFsa'>;

/**
 * The charges with what is under way taken off: what may still be paid another way meanwhile. A card that is being charged
 * keeps the part it would pay, HSA and FSA money its eligible one, so that nothing is collected twice.
 * @example open $220.00, a card under way for $100.00: $120.00 may be taken in cash
 */
export function leaveUnderWay<C extends OpenCharge>(charges: readonly C[], underWay: readonly TenderUnderWay[]): C[] {
  if (underWay.length === 0) return [...charges];
  const { tenders } = allocatePayment({
    openCharges: charges,
    tenders: underWay.map((tender) => ({ ...tender, exact: false })),
  });
  const kept = tenders.flatMap(({ allocations }) => allocations);
  return charges.map((charge) => {
    const own = Money.sum(kept.filter(({ chargeId }) => chargeId === charge.chargeId).map(({ amount }) => amount));
    return { ...charge, openCents: charge.openCents - own.toCents() };
  });
}
