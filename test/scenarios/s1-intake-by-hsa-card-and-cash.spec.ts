import { startTestApp, type TestApp } from '../support/app';
import { type Desk, ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, type PostedVisit } from '../support/demo';
import { eventually, payHosted } from '../support/hosted-page';
import { expectLedgerTies, journalOf } from '../support/ledger';

const today = (): string => new Date().toISOString().slice(0, 10);
const HSA_CARD = '5105105105105100';
const LOST_CARD = '4000000000009987';

describe('S1: an intake of $220.00 is paid with $100.00 of an HSA card and $120.00 in cash', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let visit: PostedVisit;
  const invoice = async () =>
    ok(await desk.get<{ status: string; balanceCents: number }>(`/v1/invoices/${visit.invoiceId}`));
  const openHsaPage = () =>
    desk.post<{ url: string }>(`/v1/invoices/${visit.invoiceId}/checkout-sessions`, {
      tenderKind: 'hsa_fsa',
      amountCents: 10_000,
    });
  const payCash = () =>
    desk.post<{ id: string; changeDueCents: number }>(`/v1/invoices/${visit.invoiceId}/payments`, {
      tenders: [{ type: 'cash', amountCents: 12_000, tenderedCents: 15_000 }],
    });

  beforeEach(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    visit = await postVisit(desk, ['intake'], { dateOfService: today() });
  });
  afterEach(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('books the visit, the card with its fee, and the cash, to the cent', async () => {
    expect(await journalOf(app, cascade.id)).toEqual([['Dr 1100 22000', 'Cr 4000 22000']]);

    const page = ok(await openHsaPage());
    expect((await payHosted(page.url, HSA_CARD)).status).toBe(303);
    await eventually(async () => (await journalOf(app, cascade.id)).length === 3, 'the card and its fee are booked');
    expect(await invoice()).toMatchObject({ status: 'partly_paid', balanceCents: 12_000 });

    const cash = ok(await payCash());
    expect(cash.changeDueCents).toBe(3_000);
    expect(await invoice()).toMatchObject({ status: 'paid', balanceCents: 0 });
    expect(await journalOf(app, cascade.id)).toEqual([
      ['Dr 1100 22000', 'Cr 4000 22000'],
      ['Dr 1030 10000', 'Cr 1100 10000'],
      ['Dr 6000 320', 'Cr 1030 320'],
      ['Dr 1020 12000', 'Cr 1100 12000'],
    ]);
    const superbill = ok(await desk.post('/v1/superbills', { patientId: visit.patientId, visitIds: [visit.id] }));
    expect(superbill).toMatchObject({ totals: { chargeCents: 22_000, paidCents: 22_000, balanceCents: 0 } });
  });

  it('books only the cash when the HSA card is declined, and leaves $100.00 open', async () => {
    const page = ok(await openHsaPage());
    expect((await payHosted(page.url, LOST_CARD)).status).not.toBe(303);
    ok(await payCash());
    expect(await invoice()).toMatchObject({ status: 'partly_paid', balanceCents: 10_000 });
    expect(await journalOf(app, cascade.id)).toEqual([
      ['Dr 1100 22000', 'Cr 4000 22000'],
      ['Dr 1020 12000', 'Cr 1100 12000'],
    ]);
  });
});
