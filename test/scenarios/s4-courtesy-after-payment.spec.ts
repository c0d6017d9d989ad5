import { startTestApp, type TestApp } from '../support/app';
import { ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, type PostedVisit } from '../support/demo';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { type Biller, openBiller } from '../modules/charges/support/biller';

interface Superbill {
  id: string;
  version: number;
  replaces?: string;
  totals: Record<string, number>;
}

describe('S4: an intake of $220.00, paid with $100.00 of an HSA card and $120.00 in cash, is lowered by a $50.00 courtesy', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let at: Biller;
  let visit: PostedVisit;
  const HSA = { type: 'hsa_fsa_card', amountCents: 10_000, reference: 't 42', card: { brand: 'visa', last4: '4242' } };
  const CASH = { type: 'cash', amountCents: 12_000 };
  const pay = async (...tenders: object[]) => {
    clock.advance({ minutes: 1 });
    return ok(
      await cascade.desk.post<{ id: string }>(`/v1/invoices/${visit.invoiceId}/payments`, { tenders: [...tenders] }),
    );
  };
  const superbill = async () =>
    ok(await cascade.desk.post<Superbill>('/v1/superbills', { patientId: visit.patientId, visitIds: [visit.id] }));
  const credits = () =>
    app.database.query<{ item: string; cents: number }>(
      `SELECT item_id AS item, open_cents::int AS cents FROM open_items WHERE account_number = 2000 AND is_open ORDER BY item_id`,
    );
  const courtesyOfFifty = async () => {
    clock.advance({ minutes: 1 });
    const before = (await journalOf(app, cascade.id)).length;
    const adjustment = ok(await at.courtesy(await at.firstCharge(visit.invoiceId), 5_000));
    return { adjustment, entries: (await journalOf(app, cascade.id)).slice(before).sort() };
  };

  beforeEach(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    at = await openBiller(app, cascade);
    visit = await postVisit(cascade.desk, ['intake']);
  });
  afterEach(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('books the courtesy and the credit to the cent, and the second superbill says so', async () => {
    const payment = await pay(HSA, CASH);
    const first = await superbill();
    expect(first.totals).toEqual({ chargeCents: 22_000, adjustmentCents: 0, paidCents: 22_000, balanceCents: 0 });
    const { adjustment, entries } = await courtesyOfFifty();
    expect(adjustment).toMatchObject({ type: 'courtesy', amountCents: 5_000, status: 'posted' });
    expect(entries).toEqual([
      ['Dr 1100 5000', 'Cr 2000 5000'],
      ['Dr 4930 5000', 'Cr 1100 5000'],
    ]);
    expect(await credits()).toEqual([{ item: payment.id, cents: 5_000 }]);
    expect(await at.invoice(visit.invoiceId)).toMatchObject({
      status: 'paid',
      totalCents: 17_000,
      paidCents: 17_000,
      balanceCents: 0,
      lines: [{ adjustments: [{ id: adjustment.id, status: 'posted' }] }],
    });
    const second = await superbill();
    expect(second).toMatchObject({
      version: 2,
      replaces: first.id,
      totals: { chargeCents: 22_000, adjustmentCents: 5_000, paidCents: 17_000, balanceCents: 0 },
      payments: [{ appliedCents: 17_000, creditedCents: 5_000 }],
    });
  });

  it('puts the credit under the payments it came from, in proportion, when they were two', async () => {
    const hsa = await pay(HSA);
    const cash = await pay(CASH);
    const { entries } = await courtesyOfFifty();
    expect(entries).toEqual([
      ['Dr 1100 5000', 'Cr 2000 2273', 'Cr 2000 2727'],
      ['Dr 4930 5000', 'Cr 1100 5000'],
    ]);
    expect(await credits()).toEqual(
      [
        { item: hsa.id, cents: 2_273 },
        { item: cash.id, cents: 2_727 },
      ].sort((a, b) => (a.item < b.item ? -1 : 1)),
    );
  });

  it('takes the open part first: of a part-paid charge only what is over becomes credit', async () => {
    await pay(HSA);
    ok(await at.courtesy(await at.firstCharge(visit.invoiceId), 10_000));
    expect(await credits()).toEqual([]);
    const charge = await at.firstCharge(visit.invoiceId);
    const { approvalId } = ok(await at.courtesy(charge, 3_000));
    expect(approvalId).not.toBeNull();
    ok(await at.decide(approvalId));
    expect(await credits()).toMatchObject([{ cents: 1_000 }]);
    expect(await at.invoice(visit.invoiceId)).toMatchObject({ status: 'paid', totalCents: 9_000, paidCents: 9_000 });
  });

  it('is as it was when the courtesy was a mistake', async () => {
    await pay(HSA, CASH);
    const first = await superbill();
    const { adjustment } = await courtesyOfFifty();
    clock.advance({ minutes: 1 });
    const before = (await journalOf(app, cascade.id)).length;
    expect(ok(await at.reverse(adjustment.id))).toMatchObject({ status: 'reversed' });
    expect((await journalOf(app, cascade.id)).slice(before).sort()).toEqual([
      ['Cr 1100 5000', 'Dr 2000 5000'],
      ['Cr 4930 5000', 'Dr 1100 5000'],
    ]);
    expect(await credits()).toEqual([]);
    expect(await at.invoice(visit.invoiceId)).toMatchObject({ status: 'paid', totalCents: 22_000, paidCents: 22_000 });
    expect(await superbill()).toEqual(first);
  });
});
