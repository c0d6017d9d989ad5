import { UpdateClinicPolicies } from '../../../src/modules/clinics/update-clinic-policies';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectReportsTie, readReport } from '../../support/reports';
import { type ClaimsDesk, openClaimsDesk, postClaim, sendClaim } from '../claims/support/claims-desk';

describe('What a payer owes', () => {
  let app: TestApp;
  let desk: ClaimsDesk;
  const agedOn = async (asOf: string) => {
    const { head, rows } = await readReport(app, desk.clinicId, { name: 'ar-aging', asOf });
    expect(rows.map(([owedBy, payer]) => [owedBy, payer])).toEqual([['payer', 'Example Payer']]);
    return Object.entries(head.totals).flatMap(([key, cents]) =>
      key.startsWith('days') && cents !== 0 ? [[key, cents]] : [],
    );
  };

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-12-01T18:00:00Z') });
    desk = await openClaimsDesk(app);
    await sendClaim(desk, await postClaim(desk));
  });
  afterAll(() => app.close());

  it('is aged from the day of the care, or from its first claim where the clinic chose that', async () => {
    expect(await agedOn('2026-12-20')).toEqual([['days31To60Cents', 120_000]]);
    await app.as(desk.clinicId, () =>
      app.get(UpdateClinicPolicies).execute({ version: 1, insuranceAgingFrom: 'first_billed' }),
    );
    expect(await agedOn('2026-12-20')).toEqual([['days0To30Cents', 120_000]]);
    expect(await agedOn('2027-01-05')).toEqual([['days31To60Cents', 120_000]]);
    await expectReportsTie(app, desk.clinicId);
  });
});
