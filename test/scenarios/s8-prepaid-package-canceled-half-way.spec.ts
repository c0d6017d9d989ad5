import type { PackageView } from '../../src/modules/packages/package.view';
import { startTestApp, type TestApp } from '../support/app';
import { type Desk, ok, openDesk } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../support/demo';
import { eventually, payHosted } from '../support/hosted-page';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { offerPackage, sellPackage } from '../support/packages';
import { stripeDesk } from '../support/stripe-desk';

const today = new Date().toISOString().slice(0, 10);

describe('S8: a prepaid package is canceled half way', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let biller: Desk;
  let admin: Desk;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    biller = await openDesk(app, cascade.id, 'biller');
    admin = await openDesk(app, cascade.id, 'admin');
    await offerPackage(app, cascade.id, 'course-4');
    await offerPackage(app, cascade.id, 'course-4-rerated', { cancellationPolicy: 'rerate_to_list' });
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  const journalSince = async (before: number) => (await journalOf(app, cascade.id)).slice(before);
  const entries = async () => (await journalOf(app, cascade.id)).length;
  const read = async (id: string) => ok(await cascade.desk.get<PackageView>(`/v1/packages/${id}`));

  /** Sold for $2,736.00 on the hosted page; two journeys and two integration visits given. */
  const halfWay = async (offerCode: string) => {
    const { desk } = cascade;
    const { id: patientId } = await registerPatient(desk);
    const sold = await sellPackage(desk, { patientId, offerCode, startCheckout: true });
    expect(sold).toMatchObject({
      listPriceCents: 288_000,
      priceCents: 273_600,
      unpaidCents: 273_600,
      deferredCents: 0,
    });
    const before = await entries();
    expect((await payHosted(sold.checkout!.url)).status).toBe(303);
    await eventually(async () => (await entries()) === before + 2, 'the card payment and its fee are booked');
    expect((await journalSince(before)).sort()).toEqual([
      ['Dr 1030 273600', 'Cr 2100 273600'],
      ['Dr 6000 7964', 'Cr 1030 7964'],
    ]);
    await stripeDesk(app, desk).quiet();

    const given = await entries();
    for (const serviceCode of ['experiential-im', 'integration', 'experiential-im', 'integration']) {
      const { invoiceId } = await postVisit(desk, [serviceCode], { patientId, dateOfService: today });
      expect(ok(await desk.get(`/v1/invoices/${invoiceId}`))).toMatchObject({ status: 'paid', balanceCents: 0 });
    }
    expect(await journalSince(given)).toEqual([
      ['Dr 2100 52250', 'Cr 4010 52250'],
      ['Dr 2100 16150', 'Cr 4020 16150'],
      ['Dr 2100 52250', 'Cr 4010 52250'],
      ['Dr 2100 16150', 'Cr 4020 16150'],
    ]);
    expect(await read(sold.id)).toMatchObject({
      status: 'active',
      deferredCents: 136_800,
      earnedCents: 136_800,
      unpaidCents: 0,
      lines: [
        { serviceCode: 'experiential-im', bought: 4, done: 2, left: 2 },
        { serviceCode: 'integration', bought: 4, done: 2, left: 2 },
      ],
    });
    return sold;
  };

  /** Above $1,000.00 a second person agrees. */
  const approveRefund = async (paymentId: string) => {
    const { refunds } = ok(
      await biller.get<{ refunds: { status: string; approvalId: string }[] }>(`/v1/payments/${paymentId}`),
    );
    expect(refunds).toMatchObject([{ status: 'awaiting_approval' }]);
    ok(await admin.post(`/v1/approvals/${refunds[0]!.approvalId}/approve`, {}));
  };

  it('under the pro-rata policy all that was not earned goes back to the card', async () => {
    const sold = await halfWay('course-4');
    expect(ok(await cascade.desk.get(`/v1/packages/${sold.id}/cancellation`))).toMatchObject({
      policy: 'pro_rata',
      refundCents: 136_800,
      keptCents: 0,
      givenAtListCents: 144_000,
      givenAtPackageCents: 136_800,
      figures: [
        { policy: 'pro_rata', refundCents: 136_800, keptCents: 0 },
        { policy: 'rerate_to_list', refundCents: 129_600, keptCents: 7_200 },
      ],
    });
    const before = await entries();
    const body = { reason: 'Moved away', refundCents: 136_800 };
    const canceled = ok(await biller.post<PackageView>(`/v1/packages/${sold.id}/cancel`, body));
    expect(canceled).toMatchObject({
      status: 'canceled',
      deferredCents: 136_800,
      unpaidCents: 0,
      cancellation: { keptCents: 0, refundedCents: 0, refundPendingCents: 136_800, toRefundCents: 0 },
    });
    await approveRefund(sold.checkout!.paymentId);
    await stripeDesk(app, cascade.desk).quiet();
    expect(await journalSince(before)).toEqual([['Dr 2100 136800', 'Cr 1030 136800']]);
    expect(await read(sold.id)).toMatchObject({
      deferredCents: 0,
      earnedCents: 136_800,
      cancellation: { refundedCents: 136_800, refundPendingCents: 0, toRefundCents: 0 },
    });
  });

  it('under a signed re-rate the sessions that were given cost their list price', async () => {
    const sold = await halfWay('course-4-rerated');
    const before = await entries();
    ok(await biller.post(`/v1/packages/${sold.id}/cancel`, { reason: 'Moved away', refundCents: 129_600 }));
    await approveRefund(sold.checkout!.paymentId);
    await stripeDesk(app, cascade.desk).quiet();
    expect(await journalSince(before)).toEqual([
      ['Dr 2100 7200', 'Cr 4920 7200'],
      ['Dr 2100 129600', 'Cr 1030 129600'],
    ]);
    expect(await read(sold.id)).toMatchObject({
      status: 'canceled',
      deferredCents: 0,
      cancellation: { keptCents: 7_200, refundedCents: 129_600 },
    });
  });
});
