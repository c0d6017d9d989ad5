import { randomUUID } from 'node:crypto';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { SetPrice } from '../../../src/modules/catalog/set-price';
import { SetPayerPolicy } from '../../../src/modules/coverage/set-payer-policy';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { type Desk, openDesk } from './support/desk';
import { codeOf, coveredPatient, quoteOf, registerPatient } from './support/visits';

const TODAY = '2026-11-22';

describe('A quote', () => {
  let app: TestApp;
  let desk: Desk;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-11-22T17:00:00Z') });
    desk = await openDesk(app);
  });

  afterAll(() => app.close());

  const quote = (patientId: string, lines: object[], dateOfService = TODAY) =>
    quoteOf(desk, { patientId, dateOfService, lines });

  it('says what each line costs, who pays, and why', async () => {
    const patientId = await registerPatient(desk);
    const answer = await quote(patientId, [{ serviceCode: 'intake' }, { serviceCode: 'experiential-im', quantity: 2 }]);
    expect(answer).toEqual({
      patientId,
      dateOfService: TODAY,
      lines: [
        {
          serviceCode: 'intake',
          displayName: 'Initial medical and psychiatric intake',
          description: 'Initial evaluation',
          quantity: 1,
          unitPriceCents: 22000,
          listPriceCents: 22000,
          discountCents: 0,
          amountCents: 22000,
          priceSource: {
            priceList: expect.any(String),
            effectiveFrom: '2026-01-01',
            rule: 'fixed',
            reason: expect.any(String),
          },
          route: {
            destination: 'self_pay',
            rule: 'out_of_network_care',
            row: 9,
            reason: expect.any(String),
            notices: ['good_faith_estimate'],
          },
          documentRule: 'superbill',
          hsaFsaEligible: true,
          patientResponsibilityCents: 22000,
          insuranceExpectedCents: 0,
        },
        expect.objectContaining({
          quantity: 2,
          unitPriceCents: 55000,
          listPriceCents: 110000,
          amountCents: 110000,
          documentRule: 'receipt_only',
          route: expect.objectContaining({ destination: 'self_pay', rule: 'ketamine_self_pay', row: 8 }),
        }),
      ],
      totals: {
        listPriceCents: 132000,
        discountCents: 0,
        amountCents: 132000,
        patientResponsibilityCents: 132000,
        insuranceExpectedCents: 0,
      },
    });
  });

  it('stores nothing', async () => {
    const tables = [
      'visits',
      'charges',
      'adjustments',
      'invoices',
      'journal_entries',
      'open_items',
      'authorization_uses',
    ];
    await quote(await registerPatient(desk), [{ serviceCode: 'intake' }]);
    for (const table of tables)
      expect([table, await app.database.query(`SELECT 1 FROM ${table} LIMIT 1`)]).toEqual([table, []]);
  });

  it('splits what a plan is billed, the copay once, the deductible used up line by line', async () => {
    const patient = await coveredPatient(desk, {
      copayCents: 3000,
      deductibleRemainingCents: 20000,
      coinsuranceBasisPoints: 2000,
    });
    const { lines, totals } = await quote(patient.id, [{ serviceCode: 'intake' }, { serviceCode: 'integration' }]);
    // 220.00: copay 30.00, deductible 190.00; 170.00: deductible 10.00, then 20 % of 160.00
    expect(lines.map((line) => [line.patientResponsibilityCents, line.insuranceExpectedCents])).toEqual([
      [22000, 0],
      [4200, 12800],
    ]);
    expect(totals).toMatchObject({
      amountCents: 39000,
      patientResponsibilityCents: 26200,
      insuranceExpectedCents: 12800,
    });
  });

  it('gives no sliding scale to a line that a plan is billed for', async () => {
    const patient = await coveredPatient(desk, { planType: 'medicaid', payerId: 'OHP' });
    await app.as(desk.clinicId, () =>
      app.get(SetPayerPolicy).execute({
        payerId: 'OHP',
        payerName: 'Example',
        serviceCode: 'group-im',
        effectiveFrom: parseBusinessDate('2026-01-01'),
        covered: true,
        reason: 'Policy 3',
      }),
    );
    const line = { serviceCode: 'group-im', householdSize: 1, householdIncomeCents: 3000000 };
    const { lines } = await quote(patient.id, [line]);
    expect([lines[0]?.route.destination, lines[0]?.amountCents]).toEqual(['insurance', 22000]);
  });

  it('takes the price that held on the date of service', async () => {
    const patientId = await registerPatient(desk);
    await app.as(desk.clinicId, () =>
      app.get(SetPrice).execute({
        serviceCode: 'preparation',
        effectiveFrom: parseBusinessDate('2026-12-01'),
        rule: { rule: 'fixed', priceCents: 19000 },
      }),
    );
    const cents = async (day: string) =>
      (await quote(patientId, [{ serviceCode: 'preparation' }], day)).lines[0]?.amountCents;
    expect([await cents('2026-11-30'), await cents('2026-12-01')]).toEqual([17000, 19000]);
  });

  it('says which line has no price, and on which day', async () => {
    const patientId = await registerPatient(desk);
    const answer = await desk.post('/v1/quotes', {
      patientId,
      dateOfService: '2025-12-31',
      lines: [{ serviceCode: 'intake' }],
    });
    expect(codeOf(answer)).toEqual([422, 'price_not_set']);
    expect(answer.body['errors']).toEqual([
      { pointer: '/lines/0/serviceCode', message: expect.stringContaining('2025-12-31') },
    ]);
  });

  it('names the line that is wrong', async () => {
    const patientId = await registerPatient(desk);
    const refuse = async (line: object) => {
      const body = { patientId, dateOfService: TODAY, lines: [{ serviceCode: 'intake' }, line] };
      const { status, body: problem } = await desk.post<{ code: string; errors: { pointer: string }[] }>(
        '/v1/quotes',
        body,
      );
      return [status, problem.code, problem.errors.map((error) => error.pointer)];
    };
    expect(await refuse({ serviceCode: 'nothing' })).toEqual([404, 'service_unknown', ['/lines/1/serviceCode']]);
    expect(await refuse({ serviceCode: 'group-im', householdIncomeCents: 1 })).toEqual([
      422,
      'household_size_required',
      ['/lines/1/householdSize'],
    ]);
    expect(await refuse({ serviceCode: 'intake', unitPriceCents: 1 })).toEqual([
      400,
      'validation_failed',
      ['/lines/1/unitPriceCents'],
    ]);
    expect(await refuse({ serviceCode: 'intake', quantity: 0 })).toEqual([
      400,
      'validation_failed',
      ['/lines/1/quantity'],
    ]);
  });

  it('is made for nobody else’s patient, with nobody else’s provider', async () => {
    const other = await openDesk(app);
    const theirs = await registerPatient(other);
    const mine = await registerPatient(desk);
    const body = { dateOfService: TODAY, lines: [{ serviceCode: 'intake' }] };
    for (const patientId of [theirs, randomUUID()])
      expect(codeOf(await desk.post('/v1/quotes', { ...body, patientId }))).toEqual([404, 'patient_unknown']);
    for (const providerId of [other.providerId, randomUUID()])
      expect(codeOf(await desk.post('/v1/quotes', { ...body, patientId: mine, providerId }))).toEqual([
        404,
        'provider_unknown',
      ]);
  });

  it('is not for an accountant', async () => {
    const books = await desk.as('accountant');
    const body = { patientId: randomUUID(), dateOfService: TODAY };
    expect(codeOf(await books.post('/v1/quotes', { ...body, lines: [{ serviceCode: 'intake' }] }))).toEqual([
      403,
      'forbidden',
    ]);
  });
});
