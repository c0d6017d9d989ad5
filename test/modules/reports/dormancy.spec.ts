import { startTestApp, type TestApp } from '../../support/app';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../../support/demo';
import { type Desk, ok, openDesk } from '../../support/desk';
import { payCash } from '../../support/drawers';
import { FixedClock } from '../../support/fixed-clock';
import { expectBooksTie } from '../../support/ledger';

interface Credits {
  rows: {
    patientId: string;
    watch: string;
    dormantOn: string;
    state: string;
    dormancyMonths: number;
    dormancyRule: string;
  }[];
  differenceCents: number;
}

describe('Credit nobody asks for', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let accountant: Desk;
  /** A patient at home there, whose bill was lowered after it was paid. */
  const owedBack = async (state: string) => {
    const { desk } = cascade;
    const address = { line1: '1 Sample Ave', city: 'Somewhere', state, postalCode: '97202' };
    const { id: patientId } = await registerPatient(desk, { address });
    const visit = await postVisit(desk, ['intake'], { patientId });
    await payCash(desk, visit, 22_000);
    const { charges } = ok(await desk.get<{ charges: { id: string }[] }>(`/v1/visits/${visit.id}`));
    const biller = await openDesk(app, cascade.id, 'biller');
    const courtesy = { type: 'courtesy', amountCents: 5_000, reason: 'Waited long' };
    ok(await biller.post(`/v1/charges/${charges[0]!.id}/adjustments`, courtesy));
    return patientId;
  };
  const credits = async (asOf: string) =>
    ok(await accountant.get<Credits>(`/v1/reports/unapplied-credits?asOf=${asOf}`));

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-03-02T20:00:00Z') });
    ({ cascade } = await openDemo(app));
    accountant = await openDesk(app, cascade.id, 'accountant');
  });
  afterAll(async () => {
    await expectBooksTie(app, cascade.id);
    await app.close();
  });

  it('is dormant by the rule of the patient’s state, and by the clinic’s policy where that is not on file, which is said', async () => {
    await app.database.query(`UPDATE clinics SET policies = policies || '{"unclaimedAfterMonths": 60}' WHERE id = $1`, [
      cascade.id,
    ]);
    const [ruled, unruled] = [await owedBack('WA'), await owedBack('NV')];
    const by = async (asOf: string, patientId: string) =>
      (await credits(asOf)).rows.find((row) => row.patientId === patientId);
    expect(await by('2028-09-01', ruled)).toMatchObject({
      watch: 'no',
      dormantOn: '2029-03-02',
      state: 'WA',
      dormancyMonths: 36,
      dormancyRule: 'RCW 63.30.040(6)',
    });
    expect(await by('2028-09-02', ruled)).toMatchObject({ watch: 'write to the patient' });
    expect(await by('2029-03-02', ruled)).toMatchObject({ watch: 'dormant' });
    expect(await by('2029-03-02', unruled)).toMatchObject({
      watch: 'no',
      dormantOn: '2031-03-02',
      dormancyMonths: 60,
      dormancyRule: 'state not on file: clinic policy',
    });
    expect((await credits('2029-03-02')).differenceCents).toBe(0);
  });
});
