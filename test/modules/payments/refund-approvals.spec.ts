import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import type { PaymentShown, RefundShown } from './refund-desk';

describe('A refund above the clinic’s limit', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let biller: Desk;
  let admin: Desk;
  let otherAdmin: Desk;
  const paid = async () => {
    const visit = await postVisit(cascade.desk, ['intake']);
    const tenders = [{ type: 'cash', amountCents: 27_000 }];
    const body = { tenders, keepExcessAsCredit: true };
    return {
      ...visit,
      paymentId: ok(await cascade.desk.post<PaymentShown>(`/v1/invoices/${visit.invoiceId}/payments`, body)).id,
    };
  };
  const ask = async (paymentId: string, desk = biller) =>
    ok(
      await desk.post<RefundShown>(`/v1/payments/${paymentId}/refunds`, { amountCents: 20_000, reason: 'overpayment' }),
    );
  const decide = (refund: RefundShown, decision: 'approve' | 'reject', desk = otherAdmin) =>
    desk.post(`/v1/approvals/${refund.approvalId}/${decision}`, {});
  const payment = async (id: string) => ok(await biller.get<PaymentShown>(`/v1/payments/${id}`));
  const entries = async () => (await journalOf(app, cascade.id)).length;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-03-02T20:00:00Z') });
    ({ cascade } = await openDemo(app));
    await app.database.query(
      `UPDATE clinics SET policies = policies || '{"refundApprovalCents": 19999}' WHERE id = $1`,
      [cascade.id],
    );
    biller = await openDesk(app, cascade.id, 'biller');
    admin = await openDesk(app, cascade.id, 'admin');
    otherAdmin = await openDesk(app, cascade.id, 'admin');
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('waits, keeps its amount and the credit aside, and is carried out when another person agrees', async () => {
    const { paymentId, patientId } = await paid();
    const before = await entries();
    const refund = await ask(paymentId);
    expect(refund).toMatchObject({ status: 'awaiting_approval', approvalId: expect.any(String) });
    expect(await entries()).toBe(before);
    expect(await payment(paymentId)).toMatchObject({ status: 'succeeded', refundableCents: 7_000 });
    const more = await postVisit(cascade.desk, ['intake'], { patientId });
    const spend = { tenders: [{ type: 'unapplied_credit', amountCents: 1 }] };
    expect(await cascade.desk.post(`/v1/invoices/${more.invoiceId}/payments`, spend)).toMatchObject({
      status: 422,
      body: { code: 'amount_exceeds_balance', maximumCents: 0 },
    });
    expect(ok(await decide(refund, 'approve'))).toMatchObject({ status: 'approved' });
    expect(await payment(paymentId)).toMatchObject({ status: 'partly_refunded', refunds: [{ status: 'succeeded' }] });
    expect((await journalOf(app, cascade.id)).at(-1)).toEqual(['Dr 2000 5000', 'Dr 1100 15000', 'Cr 1020 20000']);
    ok(await decide(refund, 'approve'));
    expect(await payment(paymentId)).toMatchObject({ refundableCents: 7_000 });
  });

  it('is not approved by whoever asked for it', async () => {
    const { paymentId } = await paid();
    const refund = await ask(paymentId, admin);
    expect(await decide(refund, 'approve', admin)).toMatchObject({
      status: 403,
      body: { code: 'approval_needs_other_person' },
    });
    expect((await decide(refund, 'approve', biller)).status).toBe(403);
    expect((await payment(paymentId)).refunds).toMatchObject([{ status: 'awaiting_approval' }]);
  });

  it('sets its amount free when it is rejected', async () => {
    const { paymentId } = await paid();
    const before = await entries();
    const refund = await ask(paymentId);
    ok(await decide(refund, 'reject'));
    expect(await payment(paymentId)).toMatchObject({ refundableCents: 27_000, refunds: [{ status: 'rejected' }] });
    expect(await entries()).toBe(before);
    expect((await decide(refund, 'approve')).body['code']).toBe('approval_already_decided');
  });

  it('is not carried out while the bank disputes the payment', async () => {
    const { paymentId } = await paid();
    const refund = await ask(paymentId);
    await app.database.query(`UPDATE payments SET state = 'disputed' WHERE id = $1`, [paymentId]);
    expect(await decide(refund, 'approve')).toMatchObject({ status: 409, body: { code: 'payment_disputed' } });
    expect((await payment(paymentId)).refunds).toMatchObject([{ status: 'awaiting_approval' }]);
  });
});
