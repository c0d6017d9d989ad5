import fc from 'fast-check';
import type { OpenCharge, TenderToAllocate } from '../../../src/domain/payments/allocate-payment';
import type { TenderType } from '../../../src/domain/payments/tender-types';
import type { ChargeId, TenderId } from '../../../src/kernel/ids';
import { cents, on } from '../builders';

/** An eligible, rendered charge of 2026-11-20. */
export const charge = (id: string, openCents: number, more: Partial<OpenCharge> = {}): OpenCharge => ({
  chargeId: id as ChargeId,
  openCents: BigInt(openCents),
  hsaFsaEligible: true,
  rendered: true,
  dateOfService: on('2026-11-20'),
  ...more,
});

/** A tender, its id its type unless told. */
export const tender = (type: TenderType, amount: number, more: Partial<TenderToAllocate> = {}): TenderToAllocate => ({
  id: type as string as TenderId,
  type,
  amount: cents(amount),
  ...more,
});

/** Up to eight charges in any order, eligible or not, some of them paid already. */
export const anyCharges: fc.Arbitrary<OpenCharge[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.integer({ min: 1, max: 99 }).map((n) => `charge-${n.toString().padStart(2, '0')}`),
      openCents: fc.integer({ min: 0, max: 60_000 }),
      hsaFsaEligible: fc.boolean(),
      rendered: fc.boolean(),
      dateOfService: fc.constantFrom(on('2026-11-01'), on('2026-11-08'), on('2026-11-15')),
    })
    .map(({ id, openCents, ...more }) => charge(id, openCents, more)),
  { maxLength: 8, selector: ({ chargeId }) => chargeId },
);

/** One to five tenders of these types. */
export const anyTenders = (...types: TenderType[]): fc.Arbitrary<TenderToAllocate[]> =>
  fc
    .array(fc.record({ type: fc.constantFrom(...types), amount: fc.integer({ min: 1, max: 90_000 }) }), {
      minLength: 1,
      maxLength: 5,
    })
    .map((list) => list.map(({ type, amount }, index) => tender(type, amount, { id: `tender-${index}` as TenderId })));
