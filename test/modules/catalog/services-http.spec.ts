import { IssueApiKey } from '../../../src/modules/access/issue-api-key';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { fixed, openCatalog, serviceInput, type TestCatalog } from './catalog-clinic';

const CSV = 'service_code,effective_from,rule,price,minimum,maximum,tiers,percent,percent_of\n';

describe('/v1/services', () => {
  let app: TestApp;
  let clinic: TestCatalog;
  let admin: string;
  let desk: string;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-06-01T18:00:00Z') });
  });

  beforeEach(async () => {
    clinic = await openCatalog(app, ['a-service', 'b-service', 'c-service']);
    const keyOf = (role: 'admin' | 'front_desk') =>
      clinic.as(async () => (await app.get(IssueApiKey).execute({ label: role, role })).key);
    [admin, desk] = [await keyOf('admin'), await keyOf('front_desk')];
  });

  afterAll(() => app.close());

  const call = async (
    key: string,
    method: 'GET' | 'POST',
    url: string,
    payload?: object | string,
    contentType = 'application/json',
  ) => {
    const headers = {
      authorization: `Bearer ${key}`,
      ...(payload === undefined ? {} : { 'content-type': contentType }),
    };
    const answer = await app.app.inject({ method, url, headers, payload });
    const isJson = String(answer.headers['content-type']).includes('json');
    return { status: answer.statusCode, body: isJson ? answer.json() : answer.body, headers: answer.headers };
  };

  it('lists the catalog by code, page by page, with the prices of a day', async () => {
    await clinic.setPrice('a-service', '2026-01-01', fixed(100));
    await clinic.setPrice('a-service', '2026-06-02', fixed(200));
    const first = await call(desk, 'GET', '/v1/services?limit=2');
    expect(first.body.data.map((s: { code: string; priceCents: number | null }) => [s.code, s.priceCents])).toEqual([
      ['a-service', 100],
      ['b-service', null],
    ]);
    const second = await call(desk, 'GET', `/v1/services?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.body).toMatchObject({ data: [{ code: 'c-service' }], nextCursor: null });
    const later = await call(desk, 'GET', '/v1/services?on=2026-06-02');
    expect(later.body.data[0]).toMatchObject({ priceCents: 200, effectiveFrom: '2026-06-02', priceRule: 'fixed' });
    expect(await call(desk, 'GET', '/v1/services?cursor=xyz')).toMatchObject({
      status: 400,
      body: { code: 'cursor_invalid' },
    });
  });

  it('adds a service with its first price, for an admin alone', async () => {
    const slidingScale = {
      minCents: 18_000,
      maxCents: 22_000,
      tiers: [
        { upToPovertyBasisPoints: 20_000, priceCents: 18_000 },
        { upToPovertyBasisPoints: null, priceCents: 22_000 },
      ],
    };
    const body = {
      ...serviceInput({ code: 'group-im', kind: 'group_experiential', modality: 'im', capacity: 6 }),
      slidingScale,
      effectiveFrom: '2026-01-01',
    };
    expect(await call(desk, 'POST', '/v1/services', body)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await call(admin, 'POST', '/v1/services', body)).toMatchObject({
      status: 201,
      body: {
        code: 'group-im',
        revenueAccount: 4030,
        capacity: 6,
        priceCents: null,
        slidingScale,
        effectiveFrom: '2026-01-01',
      },
    });
    expect(await call(admin, 'POST', '/v1/services', body)).toMatchObject({
      status: 409,
      body: { code: 'service_code_taken' },
    });
  });

  it.each([
    ['a telling neutral name', { neutralName: 'Ketamine session' }, 400, 'validation_failed', '/neutralName'],
    ['a fee that claims to be care', { kind: 'fee' }, 400, 'validation_failed', '/hsaFsaEligible'],
    ['an account the books do not have', { revenueAccount: 4777 }, 404, 'ledger_account_unknown', '/revenueAccount'],
    ['two prices', { priceCents: 1, notOffered: true }, 400, 'validation_failed', '/priceCents'],
    ['a first day without a price', { effectiveFrom: '2026-01-01' }, 400, 'validation_failed', '/priceCents'],
    ['a field of nobody', { cost: 1 }, 400, 'validation_failed', '/cost'],
  ])('refuses %s and keeps nothing', async (_, change, status, code, pointer) => {
    const refused = await call(admin, 'POST', '/v1/services', { ...serviceInput({ code: 'other' }), ...change });
    expect(refused).toMatchObject({
      status,
      body: { code, errors: expect.arrayContaining([expect.objectContaining({ pointer })]) },
    });
    expect((await clinic.bookOn('2026-06-01')).service('other')).toBeUndefined();
  });

  it('publishes prices of every rule', async () => {
    const publish = (code: string, body: object) => call(admin, 'POST', `/v1/services/${code}/prices`, body);
    expect(await publish('a-service', { priceCents: 22_000, effectiveFrom: '2026-01-01' })).toMatchObject({
      status: 201,
      body: { priceCents: 22_000, revision: 1, priceList: 'Standard', priceRule: 'fixed' },
    });
    const percentOf = { serviceCode: 'a-service', basisPoints: 5_000 };
    expect(await publish('b-service', { percentOf, effectiveFrom: '2026-01-01' })).toMatchObject({
      status: 201,
      body: { percentOf },
    });
    expect(await publish('c-service', { notOffered: true, effectiveFrom: '2026-01-01' })).toMatchObject({
      status: 201,
    });
    const prices = (await call(desk, 'GET', '/v1/services')).body.data as { priceRule: string; priceCents: number }[];
    expect(prices.map(({ priceRule, priceCents }) => [priceRule, priceCents])).toEqual([
      ['fixed', 22_000],
      ['percent_of', 11_000],
      ['not_offered', null],
    ]);
    expect(await publish('a%00', { priceCents: 1, effectiveFrom: '2026-01-01' })).toMatchObject({ status: 404 });
    expect(await publish('a-service', { effectiveFrom: '2026-01-01' })).toMatchObject({ status: 400 });
    expect(await publish('a-service', { priceCents: 1.5, effectiveFrom: '2026-01-01' })).toMatchObject({ status: 400 });
    expect(
      await publish('b-service', {
        percentOf: { serviceCode: 'b-service', basisPoints: 1 },
        effectiveFrom: '2026-01-01',
      }),
    ).toMatchObject({ status: 422, body: { code: 'price_rule_invalid' } });
  });

  it('hands out a template and takes price lists and code sets as text/csv', async () => {
    const template = await call(desk, 'GET', '/v1/services/price-list-template.csv');
    expect(template.status).toBe(200);
    expect(template.headers['content-type']).toBe('text/csv; charset=utf-8');
    const load = (path: string, csv: string, type = 'text/csv') =>
      call(admin, 'POST', `/v1/services/${path}`, csv, type);
    expect(await load('price-list-imports', `${CSV}a-service,2026-01-01,fixed,220.00,,,,,\n`)).toMatchObject({
      status: 200,
      body: { published: 1, unchanged: 0 },
    });
    expect(await load('price-list-imports?priceList=Staff', `${CSV}a-service,2026-01-01,fixed,x,,,,,\n`)).toMatchObject(
      {
        status: 422,
        body: { code: 'price_import_invalid', errors: [{ pointer: '/rows/2/price' }] },
      },
    );
    expect(
      await load(
        'code-set-imports',
        'service_code,payer_id,effective_from,effective_to,code,modifiers,units,place_of_service\na-service,,2026-01-01,,99204,,1,\n',
        'text/csv; charset=utf-8',
      ),
    ).toMatchObject({ status: 200, body: { loaded: 1, ended: 0, unchanged: 0 } });
    expect(await load('price-list-imports', '{}', 'application/json')).toMatchObject({ status: 415 });
    expect(await load('price-list-imports', 'x', 'application/xml')).toMatchObject({ status: 415 });
    const latin1 = Buffer.from(`${CSV}caf\u00e9,2026-01-01,fixed,1,,,,,\n`, 'latin1');
    expect(
      (
        await app.app.inject({
          method: 'POST',
          url: '/v1/services/price-list-imports',
          headers: { authorization: `Bearer ${admin}`, 'content-type': 'text/csv' },
          payload: latin1,
        })
      ).json(),
    ).toMatchObject({ status: 400, code: 'body_malformed' });
  });
});
