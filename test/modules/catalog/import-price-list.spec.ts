import { ImportPriceList } from '../../../src/modules/catalog/import-price-list';
import { PricesReader } from '../../../src/modules/catalog/prices.reader';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { fixed, openCatalog, pointersOf, SCALE, type TestCatalog } from './catalog-clinic';

const HEADER = 'service_code,effective_from,rule,price,minimum,maximum,tiers,percent,percent_of';

describe('A price list file', () => {
  let app: TestApp;
  let clinic: TestCatalog;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-06-01T18:00:00Z') });
  });

  beforeEach(async () => {
    clinic = await openCatalog(app, ['intake', 'solo', 'group', 'gone']);
  });

  afterAll(() => app.close());

  const load = (csv: string, priceList?: string) =>
    clinic.as(async () => app.get(ImportPriceList).execute({ csv, priceList }));

  const GOOD = [
    HEADER,
    'intake,2026-01-01,fixed,220.00,,,,,',
    'solo,2026-01-01,fixed,550,,,,,',
    '',
    'group,2026-01-01,sliding_scale,,180.00,220.00,"200:180.00; 300:200.00; above:220.00",,',
    'gone,2026-01-01,not_offered,,,,,,',
  ].join('\r\n');

  it('is published whole', async () => {
    expect(await load(GOOD)).toEqual({ priceList: 'Standard', published: 4, unchanged: 0 });
    const book = await clinic.bookOn('2026-01-01');
    expect(book.price('intake')?.rule).toEqual(fixed(22_000));
    expect(book.price('solo')?.rule).toEqual(fixed(55_000));
    expect(book.price('group')?.rule).toEqual(SCALE);
    expect(book.price('gone')?.rule).toEqual({ rule: 'not_offered' });
  });

  it('changes nothing the second time, with a byte order mark and other line ends too', async () => {
    await load(GOOD);
    expect(await load(`\ufeff${GOOD.replaceAll('\r\n', '\n')}`)).toEqual({
      priceList: 'Standard',
      published: 0,
      unchanged: 4,
    });
    expect(await clinic.priceRows()).toBe(4);
  });

  it('publishes only the rows that say something new', async () => {
    await load(GOOD);
    expect(await load(GOOD.replace('220.00,,,,,', '230.00,,,,,'))).toMatchObject({ published: 1, unchanged: 3 });
    expect((await clinic.bookOn('2026-01-01')).price('intake')).toMatchObject({ revision: 2, rule: fixed(23_000) });
  });

  it('may be for a list of its own', async () => {
    await load(GOOD);
    expect(await load(GOOD.replace('550,', '450,'), 'Staff')).toEqual({
      priceList: 'Staff',
      published: 4,
      unchanged: 0,
    });
    expect((await clinic.bookOn('2026-01-01')).price('solo')?.rule).toEqual(fixed(55_000));
  });

  it('is refused whole, with every wrong cell by line and column', async () => {
    const bad = [
      HEADER,
      'intake,2026-01-01,fixed,220.00,,,,,',
      'solo,2026-02-30,fixed,"1,220.00",,,,,',
      'nothing,2026-01-01,fixed,10.5,,,,,',
      'group,2026-01-01,sliding_scale,,180.00,170.00,200:180.00; 100:200.00,,',
      '',
      'group,2026-01-01,sliding_scale,5.00,180.00,220.00,cheap,,',
      'solo,2026-01-01,percent_of,,,,,50%,intake',
      'solo,2026-01-01,discount,,,,,,',
      'intake,2026-01-01,fixed,225.00,,,,,',
      'gone,2026-01-01,percent_of,,,,,50,gone',
      'gone,2026-02-01,percent_of,,,,,50,nobody',
    ].join('\n');
    const refused = load(bad);
    await expect(refused).rejects.toMatchObject({ code: 'price_import_invalid' });
    expect(await pointersOf(refused)).toEqual([
      '/rows/10/service_code',
      '/rows/11/percent_of',
      '/rows/12/percent_of',
      '/rows/3/effective_from',
      '/rows/3/price',
      '/rows/4/price',
      '/rows/5/minimum',
      '/rows/5/tiers',
      '/rows/5/tiers',
      '/rows/5/tiers',
      '/rows/7/price',
      '/rows/7/tiers',
      '/rows/8/percent',
      '/rows/9/rule',
    ]);
    expect(await clinic.priceRows()).toBe(0);
  });

  it.each([
    ['nothing', '', ['/rows/1']],
    [
      'a column missing and one too many',
      HEADER.replace('percent_of', 'notes'),
      ['/rows/1/notes', '/rows/1/percent_of'],
    ],
    ['a row with too few cells', `${HEADER}\nintake,2026-01-01,fixed,220.00`, ['/rows/2']],
    ['a quote that never ends', `${HEADER}\nintake,"2026-01-01,fixed,220.00,,,,,\n`, ['/rows/2']],
    ['control characters', `${HEADER}\nintake,2026-01-01,fixed,220\u0000,,,,,`, ['/rows/2/price']],
    [
      'an unknown service after good rows',
      `${HEADER}\nintake,2026-01-01,fixed,1,,,,,\nx,2026-01-01,fixed,1,,,,,`,
      ['/rows/3/service_code'],
    ],
  ])('is refused for %s', async (_, csv, pointers) => {
    expect(await pointersOf(load(csv))).toEqual(pointers);
    expect(await clinic.priceRows()).toBe(0);
  });

  it('is refused when its shares form a circle', async () => {
    const circle = `${HEADER}\nsolo,2026-01-01,percent_of,,,,,50,group\ngroup,2026-01-01,percent_of,,,,,50,solo`;
    await expect(load(circle)).rejects.toMatchObject({ code: 'price_rule_invalid' });
    expect(await clinic.priceRows()).toBe(0);
  });

  it('is offered as a template of the catalog that can be imported again', async () => {
    await load(GOOD);
    await clinic.define({ code: 'new-thing' });
    const template = await clinic.as(() => app.get(PricesReader).priceListFile());
    const lines = template.split('\r\n');
    expect(lines[0]).toBe(HEADER);
    expect(lines).toContain('group,2026-01-01,sliding_scale,,180.00,220.00,200:180.00; 300:200.00; above:220.00,,');
    expect(await pointersOf(load(template))).toEqual(['/rows/5/effective_from', '/rows/5/rule']);
    const filled = lines.filter((line) => !line.startsWith('new-thing')).join('\r\n');
    expect(await load(filled)).toMatchObject({ published: 0, unchanged: 4 });
  });
});
