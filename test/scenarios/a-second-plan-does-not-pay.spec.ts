import { startTestApp, type TestApp } from '../support/app';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { remittanceText, S3_CLAIM } from '../domain/claims/support/remittances';
import { codeOf } from '../modules/charges/support/visits';
import { type ClaimsDesk, claimOf, openClaimsDesk, remit, sendClaim } from '../modules/claims/support/claims-desk';
import {
  payPrimary,
  paySecondary,
  postTwoPlanClaim,
  SECOND_LINES,
  secondClaimOf,
  secondLine,
} from '../modules/claims/support/second-plan';
import type { ClaimView } from '../../src/modules/claims/claim.view';

/** The 180.00 that the first plan of S3 leaves, when the second does not simply pay. */
describe('A second plan that has been asked', () => {
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

  let second: ClaimView;

  beforeEach(async () => {
    await payPrimary(desk, first);
    second = await secondClaimOf(desk, first);
    await sendClaim(desk, second);
  });

  it('that denies leaves the 180.00 to the patient when the biller says so, and not by itself', async () => {
    const lines = SECOND_LINES.map((line) =>
      secondLine({ ...line, paid: 0, cas: [['CO', '29', line.code === 'J0013' ? 12800 : 5200]] }),
    );
    await paySecondary(desk, second, { status: '4', lines });
    expect(await claimOf(desk, second.id)).toMatchObject({ status: 'denied', openCents: 18000 });
    expect(await account()).toMatchObject(nothingOwed(18000));
    const released = await desk.post(`/v1/claims/${second.id}/release-to-patient`, { note: 'Filed too late.' });
    expect(released).toMatchObject({ status: 200, body: { status: 'self_pay', openCents: 0 } });
    expect(await lastEntry()).toEqual(['Dr 1100 12800', 'Cr 1200 12800', 'Dr 1100 5200', 'Cr 1200 5200']);
    expect(await account()).toMatchObject({ patientOwesCents: 18000, insurancePendingCents: 0 });
    const again = await desk.post(`/v1/claims/${second.id}/release-to-patient`, { note: 'Again.' });
    expect(codeOf(again)).toEqual([409, 'claim_state_conflict']);
  });

  it('that pays after the patient was billed for it takes that back', async () => {
    const denied = SECOND_LINES.map((line) =>
      secondLine({ ...line, paid: 0, cas: [['CO', '29', line.code === 'J0013' ? 12800 : 5200]] }),
    );
    await paySecondary(desk, second, { status: '4', lines: denied });
    await desk.post(`/v1/claims/${second.id}/release-to-patient`, { note: 'Filed too late.' });
    await paySecondary(desk, second, {}, 'EFT3');
    expect(await account()).toMatchObject({ patientOwesCents: 3600, insurancePendingCents: 0 });
    expect(await claimOf(desk, second.id)).toMatchObject({ status: 'paid', openCents: 0 });
  });

  it('keeps the first from being converted or unposted while it has not answered', async () => {
    const agreement = { serviceCodes: ['esketamine-56'], amountCents: 100, signedAt: '2026-11-09T17:00:00Z' };
    const converted = await desk.post(`/v1/claims/${first.id}/convert-to-self-pay`, { agreement });
    expect(codeOf(converted)).toEqual([409, 'claim_state_conflict']);
    const { body } = await desk.get<{ data: { id: string }[] }>('/v1/remittances');
    const unposted = await desk.post(`/v1/remittances/${body.data[0]?.id}/unpost`, { reason: 'Wrong.' });
    expect(codeOf(unposted)).toEqual([409, 'remittance_state_conflict']);
    expect(await account()).toMatchObject(nothingOwed(18000));
  });

  it('is looked at again by a person when the first decides again, and the patient is billed nothing twice', async () => {
    await paySecondary(desk, second);
    const reversed = {
      control: first.controlNumber,
      status: '22',
      cents: -120000,
      paid: -72000,
      lines: (S3_CLAIM.lines ?? []).map((line) => ({
        ...line,
        cents: -line.cents,
        paid: -line.paid,
        cas: line.cas.map(([group, reason, cents]) => [group, reason, -cents] as const),
      })),
    };
    const corrected = {
      control: first.controlNumber,
      cents: 120000,
      paid: 70000,
      cas: [
        ['CO', '45', 30000],
        ['PR', '2', 20000],
      ] as const,
    };
    const posted = await remit(
      desk,
      remittanceText({ trace: 'EFT5', claims: [reversed, corrected], plb: [['FB', -2000]] }),
    );
    expect(posted).toMatchObject({ status: 'posted', reasonDetail: null });
    expect(await account()).toMatchObject({ patientOwesCents: 3600, insurancePendingCents: 2000 });
    expect(await claimOf(desk, first.id)).toMatchObject({ paidCents: 70000, patientCents: 0, forwardedCents: 20000 });
    const { body } = await desk.get<{ data: object[] }>('/v1/tasks?kind=claim_rework&status=open');
    expect(body.data).toMatchObject([{ facts: { reason: 'prior_payer_decided_again' } }]);
  });
});
