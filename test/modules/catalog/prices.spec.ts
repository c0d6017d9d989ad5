import { priceFor } from '../../../src/domain/pricing/price-for';
import { PricesReader } from '../../../src/modules/catalog/prices.reader';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { fixed, openCatalog, SCALE, type TestCatalog } from './catalog-clinic';

describe('The price of a service on a date of service', () => {
  let app: TestApp;
  let clinic: TestCatalog;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-06-01T18:00:00Z') });
  });

  beforeEach(async () => {
    clinic = await openCatalog(app, ['intake', 'solo', 'group']);
  });

  afterAll(() => app.close());

  const centsOn = async (code: string, on: string, priceList?: string): Promise<number | undefined> => {
    const rule = (await clinic.bookOn(on, priceList)).price(code)?.rule;
    return rule?.rule === 'fixed' ? rule.priceCents : undefined;
  };

  it('is the one with the latest first day on or before it', async () => {
    await clinic.setPrice('intake', '2026-01-01', fixed(22_000));
    await clinic.setPrice('intake', '2026-07-01', fixed(24_000));
    await clinic.setPrice('intake', '2025-01-01', fixed(20_000));
    expect(await centsOn('intake', '2024-12-31')).toBeUndefined();
    expect(await centsOn('intake', '2025-01-01')).toBe(20_000);
    expect(await centsOn('intake', '2025-12-31')).toBe(20_000);
    expect(await centsOn('intake', '2026-01-01')).toBe(22_000);
    expect(await centsOn('intake', '2026-06-30')).toBe(22_000);
    expect(await centsOn('intake', '2026-07-01')).toBe(24_000);
  });

  it('is the latest revision of that day, and the earlier ones are kept', async () => {
    expect(await clinic.setPrice('intake', '2026-01-01', fixed(22_000))).toMatchObject({ revision: 1 });
    expect(await clinic.setPrice('intake', '2026-01-01', fixed(21_000))).toMatchObject({ revision: 2 });
    expect(await centsOn('intake', '2026-01-01')).toBe(21_000);
    expect(await clinic.setPrice('intake', '2026-01-01', fixed(22_000))).toMatchObject({ revision: 3 });
    expect(await centsOn('intake', '2026-01-01')).toBe(22_000);
    expect(await clinic.priceRows()).toBe(3);
  });

  it('is published once when the same price is published again', async () => {
    await clinic.setPrice('group', '2026-01-01', SCALE);
    expect(await clinic.setPrice('group', '2026-01-01', SCALE)).toMatchObject({ revision: 1 });
    expect(await clinic.priceRows()).toBe(1);
  });

  it('gives each of many publishers at once a revision of their own', async () => {
    const cents = Array.from({ length: 12 }, (_, index) => 10_000 + index);
    const prices = await Promise.all(cents.map((price) => clinic.setPrice('intake', '2026-01-01', fixed(price))));
    expect(prices.map(({ revision }) => revision).sort((a, b) => a - b)).toEqual(cents.map((_, index) => index + 1));
  });

  it('comes from the default list unless another is named', async () => {
    await clinic.setPrice('intake', '2026-01-01', fixed(22_000));
    await clinic.setPrice('intake', '2026-02-01', fixed(19_000), 'Staff');
    expect(await centsOn('intake', '2026-03-01')).toBe(22_000);
    expect(await centsOn('intake', '2026-03-01', 'Staff')).toBe(19_000);
    expect(await centsOn('intake', '2026-01-15', 'Staff')).toBeUndefined();
    expect((await clinic.bookOn('2026-03-01')).price('intake')).toMatchObject({ priceList: 'Standard' });
  });

  it('takes the poverty guideline that was in effect, from the stored table', async () => {
    const guidelineOn = async (on: string) => (await clinic.bookOn(on)).povertyGuidelines;
    expect(await guidelineOn('2025-01-14')).toEqual([]);
    expect(await guidelineOn('2026-01-12')).toEqual([expect.objectContaining({ firstPersonCents: 1_565_000 })]);
    expect(await guidelineOn('2026-01-13')).toEqual([
      expect.objectContaining({ year: 2026, firstPersonCents: 1_596_000, additionalPersonCents: 568_000 }),
    ]);
  });

  it('slides with income: $31,920.00 alone is 200 % of the 2026 guideline, a cent more is not', async () => {
    await clinic.setPrice('group', '2026-01-01', SCALE);
    const book = await clinic.bookOn('2026-03-01');
    const centsAt = (householdIncomeCents?: number) =>
      priceFor(book, { serviceCode: 'group', householdSize: 1, householdIncomeCents }).unitPrice.toJSON();
    expect([centsAt(3_000_000), centsAt(3_192_000), centsAt(3_192_001), centsAt(4_788_001), centsAt()]).toEqual([
      18_000, 18_000, 20_000, 22_000, 22_000,
    ]);
  });

  it('may be a share of another service’s, rounded half up, and is not there while that one has no price', async () => {
    await clinic.setPrice('group', '2026-01-01', { rule: 'percent_of', serviceCode: 'solo', basisPoints: 5_000 });
    const listed = async () =>
      (await clinic.as(() => app.get(PricesReader).services({}))).data.find(({ code }) => code === 'group');
    expect(await listed()).toMatchObject({ priceRule: 'percent_of', priceCents: null });
    await clinic.setPrice('solo', '2026-02-01', fixed(55_001));
    expect(await listed()).toMatchObject({
      priceCents: 27_501,
      percentOf: { serviceCode: 'solo', basisPoints: 5_000 },
      effectiveFrom: '2026-01-01',
    });
  });

  it('cannot be a share of itself, straight or around', async () => {
    const share = (serviceCode: string) => ({ rule: 'percent_of', serviceCode, basisPoints: 5_000 }) as const;
    await expect(clinic.setPrice('solo', '2026-01-01', share('solo'))).rejects.toMatchObject({
      code: 'price_rule_invalid',
    });
    await clinic.setPrice('group', '2026-01-01', share('solo'));
    await expect(clinic.setPrice('solo', '2026-01-01', share('group'))).rejects.toMatchObject({
      code: 'price_rule_invalid',
    });
    expect(await clinic.priceRows()).toBe(1);
  });

  it('is refused for a service that does not exist, here or at another clinic', async () => {
    const other = await openCatalog(app, ['theirs']);
    await other.setPrice('theirs', '2026-01-01', fixed(100));
    await expect(clinic.setPrice('theirs', '2026-01-01', fixed(100))).rejects.toMatchObject({
      code: 'service_unknown',
    });
    await expect(
      clinic.setPrice('solo', '2026-01-01', { rule: 'percent_of', serviceCode: 'theirs', basisPoints: 1 }),
    ).rejects.toMatchObject({ code: 'service_unknown' });
    expect((await clinic.bookOn('2026-03-01')).service('theirs')).toBeUndefined();
  });

  it('is refused when a scale falls as income rises', async () => {
    const falling = { ...SCALE, tiers: [...SCALE.tiers].reverse() };
    await expect(clinic.setPrice('group', '2026-01-01', falling)).rejects.toMatchObject({ code: 'price_rule_invalid' });
  });

  it('cannot be edited or removed, not even by the database’s superuser', async () => {
    await clinic.setPrice('intake', '2026-01-01', fixed(22_000));
    await expect(app.database.query('UPDATE prices SET price_cents = 1')).rejects.toMatchObject({ code: '23001' });
    await expect(app.database.query('DELETE FROM prices')).rejects.toMatchObject({ code: '23001' });
    await expect(app.database.query('TRUNCATE prices CASCADE')).rejects.toMatchObject({ code: '23001' });
  });
});
