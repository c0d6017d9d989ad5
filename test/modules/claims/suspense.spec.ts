import { randomUUID } from 'node:crypto';
import type { ClaimView } from '../../../src/modules/claims/claim.view';
import type { RemittanceView } from '../../../src/modules/claims/remittance.view';
import { remittanceText, S3_CLAIM } from '../../domain/claims/support/remittances';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { expectReportsTie } from '../../support/reports';
import { codeOf } from '../charges/support/visits';
import { type ClaimsDesk, claimOf, openClaimsDesk, postClaim, remit, sendClaim } from './support/claims-desk';

describe('Money of a payer that fitted no claim', () => {
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

  afterEach(async () => {
    await expectLedgerTies(app, desk.clinicId);
    await expectReportsTie(app, desk.clinicId);
  });

  afterAll(() => app.close());

  const s3 = (control: string, trace = 'EFT1') => remittanceText({ trace, claims: [{ ...S3_CLAIM, control }] });
  const act = (remittance: RemittanceView, deed: 'match' | 'unmatch', body: object = {}, by = desk) =>
    by.post<RemittanceView>(`/v1/remittances/${remittance.id}/claims/${remittance.claims[0]?.id}/${deed}`, {
      reason: 'By the member number.',
      ...body,
    });
  const match = (remittance: RemittanceView, to = claim) => act(remittance, 'match', { claimId: to.id });
  const account = async () => (await desk.get(`/v1/patients/${claim.patientId}/account`)).body;
  const last = async () => (await journalOf(app, desk.clinicId)).at(-1);
  const waiting = async () =>
    (await desk.get<{ data: object[] }>('/v1/tasks?kind=remittance_unmatched&status=open')).body.data.length;

  it('is laid on the claim a person names, to the cent, out of suspense', async () => {
    const suspense = await remit(desk, s3('TYPO0001'));
    expect(await last()).toEqual(['Dr 1040 72000', 'Cr 2010 72000']);
    expect(await waiting()).toBe(1);
    const matched = await match(suspense);
    expect(matched).toMatchObject({ status: 200, body: { claims: [{ outcome: 'paid', claimId: claim.id }] } });
    expect(await last()).toEqual([
      'Dr 2010 72000',
      'Dr 4900 30000',
      'Dr 1100 12800',
      'Cr 1200 85000',
      'Dr 1100 5200',
      'Cr 1200 35000',
    ]);
    expect(await claimOf(desk, claim.id)).toMatchObject({
      status: 'paid',
      payerClaimNumber: 'ICN777',
      paidCents: 72000,
      contractualCents: 30000,
      patientCents: 18000,
      openCents: 0,
      adjustments: expect.arrayContaining([{ group: 'CO', reason: '45', amountCents: 21000 }]),
    });
    expect(await account()).toMatchObject({ patientOwesCents: 18000, insurancePendingCents: 0 });
    expect(await waiting()).toBe(0);
    expect(codeOf(await match(suspense))).toEqual([409, 'remittance_state_conflict']);
  });

  it('is not laid on a claim it does not fit, and stays where it is', async () => {
    const suspense = await remit(desk, s3('TYPO0001'));
    const other = await postClaim(desk, { services: ['observation'] });
    const refused = await match(suspense, other);
    expect(codeOf(refused)).toEqual([422, 'remittance_match_invalid']);
    expect(refused.body).toMatchObject({ reason: 'charge_differs' });
    await match(suspense);
    const again = await remit(desk, s3('TYPO0002', 'EFT2'));
    const twice = await match(again);
    expect(codeOf(twice)).toEqual([422, 'remittance_match_invalid']);
    expect(twice.body).toMatchObject({ reason: 'exceeds_receivable' });
    expect(await last()).toEqual(['Dr 1040 72000', 'Cr 2010 72000']);
  });

  it('can be put back into suspense, and laid on another claim', async () => {
    const right = await postClaim(desk);
    await sendClaim(desk, right);
    const wrong = await remit(desk, s3(claim.controlNumber));
    const unmatched = await act(wrong, 'unmatch');
    expect(unmatched).toMatchObject({
      status: 200,
      body: { claims: [{ outcome: 'unmatched', outcomeDetail: 'by_hand', claimId: null }] },
    });
    expect(await last()).toEqual([
      'Dr 1200 85000',
      'Cr 4900 30000',
      'Cr 1100 12800',
      'Dr 1200 35000',
      'Cr 1100 5200',
      'Cr 2010 72000',
    ]);
    expect(await claimOf(desk, claim.id)).toMatchObject({
      status: 'submitted',
      paidCents: 0,
      patientCents: 0,
      openCents: 120000,
      adjustments: [],
    });
    expect(await account()).toMatchObject({ patientOwesCents: 0, insurancePendingCents: 120000 });
    expect(await waiting()).toBe(1);
    expect(codeOf(await act(wrong, 'unmatch'))).toEqual([409, 'remittance_state_conflict']);
    expect(await match(wrong, right)).toMatchObject({ status: 200 });
    expect(await claimOf(desk, right.id)).toMatchObject({ status: 'paid', paidCents: 72000, openCents: 0 });
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'submitted', paidCents: 0, openCents: 120000 });
  });

  it('goes with its remittance when that is taken back, matched or not', async () => {
    const remittance = await remit(desk, s3('TYPO0001'));
    await match(remittance);
    await act(remittance, 'unmatch');
    await match(remittance);
    const unposted = await desk.post(`/v1/remittances/${remittance.id}/unpost`, { reason: 'Wrong.' });
    expect(unposted).toMatchObject({ status: 200, body: { status: 'unposted' } });
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'submitted', paidCents: 0, openCents: 120000 });
    expect(await account()).toMatchObject({ patientOwesCents: 0, insurancePendingCents: 120000 });
    expect(codeOf(await match(remittance))).toEqual([409, 'remittance_state_conflict']);
    await remit(desk, s3(claim.controlNumber, 'EFT1'));
    expect(await account()).toMatchObject({ patientOwesCents: 18000, insurancePendingCents: 0 });
  });

  it('is not taken off a claim of which the patient has paid, nor from one that has moved on', async () => {
    const remittance = await remit(desk, s3(claim.controlNumber));
    const { openInvoices } = (await account()) as { openInvoices: { id: string }[] };
    const paid = await desk.post(`/v1/invoices/${openInvoices[0]?.id}/payments`, {
      tenders: [{ type: 'cash', amountCents: 18000 }],
    });
    expect(paid.status).toBe(201);
    expect(codeOf(await act(remittance, 'unmatch'))).toEqual([422, 'amount_exceeds_balance']);
    expect(await account()).toMatchObject({ patientOwesCents: 0, insurancePendingCents: 0 });
    const other = await postClaim(desk, { services: ['observation'] });
    await sendClaim(desk, other);
    const denied = {
      control: other.controlNumber,
      status: '4',
      cents: 35000,
      paid: 0,
      cas: [['CO', '50', 35000]] as const,
    };
    const second = await remit(desk, remittanceText({ trace: 'EFT7', claims: [denied] }));
    await desk.post(`/v1/claims/${other.id}/appeal`, { note: 'It was necessary.' });
    expect(codeOf(await act(second, 'unmatch'))).toEqual([409, 'remittance_state_conflict']);
  });

  it('is not taken apart from what it was booked with', async () => {
    const remittance = await remit(
      desk,
      remittanceText({
        claims: [
          { control: claim.controlNumber, status: '4', cents: 120000, paid: 0, cas: [['CO', '50', 120000]] },
          { control: claim.controlNumber, status: '22', cents: -120000, paid: 0, cas: [['CO', '50', -120000]] },
          { control: claim.controlNumber, cents: 120000, paid: 100000, cas: [['CO', '45', 20000]] },
        ],
      }),
    );
    expect(codeOf(await act(remittance, 'unmatch'))).toEqual([409, 'remittance_state_conflict']);
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'paid', openCents: 0 });
  });

  it('is nobody else’s to place', async () => {
    const suspense = await remit(desk, s3('TYPO0001'));
    const other = await openClaimsDesk(app);
    expect(codeOf(await act(suspense, 'match', { claimId: claim.id }, other))).toEqual([404, 'remittance_unknown']);
    const nothing = { ...suspense, claims: [{ ...suspense.claims[0], id: randomUUID() }] } as RemittanceView;
    expect(codeOf(await match(nothing))).toEqual([404, 'remittance_claim_unknown']);
    const theirs = await postClaim(other);
    expect(codeOf(await match(suspense, theirs))).toEqual([404, 'claim_unknown']);
  });
});
