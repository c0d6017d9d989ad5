import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';

describe('Spending unapplied credit', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  const pay = (invoiceId: string, tenders: object[], more: object = {}) =>
    desk.post<{ code?: string; maximumCents?: number; balanceCents: number }>(`/v1/invoices/${invoiceId}/payments`, {
      tenders,
      ...more,
    });
  const creditOf = async (patientId: string) =>
    ok(await desk.get<{ unappliedCreditCents: number }>(`/v1/patients/${patientId}/account`)).unappliedCreditCents;

  /** A patient with two credits of $50.00, each from a payment of its own, and an open invoice of $220.00. */
  async function withCredits() {
    const first = await postVisit(desk, ['intake']);
    const { patientId } = first;
    ok(await pay(first.invoiceId, [{ type: 'cash', amountCents: 27_000 }], { keepExcessAsCredit: true }));
    const second = await postVisit(desk, ['intake'], { patientId });
    ok(await pay(second.invoiceId, [{ type: 'cash', amountCents: 27_000 }], { keepExcessAsCredit: true }));
    return { patientId, invoiceId: (await postVisit(desk, ['intake'], { patientId })).invoiceId };
  }

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-03-02T20:00:00Z') });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('in two tenders of one payment takes what the first has left', async () => {
    const { patientId, invoiceId } = await withCredits();
    const tender = (amountCents: number) => ({ type: 'unapplied_credit', amountCents });
    const paid = ok(await pay(invoiceId, [tender(4_000), tender(5_500)]));
    expect(paid.balanceCents).toBe(12_500);
    expect(await creditOf(patientId)).toBe(500);
  });

  it('beyond what is held is refused with the most there is, over all its tenders', async () => {
    const { patientId, invoiceId } = await withCredits();
    const tender = (amountCents: number) => ({ type: 'unapplied_credit', amountCents });
    for (const tenders of [[tender(10_001)], [tender(4_000), tender(6_001)]]) {
      const refused = await pay(invoiceId, tenders);
      expect(refused).toMatchObject({ status: 422, body: { code: 'amount_exceeds_balance' } });
      expect(refused.body.maximumCents).toBe(tenders.length === 1 ? 10_000 : 6_000);
    }
    expect(await creditOf(patientId)).toBe(10_000);
  });

  it('at two desks at once never spends it twice', async () => {
    const { patientId, invoiceId } = await withCredits();
    const other = await postVisit(desk, ['intake'], { patientId });
    const answers = await Promise.all(
      [invoiceId, other.invoiceId].map((id) => pay(id, [{ type: 'unapplied_credit', amountCents: 10_000 }])),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(await creditOf(patientId)).toBe(0);
  });
});
