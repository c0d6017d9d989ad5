import { unclaimedRecipe } from '../../src/domain/ledger/unclaimed-recipe';
import { parseBusinessDate } from '../../src/kernel/business-date';
import type { PatientId, PaymentId } from '../../src/kernel/ids';
import { Money } from '../../src/kernel/money';
import { PostJournalEntry } from '../../src/modules/ledger/post-journal-entry';
import { Transactions } from '../../src/platform/database/transactions';
import { startTestApp, type TestApp } from '../support/app';
import { ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../support/demo';
import { eventually, payHosted } from '../support/hosted-page';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { refundDesk } from './refund-desk';

describe('A refund made in Stripe’s dashboard', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let at: Awaited<ReturnType<typeof refundDesk>>;
  const outside = async (paymentId: string, amount?: number) =>
    at.stripe().refunds.create({ payment_intent: await at.intentOf(paymentId), ...(amount ? { amount } : {}) });

  /** Paid in cash, and on a page we believed had ended: the patient has $220.00 of credit. */
  const paidTwice = async (invoiceId: string): Promise<PaymentId> => {
    const page = ok(await at.start(invoiceId));
    // A page we believe has ended, and that is paid all the same.
    await app.database.query(`UPDATE checkout_sessions SET state = 'expired' WHERE payment_id = $1`, [page.paymentId]);
    await app.database.query(`UPDATE payments SET state = 'canceled' WHERE id = $1`, [page.paymentId]);
    ok(await at.payCash(invoiceId, 22_000));
    expect((await payHosted(page.url)).status).toBe(303);
    await eventually(async () => (await at.payment(page.paymentId)).status === 'succeeded', 'the webhook is applied');
    return page.paymentId as PaymentId;
  };

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    at = await refundDesk(app, cascade);
  });
  afterEach(async () => {
    await at.idle();
    await expectLedgerTies(app, cascade.id);
  });
  afterAll(() => app.close());

  it('flows in once, with row, posting and audit, however often it is told', async () => {
    const { paymentId, invoiceId } = await at.paid();
    const before = (await journalOf(app, cascade.id)).length;
    const made = await outside(paymentId, 5_000);
    const shown = await at.status(paymentId, 'succeeded');
    const [event] = (await at.stripe().events.list({ type: 'refund.created', limit: 1 })).data;
    await Promise.all(Array.from({ length: 20 }, () => at.control('resend', { eventId: event!.id })));
    await at.idle();
    expect((await journalOf(app, cascade.id)).slice(before)).toEqual([['Dr 1100 5000', 'Cr 1030 5000']]);
    expect(shown).toMatchObject({ status: 'partly_refunded', refundableCents: 17_000 });
    expect(shown.refunds).toMatchObject([{ source: 'processor', amountCents: 5_000, reason: 'other' }]);
    expect(ok(await at.biller.get(`/v1/invoices/${invoiceId}`))).toMatchObject({ balanceCents: 5_000 });
    const audit = await app.database.query(
      `SELECT actor_kind FROM audit_events WHERE action = 'refund.learn' AND subject_id = $1`,
      [shown.refunds[0]!.id],
    );
    expect(audit).toEqual([{ actor_kind: 'system' }]);
    expect(made.metadata).toEqual({});
  });

  it('goes before one of ours that waits for a second person', async () => {
    const { paymentId } = await at.paid();
    await app.database.query(
      `UPDATE clinics SET policies = policies || '{"refundApprovalCents": 10000}' WHERE id = $1`,
      [cascade.id],
    );
    await eventually(async () => {
      const { status } = ok(await at.refund((await at.paid()).paymentId, { amountCents: 10_001 }));
      return status === 'awaiting_approval';
    }, 'the limit is in force');
    const waiting = ok(await at.refund(paymentId, { amountCents: 20_000 }));
    await outside(paymentId, 5_000);
    const shown = await eventually(async () => {
      const now = await at.payment(paymentId);
      return now.refunds.length === 2 && now;
    }, 'it is known');
    expect(shown.refunds).toMatchObject([
      { id: waiting.id, status: 'failed', tenders: [{ failureCode: 'refunded_at_processor' }] },
      { status: 'succeeded', amountCents: 5_000 },
    ]);
    const admin = cascade.users.find(({ role }) => role === 'admin')!;
    const late = await app.app.inject({
      method: 'POST',
      url: `/v1/approvals/${waiting.approvalId}/approve`,
      headers: { authorization: `Bearer ${admin.apiKey}` },
    });
    expect(late.statusCode).toBe(409);
  });

  it('of credit that was spent elsewhere opens what it paid', async () => {
    const invoiceId = await at.invoiceOf();
    const { patientId } = ok(await at.biller.get<{ patientId: string }>(`/v1/invoices/${invoiceId}`));
    const paymentId = await paidTwice(invoiceId);
    const other = await postVisit(cascade.desk, ['intake'], { patientId });
    ok(await at.biller.post(`/v1/patients/${patientId}/credits/apply`, { amountCents: 20_000 }));
    const before = (await journalOf(app, cascade.id)).length;
    await outside(paymentId);
    expect(await at.status(paymentId, 'succeeded')).toMatchObject({ status: 'refunded', refundableCents: 0 });
    expect((await journalOf(app, cascade.id)).slice(before)).toEqual([
      ['Dr 2000 2000', 'Dr 1100 20000', 'Cr 1030 22000'],
    ]);
    expect(ok(await at.biller.get(`/v1/invoices/${other.invoiceId}`))).toMatchObject({ balanceCents: 22_000 });
    expect(ok(await at.biller.get(`/v1/invoices/${invoiceId}`))).toMatchObject({ status: 'paid' });
  });

  it('of credit that was handed to the state is not booked: somebody has to look', async () => {
    const invoiceId = await at.invoiceOf();
    const { patientId } = ok(await at.biller.get<{ patientId: PatientId }>(`/v1/invoices/${invoiceId}`));
    const paymentId = await paidTwice(invoiceId);
    const parts = [{ accountNumber: 2000, amount: Money.cents(22_000) }];
    await app.as(cascade.id, () =>
      app.get(Transactions).run(() =>
        app.get(PostJournalEntry).execute({
          kind: 'unclaimed_property',
          source: { type: 'unclaimed_credit', id: paymentId },
          effectiveOn: parseBusinessDate('2026-03-02'),
          lines: unclaimedRecipe({ patientId, paymentId, parts }),
        }),
      ),
    );
    const before = (await journalOf(app, cascade.id)).length;
    await outside(paymentId);
    await at.idle();
    expect((await journalOf(app, cascade.id)).slice(before)).toEqual([]);
    expect((await at.payment(paymentId)).refunds).toEqual([]);
    const tasks = ok(await at.biller.get<{ data: object[] }>('/v1/tasks?kind=event_quarantined&status=open'));
    expect(tasks.data).toMatchObject([{ facts: { problem: 'exceeds_books', paymentId } }]);
  });
});
