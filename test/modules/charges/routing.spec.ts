import { parseBusinessDate } from '../../../src/kernel/business-date';
import { SetPayerPolicy } from '../../../src/modules/coverage/set-payer-policy';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { type Desk, openDesk } from './support/desk';
import { authorize, coveredPatient, PLAN, postVisit, quoteOf, registerPatient } from './support/visits';

const TODAY = '2026-11-22';

describe('The route of a line', () => {
  let app: TestApp;
  let desk: Desk;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-11-22T17:00:00Z') });
    desk = await openDesk(app);
  });

  afterAll(() => app.close());

  const quote = (patientId: string, lines: object[], dateOfService = TODAY) =>
    quoteOf(desk, { patientId, dateOfService, lines });
  const routeOf = async (patientId: string, line: object, dateOfService?: string) => {
    const { lines } = await quote(patientId, [line], dateOfService);
    const [first] = lines;
    return [first?.route.destination, first?.route.rule, first?.documentRule];
  };
  const elect = async (patientId: string, body: object) => {
    const wish = { reason: 'Privacy', signedAt: '2026-11-22T16:00:00Z', ...body };
    expect((await desk.post(`/v1/patients/${patientId}/self-pay-elections`, wish)).status).toBe(201);
  };

  it('keeps everything from the plan when the patient elected so, from the day of signing', async () => {
    const { id } = await coveredPatient(desk);
    await elect(id, { scope: 'all' });
    expect(await routeOf(id, { serviceCode: 'intake' })).toEqual(['self_pay', 'paid_in_full_election', 'superbill']);
    expect(await routeOf(id, { serviceCode: 'intake' }, '2026-11-21')).toEqual([
      'insurance',
      'in_network_covered_service',
      'claim',
    ]);
  });

  it('keeps one service, or one day, from the plan', async () => {
    const service = await coveredPatient(desk);
    await elect(service.id, { scope: 'service', serviceCode: 'integration' });
    expect((await routeOf(service.id, { serviceCode: 'integration' }))[1]).toBe('paid_in_full_election');
    expect((await routeOf(service.id, { serviceCode: 'intake' }))[1]).toBe('in_network_covered_service');
    const visit = await coveredPatient(desk);
    await elect(visit.id, { scope: 'visit', dateOfService: '2026-11-24' });
    expect((await routeOf(visit.id, { serviceCode: 'intake' }, '2026-11-24'))[1]).toBe('paid_in_full_election');
    expect((await routeOf(visit.id, { serviceCode: 'intake' }, '2026-11-25'))[1]).toBe('in_network_covered_service');
  });

  it('sends covered care to Medicare and Medicaid, and ketamine to the patient', async () => {
    const medicare = await coveredPatient(desk, { planType: 'medicare', networkStatus: 'out' });
    expect((await routeOf(medicare.id, { serviceCode: 'intake' }))[1]).toBe('medicare_covered_service');
    expect((await routeOf(medicare.id, { serviceCode: 'experiential-im' }))[1]).toBe('medicare_not_covered');
    const medicaid = await coveredPatient(desk, { planType: 'medicaid', networkStatus: 'out' });
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
    const visit = await postVisit(clinic, { patientId, lines: body.lines });
    expect(visit.charges[0]?.route.rule).toBe('medicare_not_covered');
  });

  it('bills the patient when the plan is out of network or not in effect, and fees always', async () => {
    const out = await coveredPatient(desk, { networkStatus: 'out' });
    expect(await routeOf(out.id, { serviceCode: 'intake' })).toEqual(['self_pay', 'out_of_network_care', 'superbill']);
    const ended = await coveredPatient(desk, { effectiveTo: '2026-11-21' });
    expect((await routeOf(ended.id, { serviceCode: 'intake' }))[1]).toBe('out_of_network_care');
    expect((await routeOf(ended.id, { serviceCode: 'intake' }, '2026-11-21'))[1]).toBe('in_network_covered_service');
    const covered = await coveredPatient(desk);
    expect(await routeOf(covered.id, { serviceCode: 'no-show-fee' })).toEqual(['self_pay', 'fee', 'receipt_only']);
  });

  it('asks the primary plan first, though another began later', async () => {
    const { id } = await coveredPatient(desk, { networkStatus: 'out', effectiveFrom: '2025-01-01' });
    await desk.post(`/v1/patients/${id}/coverages`, { ...PLAN, priority: 2, payerId: 'SECOND' });
    expect((await routeOf(id, { serviceCode: 'intake' }))[1]).toBe('out_of_network_care');
  });

  it('follows a payer’s own policy from its first day', async () => {
    const patient = await coveredPatient(desk, { payerId: 'BCBSMA' });
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
    const patient = await coveredPatient(desk);
    expect(await routeOf(patient.id, line)).toEqual(['self_pay', 'spravato_not_authorized', 'superbill']);
    await authorize(desk, patient);
    expect(await routeOf(patient.id, line)).toEqual(['insurance', 'spravato_authorized', 'claim']);
    expect((await routeOf(patient.id, line, '2026-10-31'))[1]).toBe('spravato_not_authorized');
    expect((await routeOf(patient.id, { ...line, quantity: 3 }))[1]).toBe('spravato_not_authorized');
    const { lines } = await quote(patient.id, [line, line, line]);
    expect(lines.map(({ route }) => route.destination)).toEqual(['insurance', 'insurance', 'self_pay']);
  });
});
