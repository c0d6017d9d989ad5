import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { PatientId, PaymentId } from '../../../src/kernel/ids';
import { Money } from '../../../src/kernel/money';
import { ApplyDispute } from '../../../src/modules/payments/disputes/apply-dispute';
import type { DisputeFacts, DisputeMovement } from '../../../src/modules/payments/disputes/dispute-gateway';
import { DisputesReader } from '../../../src/modules/payments/disputes.reader';
import { Transactions } from '../../../src/platform/database/transactions';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { type CardPayment, stripeDesk } from '../../support/stripe-desk';

interface Dispute {
  id: string;
  status: string;
}

const $ = (cents: number): Money => Money.cents(cents);

describe('Reports of a dispute', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let biller: Desk;
  let at: ReturnType<typeof stripeDesk>;
  let paid: CardPayment;
  let before: number;

  const booked = async () => (await journalOf(app, cascade.id)).slice(before);
  const payment = async () => ok(await desk.get<{ status: string }>(`/v1/payments/${paid.paymentId}`));
  const balance = async () =>
    ok(await desk.get<{ balanceCents: number }>(`/v1/invoices/${paid.visit.invoiceId}`)).balanceCents;
  const dispute = async () =>
    ok(await desk.get<{ data: Dispute[] }>(`/v1/disputes?paymentId=${paid.paymentId}`)).data[0];

  const moved = (id: string, amount: number, fee: number): DisputeMovement => ({
    balanceTransactionId: `${id}_${paid.paymentId}`,
    amount: $(amount),
    fee: $(fee),
    at: Temporal.Now.instant(),
  });
  const TAKEN = () => moved('taken', -55_000, 1_500);
  const COUNTER = () => moved('counter', 0, 1_500);
  const BACK = () => moved('back', 55_000, -1_500);
  const told = (status: string, ...movements: DisputeMovement[]): DisputeFacts => ({
    id: `du_${paid.paymentId}`,
    status,
    amount: $(55_000),
    currency: 'usd',
    livemode: false,
    reason: 'fraudulent',
    paymentIntentId: paid.paymentIntentId,
    evidenceDueAt: Temporal.Now.instant().add({ hours: 200 }),
    submissionCount: 0,
    openedAt: Temporal.Now.instant(),
    movements,
  });
  const tell = (facts: DisputeFacts) =>
    app.as(cascade.id, () => app.get(Transactions).run(() => app.get(ApplyDispute).execute(facts)));

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    biller = await openDesk(app, cascade.id, 'biller');
    at = stripeDesk(app, desk);
  });
  beforeEach(async () => {
    paid = await at.payByCard('experiential-im');
    await at.quiet();
    before = (await journalOf(app, cascade.id)).length;
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  const reports = () => [
    told('needs_response', TAKEN()),
    told('under_review', TAKEN(), COUNTER()),
    told('won', TAKEN(), COUNTER(), BACK()),
  ];
  const lossReports = () => [
    told('needs_response', TAKEN()),
    told('under_review', TAKEN(), COUNTER()),
    told('lost', TAKEN(), COUNTER()),
  ];
  const ORDERS = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  const total = async () => {
    const sums = new Map<string, number>();
    for (const [debit = '', credit = ''] of await booked())
      for (const line of [debit, credit]) {
        const [side, account = '', cents] = line.split(' ');
        sums.set(account, (sums.get(account) ?? 0) + (side === 'Dr' ? 1 : -1) * Number(cents));
      }
    return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0));
  };

  it.each(ORDERS)('end the same when won, in the order %i %i %i, each told twice', async (...order) => {
    for (const index of order) for (let twice = 0; twice < 2; twice += 1) await tell(reports()[index]!);
    expect(await total()).toEqual({ 1030: -1_500, 6010: 1_500 });
    expect(await booked()).toHaveLength(5);
    expect(await payment()).toMatchObject({ status: 'succeeded' });
    expect(await dispute()).toMatchObject({ status: 'won', isOpen: false, heldCents: 0 });
  });

  it.each(ORDERS)('end the same when lost, in the order %i %i %i, each told twice', async (...order) => {
    for (const index of order) for (let twice = 0; twice < 2; twice += 1) await tell(lossReports()[index]!);
    expect(await total()).toEqual({ 1030: -58_000, 6010: 3_000, 1100: 55_000 });
    expect(await payment()).toMatchObject({ status: 'disputed' });
    expect(await balance()).toBe(55_000);
  });

  it('that were lost and won after all give the bill back as far as it is open, the rest as credit', async () => {
    await tell(told('lost', TAKEN()));
    ok(
      await desk.post(`/v1/invoices/${paid.visit.invoiceId}/payments`, {
        tenders: [{ type: 'cash', amountCents: 20_000 }],
      }),
    );
    await tell(told('won', TAKEN(), BACK()));
    await tell(told('won', TAKEN(), BACK()));
    expect((await booked()).at(-1)).toEqual(['Dr 1050 55000', 'Cr 1100 35000', 'Cr 2000 20000']);
    expect(await balance()).toBe(0);
    expect(await payment()).toMatchObject({ status: 'succeeded' });
  });

  it('told by twenty at once are booked once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => tell(told('needs_response', TAKEN()))));
    expect(await booked()).toEqual([
      ['Dr 1050 55000', 'Cr 1030 55000'],
      ['Dr 6010 1500', 'Cr 1030 1500'],
    ]);
  });

  it('that began as an inquiry get a new task with the day evidence is due', async () => {
    await tell(told('warning_needs_response'));
    expect(await payment()).toMatchObject({ status: 'succeeded' });
    await tell(told('needs_response', TAKEN()));
    expect(await payment()).toMatchObject({ status: 'disputed' });
    const { data } = ok(
      await biller.get<{ data: { status: string }[] }>(
        `/v1/tasks?kind=dispute_opened&subjectId=${(await dispute())!.id}`,
      ),
    );
    expect(data.map(({ status }) => status)).toEqual(['open', 'done']);
  });

  it('hold back whoever would charge or remind the patient', async () => {
    const reader = app.get(DisputesReader);
    const ask = () =>
      app.as(cascade.id, async () => [
        await reader.hasOpenDispute({ paymentId: paid.paymentId as PaymentId }),
        await reader.hasOpenDispute({ patientId: paid.visit.patientId as PatientId }),
        await reader.hasOpenDispute({ paymentId: randomUUID() as PaymentId }),
      ]);
    expect(await ask()).toEqual([false, false, false]);
    await tell(told('warning_needs_response'));
    expect(await ask()).toEqual([true, true, false]);
    await tell(told('warning_closed'));
    expect(await ask()).toEqual([false, false, false]);
  });
});
