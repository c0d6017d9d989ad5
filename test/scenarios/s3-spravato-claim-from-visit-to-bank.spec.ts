import { startTestApp, type TestApp } from '../support/app';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { remittanceText, S3_CLAIM } from '../domain/claims/support/remittances';
import {
  type ClaimsDesk,
  claimOf,
  openClaimsDesk,
  postClaim,
  remit,
  sendClaim,
} from '../modules/claims/support/claims-desk';
import { invoiceOf } from '../modules/charges/support/visits';
import type { ClaimView } from '../../src/modules/claims/claim.view';

/** Scenario S3 of the domain brief: 1,200.00 billed, 900.00 allowed, 720.00 paid, 180.00 the patient's. */
describe('A Spravato claim is paid', () => {
  let app: TestApp;
  let desk: ClaimsDesk;
  let claim: ClaimView;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-12-01T18:00:00Z') });
  });

  beforeEach(async () => {
    desk = await openClaimsDesk(app);
    claim = await postClaim(desk);
    await sendClaim(desk, claim);
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(() => app.close());

  const s3 = (trace = 'EFT0001234') =>
    remittanceText({ trace, claims: [{ ...S3_CLAIM, control: claim.controlNumber }] });
  const CHARGED = [
    ['Dr 1200 35000', 'Cr 4040 35000'],
    ['Dr 1200 85000', 'Cr 4050 85000'],
  ];
  const account = async () => (await desk.get(`/v1/patients/${claim.patientId}/account`)).body;

  it('is booked with the visit: insurance owes 1,200.00', async () => {
    expect((await journalOf(app, desk.clinicId)).sort()).toEqual(CHARGED);
    expect(await account()).toMatchObject({ patientOwesCents: 0, insurancePendingCents: 120000 });
  });

  it('is posted to the cent: 720.00 on its way to the bank, 300.00 given up, 180.00 the patient’s', async () => {
    const remittance = await remit(desk, s3());
    expect(remittance).toMatchObject({
      status: 'posted',
      traceNumber: 'EFT0001234',
      paymentCents: 72000,
      paidOn: '2026-12-01',
      postedOn: '2026-12-01',
      isRepeat: false,
      claims: [
        {
          claimId: claim.id,
          outcome: 'paid',
          payerStatus: 'primary',
          chargeCents: 120000,
          paidCents: 72000,
          patientCents: 18000,
        },
      ],
    });
    expect((await journalOf(app, desk.clinicId)).at(-1)).toEqual([
      'Dr 1040 72000',
      'Dr 4900 30000',
      'Dr 1100 12800',
      'Cr 1200 85000',
      'Dr 1100 5200',
      'Cr 1200 35000',
    ]);
    expect(await account()).toMatchObject({ patientOwesCents: 18000, insurancePendingCents: 0 });
    expect(await claimOf(desk, claim.id)).toMatchObject({
      status: 'paid',
      payerClaimNumber: 'ICN777',
      paidCents: 72000,
      contractualCents: 30000,
      patientCents: 18000,
      openCents: 0,
    });
  });

  it('bills the patient’s share on an invoice that can be paid', async () => {
    await remit(desk, s3());
    const { openInvoices } = (await account()) as { openInvoices: { id: string; balanceCents: number }[] };
    expect(openInvoices).toMatchObject([{ balanceCents: 18000 }]);
    const id = openInvoices[0]?.id ?? '';
    expect(await invoiceOf(desk, id)).toMatchObject({
      status: 'open',
      totalCents: 18000,
      balanceCents: 18000,
      lines: [
        { listPriceCents: 85000, insuranceCents: 72200, adjustmentCents: 0, amountCents: 12800, openCents: 12800 },
        { listPriceCents: 35000, insuranceCents: 29800, adjustmentCents: 0, amountCents: 5200, openCents: 5200 },
      ],
    });
    const paid = await desk.post(`/v1/invoices/${id}/payments`, { tenders: [{ type: 'cash', amountCents: 18000 }] });
    expect(paid).toMatchObject({ status: 201, body: { balanceCents: 0 } });
    expect(await invoiceOf(desk, id)).toMatchObject({ status: 'paid', paidCents: 18000, balanceCents: 0 });
  });

  it('is posted once, whoever brings the file again, also under another envelope', async () => {
    const first = await remit(desk, s3());
    const again = await remit(desk, s3());
    const rewrapped = await remit(desk, s3().replaceAll('000000002', '000000009'));
    for (const repeat of [again, rewrapped])
      expect(repeat).toMatchObject({ id: first.id, status: 'posted', isRepeat: true });
    expect(await journalOf(app, desk.clinicId)).toHaveLength(3);
  });

  it('is posted once when two bring it at the same moment', async () => {
    const rewrapped = [
      s3(),
      s3(),
      s3().replaceAll('000000002', '000000007'),
      s3().replaceAll('000000002', '000000008'),
    ];
    const answers = await Promise.all(rewrapped.map((text) => remit(desk, text)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await journalOf(app, desk.clinicId)).toHaveLength(3);
  });

  it('is suspended whole when a line is a dollar off', async () => {
    const text = s3().replace('CAS*PR*2*128', 'CAS*PR*2*127');
    expect(await remit(desk, text)).toMatchObject({
      status: 'suspended',
      reason: 'out_of_balance',
      reasonDetail: expect.stringContaining('segment 12 (SVC)'),
      claims: [],
    });
    expect(await journalOf(app, desk.clinicId)).toHaveLength(2);
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'submitted', openCents: 120000 });
    const { body } = await desk.get<{ data: object[] }>('/v1/tasks?kind=remittance_suspended&status=open');
    expect(body.data).toMatchObject([{ amountCents: 72000, facts: { reason: 'out_of_balance' } }]);
  });

  it('takes a recovered overpayment off the payment, not off the claim', async () => {
    const plb = [['WO', 5000]] as const;
    const claims = [{ ...S3_CLAIM, control: claim.controlNumber }];
    const { status, paymentCents } = await remit(desk, remittanceText({ claims, plb }));
    expect([status, paymentCents]).toEqual(['posted', 67000]);
    expect((await journalOf(app, desk.clinicId)).slice(2)).toContainEqual(['Dr 2010 5000', 'Cr 1040 5000']);
    expect(await journalOf(app, desk.clinicId)).toHaveLength(4);
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'paid', paidCents: 72000 });
  });
});
