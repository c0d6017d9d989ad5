import { startTestApp, type TestApp } from '../support/app';
import { type Desk, ok, openDesk } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, type PostedVisit } from '../support/demo';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';
import type { PaymentShown, RefundShown } from '../modules/payments/refund-desk';

describe('S4: $50.00 of an intake of $220.00 goes back to the HSA card and in cash', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let biller: Desk;
  let visit: PostedVisit;
  let paymentId: string;
  const superbill = async () =>
    ok(
      await desk.post<{ version: number; totals: object; payments: object[] }>('/v1/superbills', {
        patientId: visit.patientId,
        visitIds: [visit.id],
      }),
    );
  const credit = async () =>
    ok(await desk.get<{ unappliedCreditCents: number }>(`/v1/patients/${visit.patientId}/account`))
      .unappliedCreditCents;

  /** A courtesy of $50.00 on the paid charge: it is lowered, and what was overpaid is the patient's credit. */
  async function lowerTheCharge(): Promise<void> {
    const { lines } = ok(await desk.get<{ lines: { chargeId: string }[] }>(`/v1/invoices/${visit.invoiceId}`));
    const { chargeId } = lines[0]!;
    const adjusted = await biller.post(`/v1/charges/${chargeId}/adjustments`, {
      type: 'courtesy',
      amountCents: 5_000,
      reason: 'Long wait',
    });
    ok(adjusted);
  }

  beforeEach(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-03-02T20:00:00Z') });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    biller = await openDesk(app, cascade.id, 'biller');
    visit = await postVisit(desk, ['intake']);
    const paid = await desk.post<PaymentShown>(`/v1/invoices/${visit.invoiceId}/payments`, {
      tenders: [
        {
          type: 'hsa_fsa_card',
          amountCents: 10_000,
          reference: 'terminal 0042',
          card: { brand: 'visa', last4: '4242' },
        },
        { type: 'cash', amountCents: 12_000 },
      ],
    });
    paymentId = ok(paid).id;
  });
  afterEach(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('from the credit the courtesy left, to the cent, and the superbill says so', async () => {
    expect(await superbill()).toMatchObject({ version: 1, totals: { paidCents: 22_000, balanceCents: 0 } });
    await lowerTheCharge();
    expect(await credit()).toBe(5_000);
    const before = (await journalOf(app, cascade.id)).length;
    const refund = ok(
      await biller.post<RefundShown>(`/v1/payments/${paymentId}/refunds`, { amountCents: 5_000, reason: 'courtesy' }),
    );
    expect(refund.tenders.map(({ type, amountCents }) => [type, amountCents])).toEqual([
      ['hsa_fsa_card', 2_273],
      ['cash', 2_727],
    ]);
    expect((await journalOf(app, cascade.id)).slice(before).sort()).toEqual([
      ['Dr 2000 2273', 'Cr 1030 2273'],
      ['Dr 2000 2727', 'Cr 1020 2727'],
    ]);
    expect(await credit()).toBe(0);
    expect(await superbill()).toMatchObject({
      version: 2,
      totals: { chargeCents: 22_000, adjustmentCents: 5_000, paidCents: 17_000, balanceCents: 0 },
      payments: [{ appliedCents: 17_000 }],
    });
    expect(ok(await desk.get(`/v1/invoices/${visit.invoiceId}`))).toMatchObject({ status: 'paid', paidCents: 17_000 });
  });

  it('and no tender ever gives back more than it took: the HSA card’s share is not paid out in cash', async () => {
    await lowerTheCharge();
    const { tenders } = ok(await biller.get<PaymentShown>(`/v1/payments/${paymentId}`));
    const cash = tenders.find(({ type }) => type === 'cash')!;
    expect(
      await biller.post(`/v1/payments/${paymentId}/refunds`, {
        reason: 'courtesy',
        tenders: [{ tenderId: cash.id, amountCents: 12_001 }],
      }),
    ).toMatchObject({ status: 422, body: { code: 'refund_exceeds_remaining', maximumCents: 22_000 } });
    ok(await biller.post(`/v1/payments/${paymentId}/refunds`, { reason: 'courtesy' }));
    expect(ok(await desk.get(`/v1/invoices/${visit.invoiceId}`))).toMatchObject({ balanceCents: 17_000, paidCents: 0 });
    expect(ok(await biller.get<PaymentShown>(`/v1/payments/${paymentId}`))).toMatchObject({
      status: 'refunded',
      refundableCents: 0,
    });
  });
});
