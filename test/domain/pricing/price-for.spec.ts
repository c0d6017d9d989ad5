import fc from 'fast-check';
import { priceFor } from '../../../src/domain/pricing/price-for';
import type { PriceRule } from '../../../src/domain/pricing/price-rule';
import { InvariantError } from '../../../src/kernel/invariant';
import { on, refusal, saysAll } from '../builders';
import { bookOf, fixed, GROUP_SCALE, half, price, SEED_PRICES } from './seed-prices';

describe('A fixed price comes from the list in force', () => {
  it('says so in a sentence', () => {
    const priced = priceFor(bookOf(SEED_PRICES), { serviceCode: 'intake' });
    expect(priced.priceSource).toMatchObject({ priceList: 'Standard 2026', rule: 'fixed' });
    expect(priced.priceSource.effectiveFrom.toString()).toBe('2026-01-01');
    saysAll(priced.priceSource.reason, ['Standard 2026', '2026-01-01', '$220.00']);
    expect(priced.priceSource.reason.split('$')).toHaveLength(2);
    expect(priced.adjustment).toBeUndefined();
  });

  it.each([
    ['intake', 22000n],
    ['experiential-im', 55000n],
    ['integration', 17000n],
    ['preparation', 17000n],
  ])('%s costs %d cents', (serviceCode, expected) => {
    const { unitPrice, listPrice, amount, discount } = priceFor(bookOf(SEED_PRICES), { serviceCode });
    expect([unitPrice, listPrice, amount, discount].map((value) => value.toCents())).toEqual([
      expected,
      expected,
      expected,
      0n,
    ]);
  });

  it.each([
    ['one treatment a week for four weeks', { intake: 1, 'experiential-im': 4, integration: 4 }, 310000n],
    ['two treatments a week for four weeks', { intake: 1, 'experiential-im': 8, integration: 8 }, 598000n],
    ['a single trial', { intake: 1, 'experiential-im': 1, integration: 1 }, 94000n],
  ])('a series of %s adds up', (_name, lines, expected) => {
    const total = Object.entries(lines)
      .map(([serviceCode, quantity]) => priceFor(bookOf(SEED_PRICES), { serviceCode, quantity }).amount.toCents())
      .reduce((sum, amount) => sum + amount, 0n);
    expect(total).toBe(expected);
  });

  it('says what several units come to', () => {
    const { reason } = priceFor(bookOf(SEED_PRICES), { serviceCode: 'integration', quantity: 2 }).priceSource;
    saysAll(reason, ['$170.00', '$340.00']);
  });
});

describe('A share of another price is rounded half a cent up', () => {
  it.each([
    [55001, 27501n],
    [55000, 27500n],
    [54999, 27500n],
    [1, 1n],
    [0, 0n],
  ])('half of %d cents is %d', (base, expected) => {
    const book = bookOf([price('group-im', half('single')), price('single', fixed(base))]);
    const priced = priceFor(book, { serviceCode: 'group-im' });
    expect(priced.amount.toCents()).toBe(expected);
    expect(priced.priceSource.rule).toBe('percent_of');
  });

  it('rounds one unit, then multiplies', () => {
    const book = bookOf([price('group-im', half('single')), price('single', fixed(55001))]);
    expect(priceFor(book, { serviceCode: 'group-im', quantity: 2 }).amount.toCents()).toBe(55002n);
  });

  it('names the price it is a share of', () => {
    const book = bookOf([price('group-im', half('single')), price('single', fixed(55001))]);
    saysAll(priceFor(book, { serviceCode: 'group-im' }).priceSource.reason, ['50%', 'single', '$550.01', '$275.01']);
  });

  it('follows a chain, and a sliding scale at its end, with the discount kept apart', () => {
    const book = bookOf([price('a', half('b')), price('b', half('group-im')), price('group-im', GROUP_SCALE)]);
    const priced = priceFor(book, { serviceCode: 'a', householdSize: 1, householdIncomeCents: 0, quantity: 3 });
    expect(
      [priced.unitPrice, priced.listPrice, priced.discount, priced.amount].map((value) => value.toCents()),
    ).toEqual([4500n, 16500n, 3000n, 13500n]);
    expect(priced.adjustment?.amount.toCents()).toBe(3000n);
  });

  it.each([
    ['itself', [price('a', half('a'))]],
    ['a circle', [price('a', half('b')), price('b', half('c')), price('c', half('a'))]],
    ['a circle further on', [price('a', half('b')), price('b', half('c')), price('c', half('b'))]],
    ['a service that does not exist', [price('a', half('ghost'))]],
  ])('refuses a share of %s', (_name, prices) => {
    expect(refusal(() => priceFor(bookOf(prices), { serviceCode: 'a' })).code).toBe('price_rule_invalid');
  });

  it('refuses a share of a service without a price', () => {
    const book = bookOf([price('a', half('b')), price('b', fixed(1), { effectiveFrom: on('2027-01-01') })]);
    expect(refusal(() => priceFor(book, { serviceCode: 'a' }))).toMatchObject({
      code: 'price_not_set',
      facts: { serviceCode: 'b' },
    });
  });
});

describe('A line that cannot be priced is refused', () => {
  it.each([
    ['an unknown service', 'ghost', 'service_unknown'],
    ['a price that starts later', 'later', 'price_not_set'],
    ['a service no longer offered', 'gone', 'price_not_set'],
  ])('%s', (_name, serviceCode, code) => {
    const book = bookOf([
      price('later', fixed(1), { effectiveFrom: on('2026-11-21') }),
      price('gone', fixed(1)),
      price('gone', { rule: 'not_offered' }, { effectiveFrom: on('2026-06-01') }),
    ]);
    const error = refusal(() => priceFor(book, { serviceCode, pointer: '/lines/0' }));
    expect(error.code).toBe(code);
    expect(error.errors?.map(({ pointer }) => pointer)).toEqual(['/lines/0/serviceCode']);
  });
});

describe('A quantity only a bug could produce', () => {
  it.each([0, -1, 1.5, Number.NaN])('%d stops the program', (quantity) => {
    expect(() => priceFor(bookOf(SEED_PRICES), { serviceCode: 'intake', quantity })).toThrow(InvariantError);
  });
});

describe('Every priced line adds up', () => {
  it('list price less discount is the amount, which is the unit price times the quantity', () => {
    const line = fc.record({
      quantity: fc.integer({ min: 1, max: 60 }),
      householdSize: fc.integer({ min: 1, max: 12 }),
      householdIncomeCents: fc.option(fc.integer({ min: 0, max: 20_000_000 }), { nil: undefined }),
      basisPoints: fc.integer({ min: 1, max: 10_000 }),
    });
    fc.assert(
      fc.property(line, ({ basisPoints, ...asked }) => {
        const share: PriceRule = { rule: 'percent_of', serviceCode: 'group-im', basisPoints };
        const priced = priceFor(bookOf([...SEED_PRICES, price('share', share)]), { serviceCode: 'share', ...asked });
        expect(priced.listPrice.minus(priced.discount).equals(priced.amount)).toBe(true);
        expect(priced.unitPrice.times(asked.quantity).equals(priced.amount)).toBe(true);
        expect(priced.discount.isNegative()).toBe(false);
        expect(priced.adjustment?.amount.toCents() ?? 0n).toBe(priced.discount.toCents());
      }),
    );
  });

  it('a higher income never pays less', () => {
    const income = fc.integer({ min: 0, max: 20_000_000 });
    fc.assert(
      fc.property(income, income, fc.integer({ min: 1, max: 12 }), (a, b, householdSize) => {
        const due = (householdIncomeCents: number): bigint =>
          priceFor(bookOf(SEED_PRICES), {
            serviceCode: 'group-im',
            householdSize,
            householdIncomeCents,
          }).amount.toCents();
        const [lower, higher] = a <= b ? [a, b] : [b, a];
        expect(due(lower) <= due(higher)).toBe(true);
      }),
    );
  });
});
