import { startTestApp, type TestApp } from '../support/app';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { codeOf } from '../modules/charges/support/visits';
import { type ClaimsDesk, claimOf, openClaimsDesk, sendClaim } from '../modules/claims/support/claims-desk';
import {
  payPrimary,
  paySecondary,
  postTwoPlanClaim,
  SECOND_LINES,
  secondClaimOf,
  secondLine,
} from '../modules/claims/support/second-plan';
import type { ClaimView } from '../../src/modules/claims/claim.view';

/** S3 of the domain brief for a patient with two plans: of the 180.00 the first leaves, the second pays 144.00. */
describe('A second plan', () => {
  let app: TestApp;
  let desk: ClaimsDesk;
  let first: ClaimView;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-12-01T18:00:00Z') });
  });

  beforeEach(async () => {
    desk = await openClaimsDesk(app);
    first = await postTwoPlanClaim(desk);
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(() => app.close());

  const account = async () => (await desk.get(`/v1/patients/${first.patientId}/account`)).body;
  const lastEntry = async () => (await journalOf(app, desk.clinicId)).at(-1);
  const nothingOwed = (pendingCents: number) => ({
    patientOwesCents: 0,
    insurancePendingCents: pendingCents,
    openInvoices: [],
  });

  it('is asked for what the first left, and the patient for nothing until it has answered', async () => {
    await payPrimary(desk, first);
    expect(await lastEntry()).toEqual(['Dr 1040 72000', 'Dr 4900 30000', 'Cr 1200 72200', 'Cr 1200 29800']);
    expect(await account()).toMatchObject(nothingOwed(18000));
    expect(await claimOf(desk, first.id)).toMatchObject({ status: 'paid', patientCents: 0, forwardedCents: 18000 });
    expect(await secondClaimOf(desk, first)).toMatchObject({
      status: 'draft',
      priorClaimId: first.id,
      payerId: '67890',
      totalCents: 120000,
      // The day the first plan decided, and ninety days.
      filingDueOn: '2027-03-01',
      missing: [],
    });
  });

  it('is told in its claim what the first decided, line by line', async () => {
    await payPrimary(desk, first);
    const second = await secondClaimOf(desk, first);
    const { id } = await sendClaim(desk, second);
    const { text } = await desk.text(`/v1/claim-batches/${id}.837`);
    const segments = text.split('~\n');
    expect(
      segments.slice(
        segments.findIndex((segment) => segment.startsWith('SBR')),
        -4,
      ),
    ).toEqual([
      'SBR*S*18*******CI',
      'NM1*IL*1*DOE*JANE****MI*S987654321',
      'N3*1 SAMPLE AVE',
      'N4*PORTLAND*OR*97202',
      'DMG*D8*19850101*F',
      'NM1*PR*2*SECOND PAYER*****PI*67890',
      `CLM*${second.controlNumber}*1200***11:B:1*Y*A*Y*Y`,
      'HI*ABK:F332',
      expect.stringContaining('NM1*82*1*'),
      'SBR*P*18*******CI',
      'AMT*D*720',
      'OI***Y***Y',
      'NM1*IL*1*DOE*JANE****MI*W123456789',
      'NM1*PR*2*EXAMPLE PAYER*****PI*12345',
      'REF*F8*ICN777',
      'LX*1',
      'SV1*HC:J0013*850*UN*56***1',
      'DTP*472*D8*20261110',
      'REF*6R*L0001',
      'LIN**N4*50458002802',
      'CTP****2*UN',
      'SVD*12345*512*HC:J0013**56',
      'CAS*CO*45*210',
      'CAS*PR*2*128',
      'DTP*573*D8*20261201',
      'LX*2',
      'SV1*HC:99215*350*UN*1***1',
      'DTP*472*D8*20261110',
      'REF*6R*L0002',
      'SVD*12345*208*HC:99215**1',
      'CAS*CO*45*90',
      'CAS*PR*2*52',
      'DTP*573*D8*20261201',
    ]);
  });

  describe('that has been asked', () => {
    let second: ClaimView;

    beforeEach(async () => {
      await payPrimary(desk, first);
      second = await secondClaimOf(desk, first);
      await sendClaim(desk, second);
    });

    it('pays 144.00, and the patient is billed 36.00, once', async () => {
      await paySecondary(desk, second);
      expect(await lastEntry()).toEqual([
        'Dr 1040 14400',
        'Dr 1100 2560',
        'Cr 1200 12800',
        'Dr 1100 1040',
        'Cr 1200 5200',
      ]);
      expect(await account()).toMatchObject({
        patientOwesCents: 3600,
        insurancePendingCents: 0,
        openInvoices: [{ balanceCents: 3600 }],
      });
      expect(await claimOf(desk, second.id)).toMatchObject({
        status: 'paid',
        paidCents: 14400,
        contractualCents: 0,
        patientCents: 3600,
        openCents: 0,
      });
      const again = await paySecondary(desk, second);
      expect(again).toMatchObject({ isRepeat: true });
      expect(await account()).toMatchObject({ patientOwesCents: 3600 });
    });

    it('may say the first one’s contract again: it is given up once', async () => {
      const lines = SECOND_LINES.map((line) => ({
        ...line,
        cas: line.cas.flatMap(([group, reason, cents]) =>
          group === 'OA'
            ? [['CO', '45', cents - 1] as const, ['OA', '23', 1] as const]
            : [[group, reason, cents] as const],
        ),
      }));
      await paySecondary(desk, second, { lines });
      expect(await account()).toMatchObject({ patientOwesCents: 3600, insurancePendingCents: 0 });
      expect(await claimOf(desk, second.id)).toMatchObject({ contractualCents: 0, patientCents: 3600 });
    });

    it('may give up part of what was left by its own contract', async () => {
      const [drug, visit] = SECOND_LINES as [(typeof SECOND_LINES)[number], (typeof SECOND_LINES)[number]];
      const own = secondLine({
        ...drug,
        cas: [
          ['CO', '45', 1560],
          ['PR', '2', 1000],
        ],
      });
      await paySecondary(desk, second, { lines: [own, visit] });
      expect((await lastEntry())?.slice(0, 4)).toEqual([
        'Dr 1040 14400',
        'Dr 4900 1560',
        'Dr 1100 1000',
        'Cr 1200 12800',
      ]);
      expect(await account()).toMatchObject({ patientOwesCents: 2040, insurancePendingCents: 0 });
    });

    it('that pays more than was left is put aside whole', async () => {
      const lines = SECOND_LINES.map((line) =>
        secondLine({ ...line, paid: line.paid + 10000, cas: [['PR', '2', 2560]] }),
      );
      expect(await paySecondary(desk, second, { lines })).toMatchObject({
        status: 'suspended',
        reason: 'exceeds_receivable',
      });
      expect(await account()).toMatchObject(nothingOwed(18000));
    });
  });

  it('that the first has sent its decision to is not asked again', async () => {
    await payPrimary(desk, first, { status: '19' });
    expect(await secondClaimOf(desk, first)).toMatchObject({ status: 'submitted', openCents: 18000 });
  });

  it('that has not been asked goes with the decision it rests on, and comes back with the next', async () => {
    const { id } = await payPrimary(desk, first);
    expect(await desk.post(`/v1/remittances/${id}/unpost`, { reason: 'Wrong.' })).toMatchObject({ status: 200 });
    const { body } = await desk.get<{ data: ClaimView[] }>(`/v1/claims?patientId=${first.patientId}`);
    expect(body.data.map(({ status }) => status).sort()).toEqual(['replaced', 'submitted']);
    expect(await account()).toMatchObject(nothingOwed(120000));
    await payPrimary(desk, first, {}, 'EFT9');
    expect(await secondClaimOf(desk, first)).toMatchObject({ status: 'draft', openCents: 18000 });
  });

  it('is asked after a denial only by hand', async () => {
    await payPrimary(desk, first, { status: '4', paid: 0, lines: [], cas: [['CO', '50', 120000]] });
    const { body } = await desk.get<{ data: ClaimView[] }>(`/v1/claims?patientId=${first.patientId}`);
    expect(body.data).toHaveLength(1);
    const followed = await desk.post<ClaimView>(`/v1/claims/${first.id}/secondary-claims`, {});
    expect(followed).toMatchObject({ status: 201, body: { status: 'draft', priorClaimId: first.id } });
    const again = await desk.post<ClaimView>(`/v1/claims/${first.id}/secondary-claims`, {});
    expect(again.body.id).toBe(followed.body.id);
    expect(codeOf(await desk.post(`/v1/claims/${followed.body.id}/secondary-claims`, {}))).toEqual([
      409,
      'claim_state_conflict',
    ]);
  });

  it('that has ended is no second plan', async () => {
    const other = await postTwoPlanClaim(desk, { effectiveTo: '2026-11-09' });
    await payPrimary(desk, other, {}, 'EFT7');
    expect((await desk.get(`/v1/patients/${other.patientId}/account`)).body).toMatchObject({ patientOwesCents: 18000 });
    expect(codeOf(await desk.post(`/v1/claims/${other.id}/secondary-claims`, {}))).toEqual([422, 'next_plan_missing']);
  });
});
