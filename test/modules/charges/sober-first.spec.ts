import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { offerPackage, signPackage } from '../../support/packages';
import { type Desk, openDesk } from './support/desk';
import { codeOf, registerPatient } from './support/visits';
import { openDesk as openCounter } from '../../support/desk';

const DOSE = '2026-11-22T17:00:00Z';
const DISCHARGE = '2026-11-22T19:30:00Z';

describe('Sober first: nothing is signed between dose and discharge', () => {
  const clock = FixedClock.at(DOSE);
  let app: TestApp;
  let desk: Desk;
  let patientId: string;
  let visitId: string;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    desk = await openDesk(app);
    await offerPackage(app, desk.clinicId, 'two', { lines: [{ serviceCode: 'integration', quantity: 2 }] });
  });

  beforeEach(async () => {
    clock.set(DOSE);
    patientId = await registerPatient(desk);
    const { body } = await desk.post<{ id: string }>('/v1/visits', {
      patientId,
      providerId: desk.providerId,
      dateOfService: '2026-11-22',
      diagnoses: ['F33.2'],
      lines: [{ serviceCode: 'experiential-im' }],
    });
    visitId = body.id;
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(() => app.close());

  const times = (body: object) =>
    desk.patch<{ code: string; doseAt: string | null; dischargedAt: string | null }>(
      `/v1/visits/${visitId}/times`,
      body,
    );
  const sell = async () => {
    const counter = await openCounter(app, desk.clinicId);
    const { status, body } = await signPackage(counter, { patientId, offerCode: 'two' });
    return status === 201 ? 'signed' : body.code;
  };
  const elect = async (signedAt: string) => {
    const body = { scope: 'all', reason: 'Keep it from my plan', signedAt };
    const answer = await desk.post<{ code?: string }>(`/v1/patients/${patientId}/self-pay-elections`, body);
    return answer.status === 201 ? 'signed' : answer.body.code;
  };
  const saveCard = async () =>
    (await desk.post<{ code: string }>(`/v1/patients/${patientId}/card-setups`, { label: 'personal' })).body.code;

  it('not a package, not the consent to keep a card, not a wish about the plan', async () => {
    expect(await sell()).toBe('signed');
    expect((await times({ doseAt: DOSE })).body).toMatchObject({
      doseAt: '2026-11-22T17:00:00.000Z',
      dischargedAt: null,
    });
    clock.advance({ minutes: 30 });
    expect([await sell(), await saveCard(), await elect('2026-11-22T17:20:00Z')]).toEqual(
      Array.from({ length: 3 }, () => 'signing_before_discharge'),
    );
    // Signed before the dose, and written down meanwhile.
    expect(await elect('2026-11-22T16:59:59Z')).toBe('signed');
    expect(await app.database.query('SELECT 1 FROM card_consents WHERE patient_id = $1', [patientId])).toEqual([]);
  });

  it('until the discharge, to the second', async () => {
    await times({ doseAt: DOSE });
    clock.set(DISCHARGE);
    expect((await times({ dischargedAt: DISCHARGE })).status).toBe(200);
    expect(await elect('2026-11-22T19:29:59Z')).toBe('signing_before_discharge');
    expect(await elect(DISCHARGE)).toBe('signed');
    expect(await sell()).toBe('signed');
    // The processor is not there in this test; it was asked, so the consent was taken.
    expect(await saveCard()).toBe('checkout_unavailable');
  });

  it('but a visit that was voided, a dose taken back, and another patient’s dose hold nobody', async () => {
    await times({ doseAt: DOSE });
    expect(await elect(DOSE)).toBe('signing_before_discharge');
    await times({ doseAt: null });
    expect(await elect(DOSE)).toBe('signed');
    await times({ doseAt: DOSE });
    const biller = await desk.as('biller');
    await biller.post(`/v1/visits/${visitId}/void`, { reason: 'Wrong patient' });
    expect(await elect(DOSE)).toBe('signed');
  });

  it('and times are those of the visit’s day, in their order, of this clinic', async () => {
    const refused = async (body: object, pointer: string) => {
      const answer = await times(body);
      expect([answer.status, answer.body]).toEqual([
        400,
        expect.objectContaining({ code: 'validation_failed', errors: [expect.objectContaining({ pointer })] }),
      ]);
    };
    await refused({ doseAt: '2026-11-21T17:00:00Z' }, '/doseAt');
    await refused({ doseAt: '2026-11-22T17:30:00Z' }, '/doseAt');
    await refused({ dischargedAt: DOSE }, '/dischargedAt');
    await refused({ doseAt: DOSE, dischargedAt: '2026-11-22T16:00:00Z' }, '/dischargedAt');
    const elsewhere = await openDesk(app);
    expect(codeOf(await elsewhere.patch(`/v1/visits/${visitId}/times`, { doseAt: DOSE }))).toEqual([
      404,
      'visit_unknown',
    ]);
  });
});
