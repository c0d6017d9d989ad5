import { ADVICE_REFUSALS, type AdviceRefusal } from '../../../src/domain/claims/code-advice';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { codeOf, postVisit, registerPatient } from '../charges/support/visits';
import {
  type ClaimsDesk,
  claimOf,
  insuredPatient,
  OBSERVATION,
  openClaimsDesk,
  postClaim,
  sendClaim,
} from './support/claims-desk';

const SAMPLE = readFileSync(join(__dirname, '../../golden/837p-sample.x12'), 'utf8');

describe('A claim', () => {
  let app: TestApp;
  let desk: ClaimsDesk;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-11-15T17:00:00Z') });
    desk = await openClaimsDesk(app);
  });

  afterAll(() => app.close());

  const missing = async (observation: object | null): Promise<readonly string[]> =>
    (await postClaim(desk, { observation })).missing;

  it('is made with the visit that goes to insurance, one line a charge, in the transaction of the visit', async () => {
    const patientId = await insuredPatient(desk);
    const visit = await postVisit(desk.frontDesk, {
      patientId,
      dateOfService: '2026-11-10',
      lines: [{ serviceCode: 'esketamine-56' }, { serviceCode: 'observation' }, { serviceCode: 'no-show-fee' }],
    });
    expect(await claimOf(desk, visit.claimId)).toMatchObject({
      status: 'draft',
      frequency: 'original',
      controlNumber: expect.stringMatching(/^C\d{7}$/),
      visitId: visit.id,
      payerId: '12345',
      totalCents: 120000,
      openCents: 120000,
      filingDueOn: '2027-02-08',
      lines: [
        { controlNumber: 'L0001', procedureCode: 'J0013', units: 56, amountCents: 85000, doseMg: 56 },
        { controlNumber: 'L0002', procedureCode: '99215', units: 1, amountCents: 35000 },
      ],
    });
    const { body } = await desk.get<{ data: { id: string; claimId: string }[] }>(`/v1/visits?patientId=${patientId}`);
    expect(body.data).toMatchObject([{ id: visit.id, claimId: visit.claimId }]);
  });

  it('is not made for what the patient pays', async () => {
    const patientId = await registerPatient(desk.frontDesk);
    const visit = await postVisit(desk.frontDesk, {
      patientId,
      lines: [{ serviceCode: 'intake' }],
      dateOfService: '2026-11-10',
    });
    expect(visit.claimId).toBeNull();
  });

  it('says what is missing, gate by gate', async () => {
    expect(await missing(null)).toEqual([
      'rems_enrollment',
      'observation_times',
      'observation_two_hours',
      'ndc_matches_dose',
    ]);
    expect(await missing({ ...OBSERVATION, endedAt: '2026-11-10T18:59:59Z' })).toEqual(['observation_two_hours']);
    expect(await missing({ ...OBSERVATION, ndc: '50458002803' })).toEqual(['ndc_matches_dose']);
    expect(await missing({ ...OBSERVATION, monitoringFormOn: null })).toEqual([]);
  });

  it('is checked with a finding for everything wrong, and waits as a draft', async () => {
    const claim = await postClaim(desk, { observation: { ...OBSERVATION, ndc: '50458002803' } });
    const { status, body } = await desk.post(`/v1/claims/${claim.id}/checks`, {});
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        status: 'draft',
        isReady: false,
        findings: [
          {
            code: 'ndc_not_the_dose',
            severity: 'error',
            pointer: '/lines/0/drug/ndc',
            message: expect.any(String),
            source: expect.any(String),
          },
        ],
      },
    });
    const refused = await desk.post('/v1/claim-batches', { claimIds: [claim.id] });
    expect(codeOf(refused)).toEqual([422, 'claim_not_ready']);
    expect(refused.body).toMatchObject({
      claims: [{ claimId: claim.id, findings: ['ndc_not_the_dose'], missing: ['ndc_matches_dose'] }],
    });
    await desk.put(`/v1/visits/${claim.visitId}/observation`, OBSERVATION);
    expect((await desk.post(`/v1/claims/${claim.id}/checks`, {})).body).toMatchObject({
      status: 'validated',
      isReady: true,
    });
    expect((await claimOf(desk, claim.id)).history.map(({ status: to }) => to)).toEqual(['validated']);
  });

  it('leaves in a file that says what the sample of the domain brief says', async () => {
    const own = await openClaimsDesk(app);
    const claim = await postClaim(own);
    const batch = await sendClaim(own, claim);
    expect(batch).toMatchObject({
      controlNumber: 1,
      claimCount: 1,
      totalCents: 120000,
      payerId: '12345',
      claimIds: [claim.id],
    });
    const { status, text } = await own.text(`/v1/claim-batches/${batch.id}.837`);
    // The coverage has no group number.
    const expected = SAMPLE.replace('PCN0001', claim.controlNumber).replace('GRP123', '');
    expect({ status, text }).toEqual({ status: 200, text: expected });
    expect((await claimOf(own, claim.id)).status).toBe('submitted');
    expect(codeOf(await own.post('/v1/claim-batches', { claimIds: [claim.id] }))).toEqual([
      409,
      'claim_state_conflict',
    ]);
  });

  it('goes with whatever else is ready, to one payer at a time, under gapless numbers', async () => {
    const own = await openClaimsDesk(app);
    const first = await postClaim(own);
    const other = await postClaim(own, {
      patientId: await insuredPatient(own, { payerId: '67890', payerName: 'Other' }),
    });
    await postClaim(own, { observation: null });
    for (const { id } of [first, other]) await own.post(`/v1/claims/${id}/checks`, {});
    expect(codeOf(await own.post('/v1/claim-batches', {}))).toEqual([422, 'claim_batch_mixed_payers']);
    const one = await own.post('/v1/claim-batches', { payerId: '67890' });
    const two = await own.post('/v1/claim-batches', {});
    expect([one.body, two.body]).toMatchObject([
      { controlNumber: 1, claimIds: [other.id] },
      { controlNumber: 2, claimIds: [first.id] },
    ]);
    expect(codeOf(await own.post('/v1/claim-batches', {}))).toEqual([422, 'claims_nothing_ready']);
    const { body } = await own.get<{ data: object[] }>('/v1/claim-batches');
    expect(body.data).toHaveLength(2);
    expect((await own.get<{ data: object[] }>('/v1/claims?status=submitted')).body.data).toHaveLength(2);
  });

  it('is nobody else’s, and not the accountant’s', async () => {
    const claim = await postClaim(desk);
    const other = await openClaimsDesk(app);
    for (const path of [`/v1/claims/${claim.id}`, `/v1/claims/${crypto.randomUUID()}`])
      expect(codeOf(await other.get(path))).toEqual([404, 'claim_unknown']);
    expect(codeOf(await other.post(`/v1/claims/${claim.id}/checks`, {}))).toEqual([404, 'claim_unknown']);
    expect(codeOf(await other.post('/v1/claim-batches', { claimIds: [claim.id] }))).toEqual([404, 'claim_unknown']);
    expect(codeOf(await other.put(`/v1/visits/${claim.visitId}/observation`, OBSERVATION))).toEqual([
      404,
      'visit_unknown',
    ]);
    const accountant = await desk.as('accountant');
    expect(codeOf(await accountant.get('/v1/claims'))).toEqual([403, 'forbidden']);
    expect((await desk.frontDesk.get(`/v1/claims/${claim.id}`)).status).toBe(200);
    expect(codeOf(await desk.frontDesk.post(`/v1/claims/${claim.id}/checks`, {}))).toEqual([403, 'forbidden']);
  });

  it('refuses an NDC that is none and an end before the beginning', async () => {
    const { visitId } = await postClaim(desk);
    const wrong = await desk.put(`/v1/visits/${visitId}/observation`, {
      ndc: '50458-28-2',
      startedAt: '2026-11-10T19:00:00Z',
      endedAt: '2026-11-10T18:00:00Z',
    });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: '/ndc' }, { pointer: '/endedAt' }] } });
  });

  it('takes its deadline and filing code from the payer’s own rules', async () => {
    const own = await openClaimsDesk(app);
    const rules = {
      filingCode: '12',
      timelyFilingDays: 30,
      appealDays: null,
      requiresAuthorization: null,
      drugQuantity: 'kits',
    };
    expect(codeOf(await own.put('/v1/payers/12345/claim-rules', rules))).toEqual([404, 'payer_unknown']);
    const patientId = await insuredPatient(own);
    expect((await own.put('/v1/payers/12345/claim-rules', rules)).status).toBe(200);
    const claim = await postClaim(own, { patientId });
    expect(claim.filingDueOn).toBe('2026-12-10');
    const { id } = await sendClaim(own, claim);
    const { text } = await own.text(`/v1/claim-batches/${id}.837`);
    expect(text).toContain('SBR*P*18*******12~');
    expect(text).toContain('CTP****1*UN~');
  });

  it('is coded by advice that says why, or not at all', async () => {
    const treatment = {
      planType: 'commercial',
      benefit: 'medical',
      procurement: 'buy_and_bill',
      doseMg: 56,
      isEstablishedPatient: true,
    };
    const advise = (change: object) =>
      desk.post('/v1/code-advice', { ...treatment, dateOfService: '2026-11-10', ...change });
    expect(await advise({})).toMatchObject({
      status: 200,
      body: { set: 'B', lines: [{ code: 'J0013', units: 56 }, { code: null }] },
    });
    const refusals: Record<AdviceRefusal, object> = {
      dose_not_on_label: { doseMg: 28 },
      patient_not_established: { planType: 'medicare', isEstablishedPatient: false },
      drug_code_not_in_effect: { dateOfService: '2020-01-01' },
      medicare_takes_the_bundle: { planType: 'medicare', payerTakes: 'B' },
      pharmacy_bills_the_drug: { procurement: 'specialty_pharmacy', payerTakes: 'A' },
      bundle_with_other_codes: { codes: ['G2082', '99215'] },
      bundle_not_the_dose: { codes: ['G2083'] },
      ndc_not_the_dose: { codes: ['J0013', '99215'], ndc: '50458002803' },
    };
    expect(Object.keys(refusals).sort()).toEqual(Object.keys(ADVICE_REFUSALS).sort());
    for (const [reason, change] of Object.entries(refusals)) {
      const refused = await advise(change);
      expect(codeOf(refused)).toEqual([422, 'codes_not_billable']);
      const { source } = ADVICE_REFUSALS[reason as AdviceRefusal];
      expect(refused.body).toMatchObject({ reason, source });
      expect(source).toMatch(/^(FDA|HCPCS|CMS|DOMAIN\.md §)/);
    }
  });
});
