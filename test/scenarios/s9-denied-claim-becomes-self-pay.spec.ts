import { startTestApp, type TestApp } from '../support/app';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { type Cas, type ClaimText, remittanceText } from '../domain/claims/support/remittances';
import {
  type ClaimsDesk,
  claimOf,
  decide as approve,
  giveUp,
  insuredPatient,
  openClaimsDesk,
  postClaim,
  remit,
  sendClaim,
} from '../modules/claims/support/claims-desk';
import { codeOf, invoiceOf } from '../modules/charges/support/visits';
import type { ClaimView } from '../../src/modules/claims/claim.view';

/** Scenario S9 of the domain brief: a claim of 1,200.00 is denied. */
describe('A denied claim', () => {
  let app: TestApp;
  let desk: ClaimsDesk;
  let claim: ClaimView;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-12-01T18:00:00Z') });
  });

  beforeEach(async () => {
    desk = await openClaimsDesk(app);
    claim = await postClaim(desk, {
      patientId: await insuredPatient(desk, {}, { codes: ['G2082'], units: 12 }),
      services: ['bundle-56'],
    });
    await sendClaim(desk, claim);
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(() => app.close());

  const decide = (
    trace: string,
    ...decisions: { status: string; cents?: number; paid?: number; cas: readonly Cas[] }[]
  ) =>
    remit(
      desk,
      remittanceText({
        trace,
        claims: decisions.map(({ cents = 120000, paid = 0, ...rest }): ClaimText => ({
          control: claim.controlNumber,
          cents,
          paid,
          ...rest,
        })),
      }),
    );
  const entries = async () => (await journalOf(app, desk.clinicId)).slice(1);
  const account = async () => (await desk.get(`/v1/patients/${claim.patientId}/account`)).body;
  const agreement = {
    serviceCodes: ['bundle-56'],
    amountCents: 105000,
    signedAt: '2026-11-09T17:00:00Z',
    reference: 'A-1',
  };
  const convert = (body: object) => desk.post<ClaimView>(`/v1/claims/${claim.id}/convert-to-self-pay`, body);
  const tasks = async (kind: string) =>
    (await desk.get<{ data: object[] }>(`/v1/tasks?kind=${kind}&status=open`)).body.data;

  it('for want of an authorization is appealed, and given up when the appeal is lost: the patient owes nothing', async () => {
    await decide('T1', { status: '4', cas: [['CO', '197', 120000]] });
    expect(await claimOf(desk, claim.id)).toMatchObject({
      status: 'denied',
      appealDueOn: '2027-05-30',
      openCents: 120000,
    });
    expect(await tasks('claim_denied')).toMatchObject([{ amountCents: 120000, facts: { mayAskPatient: false } }]);
    expect(codeOf(await convert({ agreement }))).toEqual([422, 'self_pay_not_allowed']);
    const appealed = await desk.post(`/v1/claims/${claim.id}/appeal`, { note: 'Authorization was on file.' });
    expect(appealed).toMatchObject({ status: 200, body: { status: 'appealed' } });
    const asked = await desk.post<ClaimView>(`/v1/claims/${claim.id}/write-off`, { note: 'Appeal lost.' });
    expect(asked).toMatchObject({
      status: 200,
      body: { status: 'appealed', openCents: 120000, pendingWriteOff: { amountCents: 120000 } },
    });
    expect(await entries()).toEqual([]);
    expect(await approve(desk, asked.body.pendingWriteOff?.approvalId ?? '')).toEqual([200, undefined]);
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'written_off', openCents: 0, pendingWriteOff: null });
    expect(await entries()).toEqual([['Dr 4950 120000', 'Cr 1200 120000']]);
    expect(await account()).toMatchObject({ patientOwesCents: 0, insurancePendingCents: 0 });
    expect(await tasks('claim_denied')).toEqual([]);
    expect(codeOf(await desk.post(`/v1/claims/${claim.id}/write-off`, { note: 'Again.' }))).toEqual([
      409,
      'claim_state_conflict',
    ]);
  });

  describe('that the plan does not cover', () => {
    beforeEach(() => decide('T1', { status: '4', cas: [['PR', '204', 120000]] }));

    it('stays with insurance until the patient’s agreement names the service', async () => {
      expect(await entries()).toEqual([]);
      expect(codeOf(await convert({}))).toEqual([422, 'self_pay_agreement_required']);
      for (const wrong of [{ serviceCodes: ['intake'] }, { amountCents: 120001 }, { signedAt: '2026-12-02T00:00:00Z' }])
        expect(codeOf(await convert({ agreement: { ...agreement, ...wrong } }))).toEqual([
          422,
          'self_pay_agreement_required',
        ]);
      expect(await entries()).toEqual([]);
      expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'denied', openCents: 120000 });
    });

    it('is billed to the patient at the agreed 1,050.00', async () => {
      expect(await convert({ agreement })).toMatchObject({ status: 200, body: { status: 'self_pay', openCents: 0 } });
      expect(await entries()).toEqual([['Dr 1100 120000', 'Cr 1200 120000', 'Dr 4920 15000', 'Cr 1100 15000']]);
      const { openInvoices } = (await account()) as { openInvoices: { id: string }[] };
      expect(openInvoices).toMatchObject([{ balanceCents: 105000 }]);
      expect(await invoiceOf(desk, openInvoices[0]?.id ?? '')).toMatchObject({
        totalCents: 105000,
        lines: [{ listPriceCents: 120000, insuranceCents: 0, adjustmentCents: 15000, amountCents: 105000 }],
      });
      expect(codeOf(await convert({ agreement }))).toEqual([422, 'self_pay_not_allowed']);
    });

    it('and that the payer pays after the patient has, leaves the patient 870.00 of credit', async () => {
      await convert({ agreement });
      const { openInvoices } = (await account()) as { openInvoices: { id: string }[] };
      const invoiceId = openInvoices[0]?.id ?? '';
      await desk.post(`/v1/invoices/${invoiceId}/payments`, { tenders: [{ type: 'cash', amountCents: 105000 }] });
      const before = (await entries()).length;
      await decide(
        'T2',
        { status: '22', cents: -120000, cas: [['PR', '204', -120000]] },
        {
          status: '1',
          paid: 72000,
          cas: [
            ['CO', '45', 30000],
            ['PR', '2', 18000],
          ],
        },
      );
      expect((await entries()).slice(before)).toEqual([
        [
          'Dr 1100 15000',
          'Cr 4920 15000',
          'Dr 1200 120000',
          'Cr 1100 120000',
          'Dr 1040 72000',
          'Dr 4900 30000',
          'Dr 1100 18000',
          'Cr 1200 120000',
          'Dr 1100 87000',
          'Cr 2000 87000',
        ],
      ]);
      expect(await account()).toMatchObject({
        patientOwesCents: 0,
        insurancePendingCents: 0,
        unappliedCreditCents: 87000,
      });
      expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'paid', paidCents: 72000, patientCents: 18000 });
      expect(await invoiceOf(desk, invoiceId)).toMatchObject({ status: 'paid', totalCents: 18000, paidCents: 18000 });
      expect(await tasks('unexpected_credit')).toMatchObject([{ amountCents: 87000, facts: { spendsHsaFsa: false } }]);
    });

    it('is as it was when that remittance is taken back', async () => {
      await convert({ agreement });
      const { id } = await decide(
        'T2',
        { status: '22', cents: -120000, cas: [['PR', '204', -120000]] },
        {
          status: '1',
          paid: 72000,
          cas: [
            ['CO', '45', 30000],
            ['PR', '2', 18000],
          ],
        },
      );
      expect(await account()).toMatchObject({ patientOwesCents: 18000 });
      const unposted = await desk.post(`/v1/remittances/${id}/unpost`, { reason: 'Wrong clinic.' });
      expect(unposted).toMatchObject({ status: 200, body: { status: 'unposted' } });
      expect(await account()).toMatchObject({ patientOwesCents: 105000, insurancePendingCents: 0 });
      expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'self_pay', paidCents: 0 });
    });
  });

  it('that was given up comes back when the payer pays after all', async () => {
    await decide('T1', { status: '4', cas: [['CO', '50', 120000]] });
    await giveUp(desk, claim.id);
    await decide('T2', { status: '1', paid: 100000, cas: [['CO', '45', 20000]] });
    expect((await entries()).at(-1)).toEqual([
      'Dr 1200 120000',
      'Cr 4950 120000',
      'Dr 1040 100000',
      'Dr 4900 20000',
      'Cr 1200 120000',
    ]);
    expect(await claimOf(desk, claim.id)).toMatchObject({ status: 'paid', openCents: 0 });
  });
});
