import fc from 'fast-check';
import { patientEstimate, type CostSharing } from '../../../src/domain/routing/patient-estimate';
import { MAX_AMOUNT_CENTS } from '../../../src/kernel/money';
import { cents } from '../builders';

describe("The patient's share is copay, then deductible, then coinsurance", () => {
  it.each<[string, number, CostSharing, bigint, bigint]>([
    ['nothing owed', 22000, {}, 0n, 22000n],
    ['S3: 20 % of $900.00', 90000, { coinsuranceBasisPoints: 2000 }, 18000n, 72000n],
    ['S3 by line: 20 % of $640.00', 64000, { coinsuranceBasisPoints: 2000 }, 12800n, 51200n],
    ['S13: 20 % of $1,289.82', 128982, { coinsuranceBasisPoints: 2000 }, 25796n, 103186n],
    ['a copay', 22000, { copayCents: 3000 }, 3000n, 19000n],
    ['a copay above the amount', 2000, { copayCents: 3000 }, 2000n, 0n],
    ['a deductible above the amount', 22000, { deductibleRemainingCents: 50000 }, 22000n, 0n],
    [
      'a deductible, then 10 %',
      22000,
      { deductibleRemainingCents: 10000, coinsuranceBasisPoints: 1000 },
      11200n,
      10800n,
    ],
    [
      'all three',
      22000,
      { copayCents: 2000, deductibleRemainingCents: 5000, coinsuranceBasisPoints: 2000 },
      10000n,
      12000n,
    ],
    [
      'no more than the year’s limit leaves',
      22000,
      { copayCents: 3000, coinsuranceBasisPoints: 2000, outOfPocketRemainingCents: 5000 },
      5000n,
      17000n,
    ],
    ['nothing once the limit is reached', 22000, { copayCents: 3000, outOfPocketRemainingCents: 0 }, 0n, 22000n],
    ['half a cent up', 5, { coinsuranceBasisPoints: 1000 }, 1n, 4n],
    ['a coinsurance above the whole', 100, { coinsuranceBasisPoints: 20000 }, 100n, 0n],
  ])('%s', (_name, amount, terms, patient, insurance) => {
    const estimate = patientEstimate(cents(amount), terms);
    expect([estimate.patientResponsibility.toCents(), estimate.insuranceExpected.toCents()]).toEqual([
      patient,
      insurance,
    ]);
  });

  it('spends the copay and the deductible once over the lines of a visit', () => {
    const terms = { copayCents: 3000, deductibleRemainingCents: 30000, coinsuranceBasisPoints: 2000 };
    const first = patientEstimate(cents(22000), terms);
    const second = patientEstimate(cents(55000), first.remaining);
    expect(first.patientResponsibility.toCents()).toBe(22000n);
    expect(first.remaining).toEqual({ copayCents: 0, deductibleRemainingCents: 11000, coinsuranceBasisPoints: 2000 });
    expect([second.copay, second.deductible, second.coinsurance].map((part) => part.toCents())).toEqual([
      0n,
      11000n,
      8800n,
    ]);
    expect(second.remaining.deductibleRemainingCents).toBe(0);
  });

  it('both shares are never below zero and add up to the amount', () => {
    const upTo = fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined });
    const terms = fc.record({
      copayCents: upTo,
      deductibleRemainingCents: upTo,
      coinsuranceBasisPoints: fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_AMOUNT_CENTS }), terms, (amount, sharing) => {
        const { patientResponsibility, insuranceExpected, copay, deductible, coinsurance } = patientEstimate(
          cents(amount),
          sharing,
        );
        expect(patientResponsibility.plus(insuranceExpected).toCents()).toBe(amount);
        expect(copay.plus(deductible).plus(coinsurance).equals(patientResponsibility)).toBe(true);
        for (const part of [insuranceExpected, copay, deductible, coinsurance]) expect(part.isNegative()).toBe(false);
      }),
    );
  });
});
