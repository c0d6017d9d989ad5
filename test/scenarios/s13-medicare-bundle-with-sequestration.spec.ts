import { startTestApp, type TestApp } from '../support/app';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { remittanceText } from '../domain/claims/support/remittances';
import {
  claimOf,
  insuredPatient,
  openClaimsDesk,
  postClaim,
  remit,
  sendClaim,
} from '../modules/claims/support/claims-desk';

/** Scenario S13 of the domain brief: G2083 for Medicare, 1,500.00 billed, two percent of the payer's share sequestered. */
describe('Medicare pays the bundle', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-12-01T18:00:00Z') });
  });

  afterAll(() => app.close());

  it('1,011.22, with 230.82 given up and 257.96 left to the patient', async () => {
    const desk = await openClaimsDesk(app);
    const plan = { planType: 'medicare', payerId: 'MEDB', payerName: 'Medicare Part B', memberId: '1EG4TE5MK73' };
    const claim = await postClaim(desk, {
      patientId: await insuredPatient(desk, plan, { units: 12 }),
      services: ['bundle-84'],
    });
    expect(claim).toMatchObject({
      missing: [],
      filingDueOn: '2027-11-10',
      lines: [{ procedureCode: 'G2083', units: 1 }],
    });
    const { id } = await sendClaim(desk, claim);
    expect((await desk.text(`/v1/claim-batches/${id}.837`)).text).toContain('SBR*P*18*******MB~');
    const line = {
      code: 'G2083',
      control: 'L0001',
      cents: 150000,
      paid: 101122,
      cas: [
        ['CO', '45', 21018],
        ['CO', '253', 2064],
        ['PR', '2', 25796],
      ],
    } as const;
    const text = remittanceText({
      claims: [{ control: claim.controlNumber, filing: 'MB', cents: 150000, paid: 101122, lines: [line] }],
    });
    expect(await remit(desk, text)).toMatchObject({ status: 'posted' });
    expect(await journalOf(app, desk.clinicId)).toEqual([
      ['Dr 1200 150000', 'Cr 4050 150000'],
      ['Dr 1040 101122', 'Dr 4900 23082', 'Dr 1100 25796', 'Cr 1200 150000'],
    ]);
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'paid', openCents: 0, patientCents: 25796 });
    const help = { amountCents: 25796, reference: 'X' };
    expect(await desk.post(`/v1/claims/${claim.id}/manufacturer-copays`, help)).toMatchObject({
      status: 422,
      body: { code: 'manufacturer_copay_not_allowed', reason: 'government_plan' },
    });
    await expectLedgerTies(app, desk.clinicId);
  });
});
