import fc from 'fast-check';
import { allocatePayment } from '../../../src/domain/payments/allocate-payment';
import { leaveUnderWay } from '../../../src/domain/payments/under-way';
import { anyCharges, anyTenders, charge, tender } from './charges';

const open = (charges: readonly { openCents: bigint }[]) => charges.reduce((sum, { openCents }) => sum + openCents, 0n);

describe('What may be paid while a card is being checked', () => {
  it('is what that card would not pay', () => {
    const left = leaveUnderWay([charge('intake', 22_000)], [tender('card_on_file', 10_000)]);
    expect(open(left)).toBe(12_000n);
  });

  it('leaves the eligible part to HSA money', () => {
    const charges = [charge('fee', 5_000, { hsaFsaEligible: false }), charge('intake', 22_000)];
    const left = leaveUnderWay(charges, [tender('card_on_file', 20_000, { spendsHsaFsa: true })]);
    expect(left.map(({ openCents }) => openCents)).toEqual([5_000n, 2_000n]);
  });

  it('is everything when nothing is under way', () => {
    const charges = [charge('intake', 22_000)];
    expect(leaveUnderWay(charges, [])).toEqual(charges);
  });

  it('and what is under way never come to more than is open', () =>
    fc.assert(
      fc.property(anyCharges, anyTenders('card_on_file', 'hsa_fsa_card', 'hosted_checkout'), (charges, underWay) => {
        const left = leaveUnderWay(charges, underWay);
        const taken = allocatePayment({
          openCharges: charges,
          tenders: underWay.map((each) => ({ ...each, exact: false })),
        });
        expect(open(left) + taken.applied.toCents()).toBe(open(charges));
        expect(left.every(({ openCents }) => openCents >= 0n)).toBe(true);
      }),
    ));
});
