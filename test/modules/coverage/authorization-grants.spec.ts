import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { type Desk, openDesk } from '../charges/support/desk';
import { authorize, type CoveredPatient, coveredPatient, postVisit, quoteOf } from '../charges/support/visits';

const TODAY = '2026-11-22';
const SOMEBODY_ELSE = '1558598797';

describe('What a payer granted', () => {
  let app: TestApp;
  let desk: Desk;
  let patient: CoveredPatient;
  let npis: { clinic: string; provider: string };

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-11-22T17:00:00Z') });
    desk = await openDesk(app);
    const { body } = await desk.get<{ npi: string; providers: { id: string; npi: string }[] }>('/v1/clinic');
    const provider = body.providers.find(({ id }) => id === desk.providerId)?.npi as string;
    npis = { clinic: body.npi, provider };
  });

  beforeEach(async () => {
    patient = await coveredPatient(desk);
  });

  afterAll(async () => {
    await expectLedgerTies(app, desk.clinicId);
    await app.close();
  });

  const routeOf = async (doseMg: number, by: object = { providerId: desk.providerId }) => {
    const lines = [{ serviceCode: 'spravato-56', doseMg }];
    return (await quoteOf(desk, { patientId: patient.id, dateOfService: TODAY, lines, ...by })).lines[0]?.route;
  };

  it.each([
    [56, 56, true],
    [84, 56, true],
    [84, 84, true],
    [56, 84, false],
  ])('for %i mg, holds for a visit of %i mg: %s', async (doseTierMg, doseMg, holds) => {
    await authorize(desk, patient, { doseTierMg });
    expect(await routeOf(doseMg)).toMatchObject({
      rule: holds ? 'spravato_authorized' : 'spravato_not_authorized',
      reason: expect.stringContaining(holds ? 'PA998877' : 'PA998877 is for a smaller dose'),
    });
  });

  it('to a clinician or to the clinic, holds for theirs alone, and for a visit whose clinician is not chosen yet', async () => {
    await authorize(desk, patient, { providerNpi: SOMEBODY_ELSE });
    expect(await routeOf(56)).toMatchObject({
      rule: 'spravato_not_authorized',
      reason: expect.stringContaining('another provider'),
    });
    expect(await routeOf(56, {})).toMatchObject({ rule: 'spravato_authorized' });
    await authorize(desk, patient, { number: 'PA2', providerNpi: npis.clinic });
    expect(await routeOf(56)).toMatchObject({ rule: 'spravato_authorized', reason: expect.stringContaining('PA2') });
    const other = (patient = await coveredPatient(desk));
    await authorize(desk, other, { number: 'PA3', providerNpi: npis.provider });
    expect(await routeOf(56)).toMatchObject({ rule: 'spravato_authorized', reason: expect.stringContaining('PA3') });
  });

  it('is taken from by the visit it fits, not by another', async () => {
    const unfit = await authorize(desk, patient, { providerNpi: SOMEBODY_ELSE, to: '2026-12-31' });
    const fits = await authorize(desk, patient, { number: 'PA2', doseTierMg: 56, providerNpi: npis.provider });
    const lines = [{ serviceCode: 'spravato-56', doseMg: 56 }];
    await postVisit(desk, { patientId: patient.id, lines });
    const { body } = await desk.get<{ data: { id: string; unitsRemaining: number }[] }>(
      `/v1/patients/${patient.id}/authorizations`,
    );
    expect(new Map(body.data.map(({ id, unitsRemaining }) => [id, unitsRemaining]))).toEqual(
      new Map([
        [unfit, 112],
        [fits, 56],
      ]),
    );
  });
});
