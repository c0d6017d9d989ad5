import type { ClaimView } from '../../../src/modules/claims/claim.view';
import { remittanceText, S3_CLAIM } from '../../domain/claims/support/remittances';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { codeOf } from '../charges/support/visits';
import {
  type ClaimsDesk,
  claimOf,
  insuredPatient,
  openClaimsDesk,
  postClaim,
  remit,
  sendClaim,
} from './support/claims-desk';

describe('A claim that was decided', () => {
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
  const status = async () => (await claimOf(desk, claim.id)).status;

  it('is paid into the bank under its trace number, once', async () => {
    const deposit = { traceNumber: 'EFT0001234', amountCents: 72000, receivedOn: '2026-12-01', bankReference: 'B1' };
    const match = (change: object = {}) => desk.post('/v1/remittances/deposits', { ...deposit, ...change });
    expect(codeOf(await match())).toEqual([404, 'remittance_unknown']);
    const { id } = await remit(desk, s3());
    expect(codeOf(await match({ amountCents: 71999 }))).toEqual([422, 'deposit_amount_differs']);
    for (let times = 0; times < 2; times += 1)
      expect(await match()).toMatchObject({ status: 200, body: { id, bankReceivedOn: '2026-12-01' } });
    expect((await journalOf(app, desk.clinicId)).slice(2)).toContainEqual(['Dr 1000 72000', 'Cr 1040 72000']);
    expect(await journalOf(app, desk.clinicId)).toHaveLength(4);
    expect(codeOf(await desk.post(`/v1/remittances/${id}/unpost`, { reason: 'Too late.' }))).toEqual([
      409,
      'remittance_state_conflict',
    ]);
  });

  it('is as it was when its remittance is taken back, and can be paid anew', async () => {
    const { id } = await remit(desk, s3());
    const unpost = () => desk.post(`/v1/remittances/${id}/unpost`, { reason: 'Posted too soon.' });
    expect(await unpost()).toMatchObject({ status: 200, body: { status: 'unposted' } });
    expect(await claimOf(desk, claim.id)).toMatchObject({
      status: 'submitted',
      openCents: 120000,
      paidCents: 0,
      patientCents: 0,
    });
    expect((await desk.get(`/v1/patients/${claim.patientId}/account`)).body).toMatchObject({
      patientOwesCents: 0,
      insurancePendingCents: 120000,
    });
    expect(codeOf(await unpost())).toEqual([409, 'remittance_state_conflict']);
    const again = await remit(desk, s3());
    expect(again).toMatchObject({ status: 'posted', isRepeat: false });
    expect(again.id).not.toBe(id);
    expect(await status()).toBe('paid');
  });

  it('cannot be taken back from under a patient who has paid', async () => {
    const { id } = await remit(desk, s3());
    const { openInvoices } = (
      await desk.get<{ openInvoices: { id: string }[] }>(`/v1/patients/${claim.patientId}/account`)
    ).body;
    await desk.post(`/v1/invoices/${openInvoices[0]?.id}/payments`, {
      tenders: [{ type: 'cash', amountCents: 18000 }],
    });
    expect(codeOf(await desk.post(`/v1/remittances/${id}/unpost`, { reason: 'Wrong.' }))).toEqual([
      422,
      'amount_exceeds_balance',
    ]);
    expect(await status()).toBe('paid');
  });

  it('leaves the medication’s share to the manufacturer, down to 10.00; the observation stays the patient’s', async () => {
    const copay = (amountCents: number, reference = 'WM-1') =>
      desk.post(`/v1/claims/${claim.id}/manufacturer-copays`, { amountCents, reference });
    expect(codeOf(await copay(11800))).toEqual([422, 'manufacturer_copay_not_allowed']);
    await remit(desk, s3());
    expect(codeOf(await copay(12801))).toEqual([422, 'amount_exceeds_balance']);
    for (let times = 0; times < 2; times += 1) expect((await copay(11800)).status).toBe(200);
    expect((await journalOf(app, desk.clinicId)).at(-1)).toEqual(['Dr 1210 11800', 'Cr 1100 11800']);
    expect((await desk.get(`/v1/patients/${claim.patientId}/account`)).body).toMatchObject({ patientOwesCents: 6200 });
  });

  it('gets nothing from the manufacturer under a government plan', async () => {
    const patientId = await insuredPatient(desk, { planType: 'medicare', payerId: 'MEDB', memberId: '1EG4TE5MK73' });
    const medicare = await postClaim(desk, { patientId, services: ['bundle-84'] });
    const refused = await desk.post(`/v1/claims/${medicare.id}/manufacturer-copays`, {
      amountCents: 100,
      reference: 'X',
    });
    expect(codeOf(refused)).toEqual([422, 'manufacturer_copay_not_allowed']);
    expect(refused.body).toMatchObject({ reason: 'government_plan' });
  });

  it('gets nothing from the manufacturer of a patient who has a government plan beside the commercial one', async () => {
    await remit(desk, s3());
    const medicaid = await desk.post(`/v1/patients/${claim.patientId}/coverages`, {
      payerName: 'State Medicaid',
      payerId: 'MCAID',
      memberId: 'M1',
      planType: 'medicaid',
      networkStatus: 'in',
      priority: 2,
      effectiveFrom: '2026-01-01',
    });
    expect(medicaid.status).toBe(201);
    const copay = { amountCents: 11800, reference: 'WM-1' };
    const refused = await desk.post(`/v1/claims/${claim.id}/manufacturer-copays`, copay);
    expect(codeOf(refused)).toEqual([422, 'manufacturer_copay_not_allowed']);
    expect(refused.body).toMatchObject({ reason: 'government_plan' });
  });
});
