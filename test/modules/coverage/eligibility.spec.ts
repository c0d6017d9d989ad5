import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { BENEFITS, eligibilityText } from '../../domain/eligibility/support/eligibility';
import { type ClaimsDesk, openClaimsDesk } from '../claims/support/claims-desk';
import { codeOf, coveredPatient, quoteOf } from '../charges/support/visits';
import type { EligibilitySnapshotView } from '../../../src/modules/coverage/eligibility.view';

const PATH = (coverageId: string, rest = '') => `/v1/coverages/${coverageId}${rest}`;

describe('What a payer says of a plan', () => {
  let app: TestApp;
  let desk: ClaimsDesk;
  let patient: { id: string; coverageId: string };
  const clock = FixedClock.at('2026-11-22T17:00:00Z');

  beforeAll(async () => {
    app = await startTestApp({ clock });
    desk = await openClaimsDesk(app);
  });

  beforeEach(async () => {
    clock.advance({ milliseconds: 5 });
    const card = { memberId: 'W123456789', copayCents: 2500, coinsuranceBasisPoints: 1000, medicalBenefit: true };
    patient = await coveredPatient(desk.frontDesk, card);
  });

  afterAll(() => app.close());

  // Ada Canary was born on 1990-02-28.
  const answer = (segments: readonly string[] = BENEFITS) => eligibilityText({ bornOn: '19900228', segments });
  const send = (text: string, coverageId = patient.coverageId) =>
    desk.file(PATH(coverageId, '/eligibility-responses'), text);
  const enter = (body: object, coverageId = patient.coverageId) =>
    desk.post(PATH(coverageId, '/eligibility-snapshots'), body, {});
  const kept = async () =>
    (await desk.get<{ data: EligibilitySnapshotView[] }>(PATH(patient.coverageId, '/eligibility-snapshots'))).body.data;
  const quote = (...services: string[]) =>
    quoteOf(desk.frontDesk, {
      patientId: patient.id,
      dateOfService: '2026-11-22',
      lines: services.map((serviceCode) => ({ serviceCode })),
    });

  it('is taken from its file, a snapshot a benefit, and shown with the plan', async () => {
    const taken = await send(answer());
    expect(taken).toMatchObject({ status: 201, body: { isRepeat: false } });
    const medical = {
      source: 'x12_271',
      benefit: 'medical',
      checkedOn: '2026-11-22',
      isActive: true,
      planName: 'GOLD PPO',
      copayCents: 3000,
      coinsuranceBasisPoints: 2000,
      deductibleRemainingCents: 15000,
      outOfPocketRemainingCents: 40000,
    };
    expect(taken.body['snapshots']).toMatchObject([medical, { benefit: 'pharmacy', coinsuranceBasisPoints: 3500 }]);
    expect((await desk.get(PATH(patient.coverageId))).body).toMatchObject({
      id: patient.coverageId,
      eligibility: { medical, pharmacy: { benefit: 'pharmacy', copayCents: null } },
    });
    expect(await send(answer())).toMatchObject({
      status: 201,
      body: { isRepeat: true, snapshots: taken.body['snapshots'] },
    });
    expect(await kept()).toHaveLength(2);
  });

  it('is estimated from to the cent, the newest first, and the card where the payer said nothing', async () => {
    expect((await quote('observation')).lines[0]).toMatchObject({
      // 25.00 + 10 % of 325.00
      patientResponsibilityCents: 5750,
      shareEstimate: { basis: 'card', checkedOn: null, copayCents: 2500, deductibleCents: 0, coinsuranceCents: 3250 },
    });
    await send(answer());
    const heard = await quote('observation', 'observation');
    // 30.00 copay, 150.00 deductible, 20 % of 170.00; then 20 % of 350.00 until 400.00 of the year are reached.
    expect(heard.lines).toMatchObject([
      {
        patientResponsibilityCents: 21400,
        insuranceExpectedCents: 13600,
        shareEstimate: {
          basis: 'payer',
          benefit: 'medical',
          checkedOn: '2026-11-22',
          copayCents: 3000,
          deductibleCents: 15000,
          coinsuranceCents: 3400,
        },
      },
      {
        patientResponsibilityCents: 7000,
        shareEstimate: { copayCents: 0, deductibleCents: 0, coinsuranceCents: 7000 },
      },
    ]);
    expect(heard.totals).toMatchObject({ patientResponsibilityCents: 28400, insuranceExpectedCents: 41600 });
    clock.advance({ milliseconds: 5 });
    await enter({ benefit: 'medical', outOfPocketRemainingCents: 4000 });
    const limited = await quote('observation');
    // The payer named no copay this time: the card's 25.00, and 10 % of 325.00 up to the 40.00 of the year.
    expect(limited.lines[0]).toMatchObject({
      patientResponsibilityCents: 4000,
      shareEstimate: { copayCents: 2500, coinsuranceCents: 1500 },
    });
    await enter({ benefit: 'medical', checkedOn: '2026-10-01', copayCents: 9900 });
    expect((await quote('observation')).lines[0]).toMatchObject({ patientResponsibilityCents: 4000 });
  });

  it('that it has ended leaves the line to the patient', async () => {
    await send(answer(['EB*6**30']));
    const { lines } = await quote('observation');
    expect(lines[0]?.route).toMatchObject({ destination: 'self_pay', rule: 'out_of_network_care' });
    expect(lines[0]).not.toHaveProperty('shareEstimate');
  });

  it.each([
    ['is cut off', (text: string) => text.slice(0, -40), 'truncated'],
    ['counts wrong', (text: string) => text.replace('SE*', 'SE*1'), 'count_mismatch'],
    ['is no X12', () => 'eligible: yes', 'not_x12'],
    ['says an amount that is none', (text: string) => text.replace('*150*', '*150.005*'), 'element_invalid'],
    ['is a remittance', (text: string) => text.replace('ST*271*', 'ST*835*'), 'transaction_unexpected'],
    [
      'was made tomorrow’s tomorrow',
      (text: string) => text.replace('*20261122*0900~', '*20261124*0900~'),
      'element_invalid',
    ],
  ])('is refused whole when its file %s', async (_, broken, fault) => {
    const refused = await send(broken(answer()));
    expect(codeOf(refused)).toEqual([422, 'x12_malformed']);
    expect(refused.body).toMatchObject({ fault });
    expect(await kept()).toEqual([]);
  });

  it('names the line and the segment of what is wrong', async () => {
    const refused = await send(answer().replace('EB*C*IND*30***29*150*', 'EB*C*IND*30***29*l50*'));
    expect(refused.body).toMatchObject({ segment: 'EB', element: 'EB07', position: 17, line: 17 });
  });

  it.each([
    ['another number', { memberId: 'W000' }],
    ['another birth date', { bornOn: '19850101' }],
  ])('is not taken for a member with %s', async (_, other) => {
    const text = eligibilityText({ bornOn: '19900228', segments: BENEFITS, ...other });
    expect(codeOf(await send(text))).toEqual([422, 'eligibility_other_member']);
    expect(await kept()).toEqual([]);
  });

  it('may be that it does not know the member', async () => {
    const refused = await send(answer(['AAA*N**72*C']));
    expect(codeOf(refused)).toEqual([422, 'eligibility_not_told']);
    expect(refused.body).toMatchObject({ segment: 'AAA', reason: '72' });
    expect(codeOf(await send(answer(['EB*1**35'])))).toEqual([422, 'eligibility_not_told']);
    expect(await kept()).toEqual([]);
  });

  it('is asked for on no day to come, and only in whole cents', async () => {
    expect(codeOf(await enter({ benefit: 'medical', checkedOn: '2026-11-23' }))).toEqual([400, 'validation_failed']);
    expect(codeOf(await enter({ benefit: 'medical', copayCents: 1.5 }))).toEqual([400, 'validation_failed']);
    expect(codeOf(await enter({ benefit: 'dental' }))).toEqual([400, 'validation_failed']);
  });

  it('is not asked for what the patient keeps from the plan', async () => {
    const elect = (wish: object) =>
      desk.post(`/v1/patients/${patient.id}/self-pay-elections`, {
        reason: 'Privacy',
        signedAt: '2026-11-21T17:00:00Z',
        ...wish,
      });
    const authorize = (codes: string[]) =>
      desk.post(`/v1/patients/${patient.id}/authorizations`, {
        coverageId: patient.coverageId,
        number: 'PA1',
        codes,
        units: 8,
        from: '2026-11-01',
        to: '2026-12-31',
      });
    await elect({ scope: 'service', serviceCode: 'esketamine-56' });
    expect(codeOf(await enter({ benefit: 'medical', serviceCode: 'esketamine-56' }))).toEqual([
      409,
      'disclosure_restricted',
    ]);
    expect(await enter({ benefit: 'medical', serviceCode: 'observation' })).toMatchObject({ status: 201 });
    expect(codeOf(await authorize(['S0013']))).toEqual([409, 'disclosure_restricted']);
    expect(await authorize(['99215'])).toMatchObject({ status: 201 });
    await elect({ scope: 'all' });
    expect(codeOf(await authorize(['99215']))).toEqual([409, 'disclosure_restricted']);
    expect(codeOf(await enter({ benefit: 'medical' }))).toEqual([409, 'disclosure_restricted']);
    expect(codeOf(await send(answer()))).toEqual([409, 'disclosure_restricted']);
    expect(await kept()).toHaveLength(1);
  });

  it('is nobody else’s business', async () => {
    const other = await openClaimsDesk(app);
    for (const coverageId of [patient.coverageId, randomUUID()]) {
      expect(codeOf(await other.get(PATH(coverageId)))).toEqual([404, 'coverage_unknown']);
      expect(codeOf(await other.get(PATH(coverageId, '/eligibility-snapshots')))).toEqual([404, 'coverage_unknown']);
      expect(codeOf(await other.post(PATH(coverageId, '/eligibility-snapshots'), { benefit: 'medical' }))).toEqual([
        404,
        'coverage_unknown',
      ]);
      const sent = await other.file(PATH(coverageId, '/eligibility-responses'), answer());
      expect(codeOf(sent)).toEqual([404, 'coverage_unknown']);
    }
    const books = await desk.frontDesk.as('accountant');
    expect(codeOf(await books.get(PATH(patient.coverageId)))).toEqual([403, 'forbidden']);
  });
});
