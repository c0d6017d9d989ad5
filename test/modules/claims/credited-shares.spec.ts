import type { PatientId, PaymentId } from '../../../src/kernel/ids';
import { PaymentMoneyReader } from '../../../src/modules/payments/persistence/payment-money.reader';
import { Transactions } from '../../../src/platform/database/transactions';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { type ClaimText, remittanceText } from '../../domain/claims/support/remittances';
import type { ClaimView } from '../../../src/modules/claims/claim.view';
import { codeOf } from '../charges/support/visits';
import { type ClaimsDesk, insuredPatient, openClaimsDesk, postClaim, remit, sendClaim } from './support/claims-desk';

/** Scenario S9 iii: the patient paid 1,050.00 of a denied claim by agreement, then the payer left them 180.00. */
describe('What a patient paid of a share that became less', () => {
  let app: TestApp;
  let desk: ClaimsDesk;
  let claim: ClaimView;
  const STANDING = 'SELECT amount_cents::int AS cents FROM standing_allocations WHERE payment_id = $1';
  let payment: { id: string };
  let remittanceId: string;
  const standing = () => app.database.query(STANDING, [payment.id]);

  const decide = (trace: string, ...decisions: (Partial<ClaimText> & Pick<ClaimText, 'status' | 'cas'>)[]) =>
    remit(
      desk,
      remittanceText({
        trace,
        claims: decisions.map((decision) => ({ control: claim.controlNumber, cents: 120000, paid: 0, ...decision })),
      }),
    );
  const entries = async () => (await journalOf(app, desk.clinicId)).slice(1);
  const account = async () => (await desk.get(`/v1/patients/${claim.patientId}/account`)).body;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-12-01T18:00:00Z') });
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(() => app.close());

  beforeEach(async () => {
    desk = await openClaimsDesk(app);
    claim = await postClaim(desk, {
      patientId: await insuredPatient(desk, {}, { codes: ['G2082'], units: 12 }),
      services: ['bundle-56'],
    });
    await sendClaim(desk, claim);
    await decide('T1', { status: '4', cas: [['PR', '204', 120000]] });
    const agreement = { serviceCodes: ['bundle-56'], amountCents: 105000, signedAt: '2026-11-09T17:00:00Z' };
    await desk.post(`/v1/claims/${claim.id}/convert-to-self-pay`, { agreement });
    const { openInvoices } = (await account()) as { openInvoices: { id: string }[] };
    const tenders = [{ type: 'cash', amountCents: 105000 }];
    const paid = await desk.post<{ id: string }>(`/v1/invoices/${openInvoices[0]?.id}/payments`, { tenders });
    payment = paid.body;
    expect(await standing()).toEqual([{ cents: 105000 }]);
    ({ id: remittanceId } = await decide(
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
    ));
  });

  it('is capped at what they paid of the share: the payer’s part is not theirs to get back', async () => {
    const money = await app.as(desk.clinicId, () =>
      app
        .get(Transactions)
        .run(() =>
          app.get(PaymentMoneyReader).lock({ id: payment.id as PaymentId, patientId: claim.patientId as PatientId }),
        ),
    );
    expect(money.applied.map(({ amount, paid }) => [amount.toJSON(), paid.toJSON()])).toEqual([[18_000, 18_000]]);
    expect(money.held.map(({ amount }) => amount.toJSON())).toEqual([87_000]);
    const hardship = { type: 'financial_hardship', amountCents: 1, reason: 'Income on file' };
    const [charge] = await app.database.query<{ id: string }>(
      `SELECT charge_id AS id FROM allocations WHERE payment_id = $1 LIMIT 1`,
      [payment.id],
    );
    expect((await desk.post(`/v1/charges/${charge!.id}/adjustments`, hardship)).status).toBe(422);
  });

  it('gives the credit back from where it is: the payment no longer pays it on the charge', async () => {
    expect(await standing()).toEqual([{ cents: 18000 }]);
    expect((await desk.get(`/v1/payments/${payment.id}`)).body).toMatchObject({ refundableCents: 105000 });
    const before = (await entries()).length;
    const refund = { amountCents: 87000, reason: 'requested_by_patient' };
    expect((await desk.post(`/v1/payments/${payment.id}/refunds`, refund)).status).toBeLessThan(300);
    expect((await entries()).slice(before)).toEqual([['Dr 2000 87000', 'Cr 1020 87000']]);
    expect(await account()).toMatchObject({ patientOwesCents: 0, unappliedCreditCents: 0 });
    expect(codeOf(await desk.post(`/v1/remittances/${remittanceId}/unpost`, { reason: 'Wrong clinic.' }))).toEqual([
      422,
      'amount_exceeds_balance',
    ]);
    expect(await standing()).toEqual([{ cents: 18000 }]);
  });

  it('credits a third decision only with what is still on the charge', async () => {
    await decide(
      'T3',
      {
        status: '22',
        cents: -120000,
        paid: -72000,
        cas: [
          ['CO', '45', -30000],
          ['PR', '2', -18000],
        ],
      },
      { status: '1', paid: 90000, cas: [['CO', '45', 30000]] },
    );
    expect(await standing()).toEqual([{ cents: 0 }]);
    expect(await account()).toMatchObject({ patientOwesCents: 0, unappliedCreditCents: 105000 });
  });

  it('puts the money back on the charge when that remittance is taken back', async () => {
    const unposted = await desk.post(`/v1/remittances/${remittanceId}/unpost`, { reason: 'Wrong clinic.' });
    expect(unposted.status).toBe(200);
    expect(await standing()).toEqual([{ cents: 105000 }]);
    expect(await account()).toMatchObject({ patientOwesCents: 0, unappliedCreditCents: 0 });
  });
});
