import type { ChargeId } from '../../../src/kernel/ids';
import { PaidChargesReader } from '../../../src/modules/payments/paid-charges.reader';
import { ReleasesRepository } from '../../../src/modules/payments/persistence/releases.repository';
import { Transactions } from '../../../src/platform/database/transactions';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { expectLedgerTies } from '../../support/ledger';
import { type CardPayment, stripeDesk } from '../../support/stripe-desk';
import { pdfReader } from '../documents/fetch-pdf';
import { readPdf, textOf } from '../documents/pdf-reader';

const REFUND_STAYS_PENDING = '4000000000007726';

interface Superbill {
  id: string;
  version: number;
  hasDisputedPayment: boolean;
  totals: { paidCents: number; balanceCents: number };
  payments: { isDisputed: boolean }[];
}

/** DOMAIN.md §13 S5: while a payment is disputed its money is with the patient's bank, and the bill is not owed again yet. */
describe('A payment in dispute', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let biller: Desk;
  let at: ReturnType<typeof stripeDesk>;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    biller = await openDesk(app, cascade.id, 'biller');
    at = stripeDesk(app, cascade.desk);
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  const dispute = async (how: object): Promise<string> => {
    const { dispute: found } = await at.control<{ dispute: { id: string } }>('dispute', how);
    await at.quiet();
    return found.id;
  };
  const stateOf = async (id: string) => ok(await biller.get<{ status: string }>(`/v1/payments/${id}`)).status;
  const chargeOf = async ({ visit }: CardPayment) =>
    (await app.database.query<{ id: ChargeId }>('SELECT id FROM charges WHERE visit_id = $1', [visit.id]))[0]!.id;
  /** What may become the patient's credit, by both who ask: a lowered bill, and a payer who decides again. */
  const whatIsThere = (chargeId: ChargeId) =>
    app.as(cascade.id, () =>
      app.get(Transactions).run(async () => {
        const [released, paid] = [
          await app.get(ReleasesRepository).appliedTo(chargeId),
          await app.get(PaidChargesReader).ofCharges([chargeId]),
        ];
        return [released, paid].map((parts) => parts.map(({ amount }) => amount.toJSON()));
      }),
    );

  it('is nobody’s credit: neither a lowered bill nor a payer who decides again may give it to the patient', async () => {
    const payment = await at.payByCard('intake');
    const chargeId = await chargeOf(payment);
    const courtesy = { type: 'courtesy', amountCents: 5_000, reason: 'Late start' };
    expect(await whatIsThere(chargeId)).toEqual([[22_000], [22_000]]);
    const id = await dispute({ charge: payment.chargeId });
    expect(await whatIsThere(chargeId)).toEqual([[], []]);
    expect(await biller.post(`/v1/charges/${chargeId}/adjustments`, courtesy)).toMatchObject({
      status: 422,
      body: { code: 'adjustment_exceeds_charge', maximumCents: 0 },
    });
    await dispute({ dispute: id, outcome: 'won' });
    expect(await whatIsThere(chargeId)).toEqual([[22_000], [22_000]]);
    ok(await biller.post(`/v1/charges/${chargeId}/adjustments`, courtesy));
    expect(await whatIsThere(chargeId)).toEqual([[17_000], [17_000]]);
  });

  it('is flagged on the superbill until the bank has decided, and not for a question of the bank', async () => {
    const pdf = await pdfReader(app, cascade.id);
    const payment = await at.payByCard('intake');
    const { patientId, id: visitId } = payment.visit;
    const issue = async () => ok(await biller.post<Superbill>('/v1/superbills', { patientId, visitIds: [visitId] }));
    const words = async ({ id }: Superbill) => textOf(await readPdf((await pdf(`/v1/superbills/${id}.pdf`)).bytes));
    const asked = await dispute({ charge: payment.chargeId, inquiry: true });
    const first = await issue();
    expect(first).toMatchObject({ version: 1, hasDisputedPayment: false, payments: [{ isDisputed: false }] });
    expect(await words(first)).not.toContain('Payment disputed');
    await dispute({ dispute: asked, outcome: 'escalated' });
    const flagged = await issue();
    expect(flagged).toMatchObject({
      version: 2,
      hasDisputedPayment: true,
      payments: [{ isDisputed: true }],
      totals: { paidCents: 22_000, balanceCents: 0 },
    });
    expect(await words(flagged)).toContain('Payment disputed');
    expect(await words(flagged)).not.toContain('Paid in full');
    await dispute({ dispute: asked, outcome: 'lost' });
    expect(await issue()).toMatchObject({
      version: 3,
      hasDisputedPayment: false,
      payments: [],
      totals: { paidCents: 0, balanceCents: 22_000 },
    });
  });

  it.each([
    ['fails', 'failed', 'succeeded'],
    ['arrives', 'succeeded', 'partly_refunded'],
  ])('whose earlier refund %s meanwhile is, once won, what its refunds say now', async (_how, outcome, end) => {
    const payment = await at.payByCard('intake', {}, REFUND_STAYS_PENDING);
    ok(await biller.post(`/v1/payments/${payment.paymentId}/refunds`, { amountCents: 5_000, reason: 'courtesy' }));
    await at.quiet();
    expect(await stateOf(payment.paymentId)).toBe('partly_refunded');
    const id = await dispute({ charge: payment.chargeId, amount: 17_000 });
    expect(await stateOf(payment.paymentId)).toBe('disputed');
    const [refund] = await app.database.query<{ id: string }>(
      'SELECT stripe_refund_id AS id FROM refund_tenders WHERE payment_id = $1',
      [payment.paymentId],
    );
    await at.control('refund', { refund: refund!.id, outcome });
    await at.quiet();
    expect(await stateOf(payment.paymentId)).toBe('disputed');
    await dispute({ dispute: id, outcome: 'won' });
    expect(await stateOf(payment.paymentId)).toBe(end);
  });
});
