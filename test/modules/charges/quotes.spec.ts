import { randomUUID } from 'node:crypto';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { SetPrice } from '../../../src/modules/catalog/set-price';
import { SetPayerPolicy } from '../../../src/modules/coverage/set-payer-policy';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { type Answer, type Desk, openDesk } from './support/desk';
import { quoteOf, registerPatient } from './support/visits';

const TODAY = '2026-11-22';

const PLAN = {
  payerName: 'Example Health Plan',
  payerId: '60054',
  memberId: 'W1',
  planType: 'commercial',
  networkStatus: 'in',
  effectiveFrom: '2026-01-01',
};

describe('A quote', () => {
  let app: TestApp;
  let desk: Desk;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-11-22T17:00:00Z') });
    desk = await openDesk(app);
  });

  afterAll(() => app.close());

  const code = (answer: Answer<object>) => [answer.status, 'code' in answer.body && answer.body.code];
  const quote = (patientId: string, lines: object[], dateOfService = TODAY) =>
    quoteOf(desk, { patientId, dateOfService, lines });
  const routeOf = async (patientId: string, line: object, dateOfService?: string) => {
    const { lines } = await quote(patientId, [line], dateOfService);
    const [first] = lines;
    return [first?.route.destination, first?.route.rule, first?.documentRule];
  };
  const coveredPatient = async (plan: object): Promise<{ id: string; coverageId: string }> => {
    const id = await registerPatient(desk);
    const { status, body } = await desk.post<{ id: string }>(`/v1/patients/${id}/coverages`, { ...PLAN, ...plan });
    expect(status).toBe(201);
    return { id, coverageId: body.id };
  };
  const elect = async (patientId: string, body: object) => {
    const wish = { reason: 'Privacy', signedAt: '2026-11-22T16:00:00Z', ...body };
    expect((await desk.post(`/v1/patients/${patientId}/self-pay-elections`, wish)).status).toBe(201);
  };
  const authorize = async (patient: { id: string; coverageId: string }, body: object = {}) => {
    const biller = await desk.as('biller');
    const { status } = await biller.post(`/v1/patients/${patient.id}/authorizations`, {
      coverageId: patient.coverageId,
      number: 'PA998877',
      codes: ['J0013'],
      units: 112,
      from: '2026-11-01',
      to: '2027-04-30',
      ...body,
    });
    expect(status).toBe(201);
  };

  it('says what each line costs, who pays, and why', async () => {
    const patientId = await registerPatient(desk);
    const answer = await quote(patientId, [{ serviceCode: 'intake' }, { serviceCode: 'experiential-im', quantity: 2 }]);
    expect(answer).toEqual({
      patientId,
      dateOfService: TODAY,
      lines: [
        {
          serviceCode: 'intake',
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

  it('keeps everything from the plan when the patient elected so, from the day of signing', async () => {
    const { id } = await coveredPatient({});
    await elect(id, { scope: 'all' });
    expect(await routeOf(id, { serviceCode: 'intake' })).toEqual(['self_pay', 'paid_in_full_election', 'superbill']);
    expect(await routeOf(id, { serviceCode: 'intake' }, '2026-11-21')).toEqual([
      'insurance',
      'in_network_covered_service',
      'claim',
    ]);
  });

  it('keeps one service, or one day, from the plan', async () => {
    const service = await coveredPatient({});
    await elect(service.id, { scope: 'service', serviceCode: 'integration' });
    expect((await routeOf(service.id, { serviceCode: 'integration' }))[1]).toBe('paid_in_full_election');
    expect((await routeOf(service.id, { serviceCode: 'intake' }))[1]).toBe('in_network_covered_service');
    const visit = await coveredPatient({});
    await elect(visit.id, { scope: 'visit', dateOfService: '2026-11-24' });
    expect((await routeOf(visit.id, { serviceCode: 'intake' }, '2026-11-24'))[1]).toBe('paid_in_full_election');
    expect((await routeOf(visit.id, { serviceCode: 'intake' }, '2026-11-25'))[1]).toBe('in_network_covered_service');
  });

  it('sends covered care to Medicare and Medicaid, and ketamine to the patient', async () => {
    const medicare = await coveredPatient({ planType: 'medicare', networkStatus: 'out' });
    expect((await routeOf(medicare.id, { serviceCode: 'intake' }))[1]).toBe('medicare_covered_service');
    expect((await routeOf(medicare.id, { serviceCode: 'experiential-im' }))[1]).toBe('medicare_not_covered');
    const medicaid = await coveredPatient({ planType: 'medicaid', networkStatus: 'out' });
    expect((await routeOf(medicaid.id, { serviceCode: 'intake' }))[1]).toBe('medicaid_covered_service');
    expect((await routeOf(medicaid.id, { serviceCode: 'experiential-im' }))[1]).toBe('ketamine_self_pay');
  });

  it('asks whether the clinician has opted out of Medicare', async () => {
    const provider = {
      firstName: 'Sam',
      lastName: 'Out',
      credentials: 'MD',
      npi: '1558598797',
      licenseNumber: 'MD1',
      licenseState: 'OR',
      isMedicareOptedOut: true,
      taxonomyCode: '2084P0800X',
    };
    const clinic = await openDesk(app, { providers: [provider] });
    const patientId = await registerPatient(clinic);
    await clinic.post(`/v1/patients/${patientId}/coverages`, { ...PLAN, planType: 'medicare' });
    const body = { patientId, dateOfService: TODAY, lines: [{ serviceCode: 'intake' }] };
    expect((await quoteOf(clinic, body)).lines[0]?.route.rule).toBe('medicare_covered_service');
    const told = await quoteOf(clinic, { ...body, providerId: clinic.providerId });
    expect(told.lines[0]?.route.rule).toBe('medicare_not_covered');
  });

  it('bills the patient when the plan is out of network or not in effect, and fees always', async () => {
    const out = await coveredPatient({ networkStatus: 'out' });
    expect(await routeOf(out.id, { serviceCode: 'intake' })).toEqual(['self_pay', 'out_of_network_care', 'superbill']);
    const ended = await coveredPatient({ effectiveTo: '2026-11-21' });
    expect((await routeOf(ended.id, { serviceCode: 'intake' }))[1]).toBe('out_of_network_care');
    expect((await routeOf(ended.id, { serviceCode: 'intake' }, '2026-11-21'))[1]).toBe('in_network_covered_service');
    const covered = await coveredPatient({});
    expect(await routeOf(covered.id, { serviceCode: 'no-show-fee' })).toEqual(['self_pay', 'fee', 'receipt_only']);
  });

  it('asks the primary plan first', async () => {
    const { id } = await coveredPatient({ priority: 2, payerId: 'SECOND' });
    await desk.post(`/v1/patients/${id}/coverages`, { ...PLAN, networkStatus: 'out' });
    expect((await routeOf(id, { serviceCode: 'intake' }))[1]).toBe('out_of_network_care');
  });

  it('follows a payer’s own policy from its first day', async () => {
    const patient = await coveredPatient({ payerId: 'BCBSMA' });
    const line = { serviceCode: 'experiential-im' };
    expect((await routeOf(patient.id, line))[1]).toBe('ketamine_self_pay');
    await app.as(desk.clinicId, () =>
      app.get(SetPayerPolicy).execute({
        payerId: 'BCBSMA',
        payerName: 'Example',
        serviceCode: 'experiential-im',
        effectiveFrom: parseBusinessDate('2026-11-22'),
        covered: true,
        reason: 'Policy 1.2',
      }),
    );
    expect((await routeOf(patient.id, line))[1]).toBe('in_network_covered_service');
    expect((await routeOf(patient.id, line, '2026-11-21'))[1]).toBe('ketamine_self_pay');
  });

  it('bills a plan for Spravato only with an authorization that holds', async () => {
    const line = { serviceCode: 'spravato-56', doseMg: 56 };
    const patient = await coveredPatient({});
    expect(await routeOf(patient.id, line)).toEqual(['self_pay', 'spravato_not_authorized', 'superbill']);
    await authorize(patient);
    expect(await routeOf(patient.id, line)).toEqual(['insurance', 'spravato_authorized', 'claim']);
    expect((await routeOf(patient.id, line, '2026-10-31'))[1]).toBe('spravato_not_authorized');
    expect((await routeOf(patient.id, { ...line, quantity: 3 }))[1]).toBe('spravato_not_authorized');
    const { lines } = await quote(patient.id, [line, line, line]);
    expect(lines.map(({ route }) => route.destination)).toEqual(['insurance', 'insurance', 'self_pay']);
  });

  it('splits what a plan is billed, the copay once, the deductible used up line by line', async () => {
    const patient = await coveredPatient({
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
    const patient = await coveredPatient({ planType: 'medicaid', payerId: 'OHP' });
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
    expect(code(answer)).toEqual([422, 'price_not_set']);
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
      expect(code(await desk.post('/v1/quotes', { ...body, patientId }))).toEqual([404, 'patient_unknown']);
    for (const providerId of [other.providerId, randomUUID()])
      expect(code(await desk.post('/v1/quotes', { ...body, patientId: mine, providerId }))).toEqual([
        404,
        'provider_unknown',
      ]);
  });

  it('is not for an accountant', async () => {
    const books = await desk.as('accountant');
    const body = { patientId: randomUUID(), dateOfService: TODAY };
    expect(code(await books.post('/v1/quotes', { ...body, lines: [{ serviceCode: 'intake' }] }))).toEqual([
      403,
      'forbidden',
    ]);
  });
});
