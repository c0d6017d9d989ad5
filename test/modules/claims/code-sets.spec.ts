import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { remittanceText, S3_CLAIM } from '../../domain/claims/support/remittances';
import { codeOf } from '../charges/support/visits';
import {
  type ClaimsDesk,
  claimOf,
  giveUp,
  insuredPatient,
  openClaimsDesk,
  postClaim,
  remit,
  sendClaim,
} from './support/claims-desk';
import type { ClaimView } from '../../../src/modules/claims/claim.view';

describe('A charge that is billed with several codes', () => {
  let app: TestApp;
  let desk: ClaimsDesk;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-12-01T18:00:00Z') });
  });

  beforeEach(async () => {
    desk = await openClaimsDesk(app);
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(() => app.close());

  const claimFor = async (service: string, plan: object = {}, grant: object = {}) =>
    postClaim(desk, { patientId: await insuredPatient(desk, plan, grant), services: [service] });
  const shown = ({ lines }: ClaimView) =>
    lines.map((line) => [line.controlNumber, line.procedureCode, line.units, line.amountCents]);

  it.each([
    [
      'B, drug and visit, to most payers',
      {},
      {},
      [
        ['L0001', 'J0013', 56, 85000],
        ['L0002', '99215', 1, 35000],
      ],
    ],
    [
      'A, the bundle, to a payer that takes it',
      { payerId: 'SETA' },
      { codes: ['G2082'], units: 12 },
      [['L0001', 'G2082', 1, 120000]],
    ],
    [
      'C, the visit alone, where a pharmacy bills the drug',
      { payerId: 'SETC' },
      { codes: ['99215'], units: 12 },
      [['L0001', '99215', 1, 120000]],
    ],
  ])('goes out as set %s', async (_, plan, grant, lines) => {
    const claim = await claimFor('treatment-56', plan, grant);
    expect(shown(claim)).toEqual(lines);
    expect(claim).toMatchObject({ totalCents: 120000, openCents: 120000 });
  });

  it('has each code in the file, with the drug on its own line', async () => {
    const claim = await claimFor('treatment-56');
    const { id } = await sendClaim(desk, claim);
    const { text } = await desk.text(`/v1/claim-batches/${id}.837`);
    expect(text.split('~\n').filter((segment) => /^(CLM|SV1|LIN|CTP|REF\*6R)/.test(segment))).toEqual([
      `CLM*${claim.controlNumber}*1200***11:B:1*Y*A*Y*Y`,
      'SV1*HC:J0013*850*UN*56***1',
      'REF*6R*L0001',
      'LIN**N4*50458002802',
      'CTP****2*UN',
      'SV1*HC:99215:25*350*UN*1***1',
      'REF*6R*L0002',
    ]);
  });

  it('is posted as one charge, and shown line by line, to the cent', async () => {
    const claim = await claimFor('treatment-56');
    await sendClaim(desk, claim);
    await remit(desk, remittanceText({ claims: [{ ...S3_CLAIM, control: claim.controlNumber }] }));
    expect((await journalOf(app, desk.clinicId)).at(-1)).toEqual([
      'Dr 1040 72000',
      'Dr 4900 30000',
      'Dr 1100 18000',
      'Cr 1200 120000',
    ]);
    expect(await claimOf(desk, claim.id)).toMatchObject({
      status: 'paid',
      paidCents: 72000,
      patientCents: 18000,
      openCents: 0,
      lines: [
        { paidCents: 51200, contractualCents: 21000, patientCents: 12800 },
        { paidCents: 20800, contractualCents: 9000, patientCents: 5200 },
      ],
    });
    const copay = (amountCents: number) =>
      desk.post(`/v1/claims/${claim.id}/manufacturer-copays`, { amountCents, reference: `R${amountCents}` });
    expect(codeOf(await copay(12801))).toEqual([422, 'amount_exceeds_balance']);
    expect(await copay(11800)).toMatchObject({ status: 200 });
  });

  it('is denied and given up as one charge', async () => {
    const claim = await claimFor('treatment-56');
    await sendClaim(desk, claim);
    const denied = {
      control: claim.controlNumber,
      status: '4',
      cents: 120000,
      paid: 0,
      cas: [['CO', '197', 120000]] as const,
    };
    await remit(desk, remittanceText({ claims: [denied] }));
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'denied', openCents: 120000 });
    expect(await giveUp(desk, claim.id)).toMatchObject({ status: 'written_off', openCents: 0 });
    expect((await journalOf(app, desk.clinicId)).at(-1)).toEqual(['Dr 4950 120000', 'Cr 1200 120000']);
  });

  it('is divided evenly, with a warning, while the clinic has not said what each code is charged at', async () => {
    const claim = await claimFor('unshared-56');
    expect(shown(claim)).toEqual([
      ['L0001', 'J0013', 56, 50001],
      ['L0002', '99215', 1, 50000],
    ]);
    const { body } = await desk.post<{ isReady: boolean; findings: { code: string }[] }>(
      `/v1/claims/${claim.id}/checks`,
      {},
    );
    expect(body).toMatchObject({ isReady: true });
    expect(body.findings.map(({ code }) => code)).toEqual(['code_shares_assumed']);
  });
});
