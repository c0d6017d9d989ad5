import { randomUUID } from 'node:crypto';
import { ImportCodeSet } from '../../../src/modules/catalog/import-code-set';
import type { RoutingDecisionView } from '../../../src/modules/coverage/routing-decision.view';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { type Desk, openDesk } from '../charges/support/desk';
import { authorize, codeOf, type CoveredPatient, coveredPatient, postVisit, quoteOf } from '../charges/support/visits';

const TODAY = '2026-11-22';

describe('Who is billed, and by whose decision', () => {
  let app: TestApp;
  let desk: Desk;
  let admin: Desk;
  const clock = FixedClock.at('2026-11-22T17:00:00Z');

  beforeEach(async () => {
    clock.advance({ milliseconds: 10 });
    desk = await openDesk(app);
    admin = await desk.as('admin');
  });

  beforeAll(async () => {
    app = await startTestApp({ clock });
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(() => app.close());

  const ruleOf = async ({ id }: CoveredPatient, line: object, dateOfService = TODAY) =>
    (await quoteOf(desk, { patientId: id, dateOfService, lines: [line] })).lines[0]?.route.rule;
  const setClinic = (body: object, by = admin) =>
    by.post('/v1/routing-policies/clinic', { effectiveFrom: TODAY, reason: 'House rule', ...body });
  const setPayer = (body: object, by = admin) =>
    by.post('/v1/routing-policies/payers', {
      payerId: 'BCBSMA',
      payerName: 'Example',
      effectiveFrom: TODAY,
      reason: 'Medical policy 087',
      ...body,
    });
  const decisions = async (query = '', by = desk) =>
    (await by.get<{ data: RoutingDecisionView[] }>(`/v1/routing-decisions${query}`)).body.data;

  const billDrugByMilligram = () => {
    const csv =
      'service_code,payer_id,effective_from,effective_to,code,modifiers,units,place_of_service\nspravato-56,,2026-01-01,,J0013,,per_mg,\n';
    return app.as(desk.clinicId, () => app.get(ImportCodeSet).execute({ csv }));
  };

  it('a payer that covers ketamine is billed for it, from the day its policy says', async () => {
    const patient = await coveredPatient(desk, { payerId: 'BCBSMA' });
    const line = { serviceCode: 'experiential-im' };
    expect(await ruleOf(patient, line)).toBe('ketamine_self_pay');
    expect(await setPayer({ serviceCode: 'experiential-im', covered: true })).toMatchObject({ status: 201 });
    expect(await ruleOf(patient, line)).toBe('in_network_covered_service');
    expect(await ruleOf(patient, line, '2026-11-21')).toBe('ketamine_self_pay');
    expect(await setPayer({ serviceCode: 'experiential-im', covered: true })).toMatchObject({ status: 201 });
    const other = await setPayer({ serviceCode: 'experiential-im', covered: false });
    expect(codeOf(other)).toEqual([409, 'routing_policy_exists']);
    expect(codeOf(await setPayer({ serviceCode: 'nothing', covered: true }))).toEqual([404, 'service_unknown']);
  });

  it('a payer that wants no authorization for Spravato is billed without one', async () => {
    const patient = await coveredPatient(desk, { payerId: 'BCBSMA' });
    const line = { serviceCode: 'spravato-56', doseMg: 56 };
    expect(await ruleOf(patient, line)).toBe('spravato_not_authorized');
    await setPayer({ serviceCode: 'spravato-56', covered: true, requiresAuthorization: false });
    expect(await ruleOf(patient, line)).toBe('spravato_authorized');
    await billDrugByMilligram();
    const { claimId } = await postVisit(desk, { patientId: patient.id, lines: [line] });
    const { body } = await (await desk.as('biller')).get<{ missing: string[] }>(`/v1/claims/${claimId}`);
    expect(body.missing).toContain('observation_times');
    expect(body.missing).not.toContain('authorization');
  });

  it('an authorization for the drug’s old code holds for its new one where its payer says so, from the day it does', async () => {
    await billDrugByMilligram();
    const patient = await coveredPatient(desk, { payerId: 'BCBSMA' });
    await authorize(desk, patient, { codes: ['S0013'], from: '2026-01-01' });
    const line = { serviceCode: 'spravato-56', doseMg: 56 };
    expect(await ruleOf(patient, line)).toBe('spravato_not_authorized');
    const policy = { serviceCode: 'spravato-56', covered: true };
    const crosswalk = await setPayer({ ...policy, crosswalksDrugCode: true });
    expect(crosswalk).toMatchObject({ status: 201, body: { crosswalksDrugCode: true, requiresAuthorization: null } });
    expect(await ruleOf(patient, line)).toBe('spravato_authorized');
    expect(await ruleOf(patient, line, '2026-11-21')).toBe('spravato_not_authorized');
    expect(codeOf(await setPayer(policy))).toEqual([409, 'routing_policy_exists']);
    await setPayer({ ...policy, effectiveFrom: '2026-11-25' });
    expect(await ruleOf(patient, line, '2026-11-25')).toBe('spravato_not_authorized');
  });

  it('the clinic may file claims out of network, and stop', async () => {
    const out = await coveredPatient(desk, { networkStatus: 'out' });
    const line = { serviceCode: 'intake' };
    expect(await ruleOf(out, line)).toBe('out_of_network_care');
    expect(await setClinic({ serviceCode: 'intake', destination: 'insurance' })).toMatchObject({ status: 201 });
    expect(await ruleOf(out, line)).toBe('clinic_files_claim');
    await setClinic({ serviceCode: 'intake', destination: 'default', effectiveFrom: '2026-11-25' });
    expect(await ruleOf(out, line, '2026-11-25')).toBe('out_of_network_care');
    expect(codeOf(await setClinic({ serviceCode: 'intake', destination: 'self_pay' }))).toEqual([
      409,
      'routing_policy_exists',
    ]);
    expect(codeOf(await setClinic({ serviceCode: 'nothing', destination: 'self_pay' }))).toEqual([
      404,
      'service_unknown',
    ]);
  });

  it('the clinic may keep a service to patients, but not from a plan it has a contract with, nor from Medicare', async () => {
    await setClinic({ serviceCode: 'intake', destination: 'self_pay' });
    const line = { serviceCode: 'intake' };
    const byPlan = async (plan: object) => ruleOf(await coveredPatient(desk, plan), line);
    expect(await byPlan({ networkStatus: 'out' })).toBe('clinic_self_pay');
    expect(await byPlan({ networkStatus: 'in' })).toBe('in_network_covered_service');
    expect(await byPlan({ networkStatus: 'out', planType: 'medicare' })).toBe('medicare_covered_service');
    expect(await byPlan({ networkStatus: 'out', planType: 'medicaid' })).toBe('medicaid_covered_service');
  });

  it('is written down for every charge with rule, reason and facts, whatever is decided later', async () => {
    const patient = await coveredPatient(desk);
    await authorize(desk, patient);
    const visit = await postVisit(desk, {
      patientId: patient.id,
      lines: [{ serviceCode: 'spravato-56', doseMg: 56 }, { serviceCode: 'experiential-im' }],
    });
    const kept = await decisions(`?visitId=${visit.id}`);
    expect(kept).toHaveLength(2);
    const [drug, ketamine] = visit.charges.map(({ id }) => kept.find(({ chargeId }) => chargeId === id));
    expect(drug).toMatchObject({
      patientId: patient.id,
      dateOfService: TODAY,
      serviceCode: 'spravato-56',
      payerId: '60054',
      destination: 'insurance',
      rule: 'spravato_authorized',
      row: 6,
      reason: visit.charges[0]?.route.reason,
      notices: [],
      inputs: {
        serviceKind: 'spravato',
        electionScope: null,
        plan: { planType: 'commercial', networkStatus: 'in', isEffective: true },
        providerMedicareOptedOut: false,
        authorization: {
          number: 'PA998877',
          coversDate: true,
          coversUnits: true,
          coversCode: true,
          coversDose: true,
          coversProvider: true,
        },
        payerCovers: null,
        payerRequiresAuthorization: null,
        clinicPolicy: null,
      },
    });
    expect(ketamine).toMatchObject({ destination: 'self_pay', rule: 'ketamine_self_pay', row: 8 });
    await setPayer({ payerId: '60054', serviceCode: 'experiential-im', covered: true });
    expect(await decisions(`?visitId=${visit.id}`)).toEqual(kept);
  });

  it('keeps of a patient’s wish only that there was one', async () => {
    const patient = await coveredPatient(desk);
    const wish = { scope: 'all', reason: 'My employer reads the letters', signedAt: '2026-11-22T16:00:00Z' };
    await desk.post(`/v1/patients/${patient.id}/self-pay-elections`, wish);
    await postVisit(desk, { patientId: patient.id, lines: [{ serviceCode: 'intake' }] });
    const [decision] = await decisions(`?patientId=${patient.id}`);
    expect(decision).toMatchObject({ rule: 'paid_in_full_election', inputs: { electionScope: 'all' } });
    expect(JSON.stringify(decision)).not.toContain('employer');
  });

  it('can be listed by patient, payer, service, rule, destination and day, page by page', async () => {
    const first = await coveredPatient(desk);
    const second = await coveredPatient(desk, { payerId: 'OTHER' });
    for (const [patient, dateOfService] of [
      [first, '2026-11-20'],
      [second, TODAY],
    ] as const) {
      clock.advance({ milliseconds: 10 });
      const lines = [{ serviceCode: 'intake' }, { serviceCode: 'experiential-im' }];
      await postVisit(desk, { patientId: patient.id, dateOfService, lines });
    }
    const count = async (query: string) => (await decisions(query)).length;
    expect(await count('')).toBe(4);
    expect(await count(`?patientId=${first.id}`)).toBe(2);
    expect(await count('?payerId=OTHER')).toBe(2);
    expect(await count('?serviceCode=intake')).toBe(2);
    expect(await count('?destination=self_pay')).toBe(2);
    expect(await count('?rule=in_network_covered_service&payerId=OTHER')).toBe(1);
    expect(await count('?from=2026-11-21')).toBe(2);
    expect(await count('?to=2026-11-20')).toBe(2);
    expect(await count('?from=2026-11-21&to=2026-11-21')).toBe(0);
    const page = await desk.get<{ data: RoutingDecisionView[]; nextCursor: string }>('/v1/routing-decisions?limit=3');
    const rest = await decisions(`?limit=3&cursor=${page.body.nextCursor}`);
    expect([...page.body.data, ...rest]).toEqual(await decisions());
  });

  it('is set by an admin, and nobody else’s business', async () => {
    const biller = await desk.as('biller');
    expect(codeOf(await setClinic({ serviceCode: 'intake', destination: 'insurance' }, biller))).toEqual([
      403,
      'forbidden',
    ]);
    expect(codeOf(await setPayer({ serviceCode: 'intake', covered: true }, biller))).toEqual([403, 'forbidden']);
    await setClinic({ serviceCode: 'intake', destination: 'insurance' });
    await setPayer({ serviceCode: 'intake', covered: false });
    expect((await desk.get('/v1/routing-policies')).body).toMatchObject({
      payers: [{ payerId: 'BCBSMA', serviceCode: 'intake', covered: false, requiresAuthorization: null }],
      clinic: [{ serviceCode: 'intake', effectiveFrom: TODAY, destination: 'insurance' }],
    });
    const patient = await coveredPatient(desk);
    await postVisit(desk, { patientId: patient.id, lines: [{ serviceCode: 'intake' }] });
    const other = await openDesk(app);
    expect((await other.get('/v1/routing-policies')).body).toEqual({ payers: [], clinic: [] });
    for (const id of [patient.id, randomUUID()]) expect(await decisions(`?patientId=${id}`, other)).toEqual([]);
    expect(codeOf(await (await desk.as('accountant')).get('/v1/routing-decisions'))).toEqual([403, 'forbidden']);
  });

  it('keeps a claim from leaving when the patient’s wish comes after the visit', async () => {
    const patient = await coveredPatient(desk);
    const visit = await postVisit(desk, { patientId: patient.id, lines: [{ serviceCode: 'intake' }] });
    const wish = { scope: 'visit', reason: 'Privacy', signedAt: '2026-11-22T16:59:00Z', dateOfService: TODAY };
    await desk.post(`/v1/patients/${patient.id}/self-pay-elections`, wish);
    const biller = await desk.as('biller');
    const refused = await biller.post('/v1/claim-batches', { claimIds: [visit.claimId] });
    expect(codeOf(refused)).toEqual([422, 'claim_not_ready']);
    expect(JSON.stringify(refused.body)).toContain('disclosure_permitted');
  });
});
