import { parseBusinessDate } from '../../../src/kernel/business-date';
import type { PaymentId, RefundTenderId } from '../../../src/kernel/ids';
import { UnclosedDaysReader } from '../../../src/modules/cashiering/unclosed-days.reader';
import { CarryOutRefund } from '../../../src/modules/payments/refunds/carry-out-refund';
import { SettlePayment } from '../../../src/modules/payments/settling/settle-payment';
import { startTestApp, type TestApp } from '../../support/app';
import { closeDay, readClose } from '../../support/daily-closes';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { expectClosesHold } from '../../support/drawers';
import { eventually, payHosted } from '../../support/hosted-page';
import { expectLedgerTies } from '../../support/ledger';
import { stripeDesk } from '../../support/stripe-desk';

interface Page {
  paymentId: string;
  url: string;
}

const today = (): string => new Date().toISOString().slice(0, 10);

describe('Closing a day with card money under way', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  const openPage = async (): Promise<Page> => {
    const { invoiceId } = await postVisit(desk, ['intake'], { dateOfService: '2026-03-02' });
    return ok(await desk.post<Page>(`/v1/invoices/${invoiceId}/checkout-sessions`, {}));
  };
  const statusOf = async (id: string) => ok(await desk.get<{ status: string }>(`/v1/payments/${id}`)).status;

  beforeEach(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
  });
  afterEach(async () => {
    await expectClosesHold(app, cascade.id);
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('is refused with the list while an outcome is not known, and not for a page nobody has paid', async () => {
    const page = await openPage();
    await app.as(cascade.id, () =>
      app.get(SettlePayment).execute(page.paymentId as PaymentId, { event: 'processing_started' }),
    );
    expect(await closeDay(desk)).toMatchObject({
      status: 409,
      body: { code: 'day_has_unknown_payments', payments: [{ id: page.paymentId, status: 'processing' }] },
    });
    await app.as(cascade.id, () => app.get(SettlePayment).execute(page.paymentId as PaymentId, { event: 'declined' }));
    const live = await openPage();
    expect(await statusOf(live.paymentId)).toBe('pending');
    ok(await closeDay(desk));
  });

  it('is refused with the list while a refund’s outcome is not known', async () => {
    const at = stripeDesk(app, desk);
    const { paymentId } = await at.payByCard('intake');
    const biller = await openDesk(app, cascade.id, 'biller');
    await at.control('chaos', { method: 'POST', path: '/v1/refunds', fault: 'reset', when: 'after', times: 99 });
    await at.control('chaos', { method: 'GET', path: '/v1/refunds', fault: 'reset', times: 99 });
    await at.control('settings', { webhooksOff: true });
    const refund = await biller.post<{ id: string }>(`/v1/payments/${paymentId}/refunds`, {
      amountCents: 5_000,
      reason: 'courtesy',
    });
    expect(refund).toMatchObject({ status: 201, body: { status: 'unknown' } });
    const [day] = await app.database.query<{ on: string }>(
      `SELECT (now() AT TIME ZONE time_zone)::date::text AS on FROM clinics WHERE id = $1`,
      [cascade.id],
    );
    expect(await closeDay(desk)).toMatchObject({
      status: 409,
      body: { code: 'day_has_unknown_refunds', refunds: [{ id: refund.body.id, paymentId, status: 'unknown' }] },
    });
    const unclosed = await app.as(cascade.id, () => app.get(UnclosedDaysReader).get(parseBusinessDate(day!.on)));
    expect(unclosed.unsettledRefunds).toMatchObject([{ paymentId }]);
    await at.control('chaos', { clear: true });
    const [part] = await app.database.query<{ id: RefundTenderId }>('SELECT id FROM refund_tenders');
    await app.as(cascade.id, () => app.get(CarryOutRefund).ask(part!.id));
    expect(ok(await desk.get<{ refunds: { status: string }[] }>(`/v1/payments/${paymentId}`)).refunds).toMatchObject([
      { status: 'succeeded' },
    ]);
    ok(await closeDay(desk));
  });

  it('books a card that is paid after the day was sealed on the next open day, fee and all', async () => {
    const page = await openPage();
    const close = ok(await closeDay(desk));
    expect(close.sealed).toBe(true);
    expect((await payHosted(page.url)).status).toBe(303);
    await eventually(
      async () => (await readClose(desk, close.id)).lateCorrections.length === 2,
      'card and fee are booked',
    );
    const { lateCorrections } = await readClose(desk, close.id);
    for (const late of lateCorrections) {
      expect(late.sealedOn <= close.businessDate).toBe(true);
      expect(late.effectiveOn > close.businessDate).toBe(true);
    }
    expect(lateCorrections.map(({ amountCents }) => amountCents)).toEqual([22_000, 668]);
    // Nobody has to do anything about a card that was late.
    expect(ok(await desk.get<{ data: object[] }>('/v1/tasks?kind=late_correction')).data).toEqual([]);
    expect(today() >= close.businessDate).toBe(true);
  });
});
