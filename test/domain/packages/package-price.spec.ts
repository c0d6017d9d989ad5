import fc from 'fast-check';
import { CANCELLATION_POLICIES, cancellationFigures } from '../../../src/domain/packages/cancel-package';
import { packageAgreement } from '../../../src/domain/packages/package-agreement';
import { type PackageLine, pricePackage } from '../../../src/domain/packages/package-price';
import { Money } from '../../../src/kernel/money';
import { cents } from '../builders';

const S8: PackageLine[] = [
  { serviceCode: 'experiential-im', quantity: 4, unitPrice: cents(55000) },
  { serviceCode: 'integration', quantity: 4, unitPrice: cents(17000) },
];

describe('The price of a package', () => {
  it('is shared out by what each session costs alone (S8)', () => {
    const { listPrice, price, sessions } = pricePackage(S8, 500);
    expect([listPrice, price].map((amount) => amount.toJSON())).toEqual([288000, 273600]);
    expect(sessions.map((session) => session.price.toJSON())).toEqual([
      52250, 52250, 52250, 52250, 16150, 16150, 16150, 16150,
    ]);
  });

  it('loses no cent where the shares are not whole: the largest remainders get them', () => {
    const { price, sessions } = pricePackage([{ serviceCode: 'integration', quantity: 3, unitPrice: cents(3333) }], 1);
    expect(price.toJSON()).toBe(9998);
    expect(sessions.map((session) => session.price.toJSON())).toEqual([3333, 3333, 3332]);
  });

  it('adds up to the price for any package', () => {
    const lines = fc.array(
      fc.record({ quantity: fc.integer({ min: 1, max: 12 }), unit: fc.integer({ min: 1, max: 200_000 }) }),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 5_000 }), (parts, discount) => {
        const { listPrice, price, sessions } = pricePackage(
          parts.map(({ quantity, unit }, index) => ({ serviceCode: `s${index}`, quantity, unitPrice: cents(unit) })),
          discount,
        );
        expect(Money.sum(sessions.map((session) => session.price)).equals(price)).toBe(true);
        expect(price.isMoreThan(listPrice)).toBe(false);
        expect(sessions.every((session) => !session.price.isMoreThan(session.listPrice))).toBe(true);
      }),
    );
  });
});

describe('Canceling a package', () => {
  const { sessions } = pricePackage(S8, 500);
  const given = [0, 1, 4, 5].flatMap((index) => sessions[index] ?? []);

  it('gives back what is held, or keeps what the sessions cost singly, as was signed (S8)', () => {
    const half = { given, held: cents(136800) };
    expect(cancellationFigures('pro_rata', half)).toEqual({ refund: cents(136800), kept: cents(0) });
    expect(cancellationFigures('rerate_to_list', half)).toEqual({ refund: cents(129600), kept: cents(7200) });
  });

  it('never keeps more than is held, and never gives back more', () => {
    expect(cancellationFigures('rerate_to_list', { given, held: cents(5000) })).toEqual({
      refund: cents(0),
      kept: cents(5000),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...CANCELLATION_POLICIES),
        fc.subarray([...sessions]),
        fc.integer({ min: 0, max: 300_000 }),
        (policy, had, held) => {
          const { refund, kept } = cancellationFigures(policy, { given: had, held: cents(held) });
          expect(refund.plus(kept).equals(cents(held))).toBe(true);
          expect(refund.isNegative() || kept.isNegative()).toBe(false);
        },
      ),
    );
  });
});

describe('The agreement of a package', () => {
  const terms = {
    clinicName: 'Cascade Clinic',
    lines: [{ description: 'Individual session, 3 hours', quantity: 4, unitPrice: cents(55000) }],
    listPrice: cents(220000),
    price: cents(209000),
  };

  it('says what is bought, what it costs, and what canceling means under its own policy', () => {
    const [proRata, rerated] = CANCELLATION_POLICIES.map((cancellationPolicy) =>
      packageAgreement({ ...terms, cancellationPolicy }),
    );
    for (const fact of ['Cascade Clinic', '4 × Individual session, 3 hours', '$2,200.00', '$2,090.00'])
      expect(proRata).toContain(fact);
    expect(proRata).toContain('share of the package price');
    expect(rerated).toContain('single-session price');
    expect(rerated).not.toBe(proRata);
  });
});
