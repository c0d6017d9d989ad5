import { randomUUID } from 'node:crypto';
import { SyncPayout } from '../../../src/modules/reconciliation/sync-payout';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { payHosted } from '../../support/hosted-page';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { stripeDesk } from '../../support/stripe-desk';

interface Difference {
  id: string;
  kind: string;
  about: string;
  processorCents: number;
  ledgerCents: number;
}
interface Comparison {
  id: string;
  differenceCount: number;
  differenceCents: number;
  differences: Difference[];
}

const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

describe('What a comparison finds', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let accountant: Desk;
  let at: ReturnType<typeof stripeDesk>;

  const booked = () => journalOf(app, cascade.id);
  const compare = async (body: object = {}) => ok(await accountant.post<Comparison>('/v1/reconciliations', body));
  const record = (postedOn: string, amountCents: number, description: string) =>
    accountant.post('/v1/bank-lines', { account: 'operating_bank', postedOn, amountCents, description });

  beforeEach(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade, potomac } = await openDemo(app));
    accountant = await openDesk(app, cascade.id, 'accountant');
    at = stripeDesk(app, cascade.desk);
  });
  afterEach(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('a payment, its fee and a dispute that no event told of are picked up, and then nothing differs', async () => {
    await at.control('settings', { webhooksOff: true });
    const visit = await postVisit(cascade.desk, ['experiential-im'], { dateOfService: day(0) });
    const page = ok(await cascade.desk.post<{ url: string }>(`/v1/invoices/${visit.invoiceId}/checkout-sessions`, {}));
    expect((await payHosted(page.url)).status).toBe(303);
    expect(await booked()).toHaveLength(1);
    expect(await compare()).toMatchObject({ differenceCount: 0, differenceCents: 0 });
    expect((await booked()).slice(1)).toEqual([
      ['Dr 1030 55000', 'Cr 1100 55000'],
      ['Dr 6000 1625', 'Cr 1030 1625'],
    ]);
    const { data } = await at.api().charges.list({ limit: 1 });
    await at.control('dispute', { charge: data[0]!.id });
    expect(await compare()).toMatchObject({ differenceCount: 0, differenceCents: 0 });
    expect((await booked()).slice(3)).toEqual([
      ['Dr 1050 55000', 'Cr 1030 55000'],
      ['Dr 6010 1500', 'Cr 1030 1500'],
    ]);
  });

  it('refunds agree, also one made in the processor’s dashboard that no event told of', async () => {
    const paid = await at.payByCard('experiential-im');
    const biller = await openDesk(app, cascade.id, 'biller');
    ok(await biller.post(`/v1/payments/${paid.paymentId}/refunds`, { amountCents: 5_000, reason: 'other' }));
    await at.quiet();
    expect(await compare()).toMatchObject({ differenceCount: 0, differenceCents: 0 });
    await at.control('settings', { webhooksOff: true });
    await at.api().refunds.create({ payment_intent: paid.paymentIntentId, amount: 1_000 });
    const before = (await booked()).length;
    expect(await compare()).toMatchObject({ differenceCount: 0, differenceCents: 0 });
    expect((await booked()).slice(before)).toEqual([['Dr 1100 1000', 'Cr 1030 1000']]);
    await at.control('dispute', { charge: paid.chargeId });
    expect(await compare()).toMatchObject({ differenceCount: 0 });
    const { data } = await at.api().disputes.list({ limit: 1 });
    expect(data[0]!.amount).toBe(49_000);
    await at.control('dispute', { dispute: data[0]!.id, outcome: 'won' });
    expect(await compare()).toMatchObject({ differenceCount: 0, differenceCents: 0 });
    expect(ok(await cascade.desk.get(`/v1/payments/${paid.paymentId}`))).toMatchObject({ status: 'partly_refunded' });
  });

  it('money of nobody in a payout is a difference of who has a part in it, with a task', async () => {
    const paid = await at.payByCard('intake');
    const strange = await at.api().paymentIntents.create({
      amount: 7_000,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      return_url: 'http://127.0.0.1/',
    });
    await at.control('payout', {});
    await at.quiet();
    const { differences } = await compare();
    expect(differences).toMatchObject([{ kind: 'payout_unattributed', processorCents: 7_000 - 233 }]);
    const tasks = ok(
      await accountant.get<{ data: object[] }>(
        `/v1/tasks?kind=reconciliation_difference&subjectId=${differences[0]!.id}`,
      ),
    );
    expect(tasks.data).toMatchObject([{ status: 'open', amountCents: 6_767, assignedTo: null }]);
    const other = await openDesk(app, potomac.id, 'accountant');
    expect(ok(await other.post<Comparison>('/v1/reconciliations', {})).differences).toEqual([]);

    // Whose it is becomes known after the payout was booked: that is another difference, and what was booked stays.
    await app.database.query(
      `INSERT INTO payment_tenders (clinic_id, id, payment_id, position, type, spends_hsa_fsa, amount_cents, stripe_payment_intent_id)
       VALUES ($1, gen_random_uuid(), $2, 2, 'hosted_checkout', false, 7000, $3)`,
      [cascade.id, paid.paymentId, strange.id],
    );
    const before = await booked();
    const [payout] = await app.database.query<{ id: string }>('SELECT stripe_payout_id AS id FROM payouts');
    for (let twice = 0; twice < 2; twice += 1) await app.get(SyncPayout).execute(payout!.id);
    expect(await booked()).toEqual(before);
    const later = (await compare()).differences.filter(({ kind }) => kind.startsWith('payout_'));
    expect(later).toMatchObject([{ kind: 'payout_differs', processorCents: later[0]!.ledgerCents + 6_767 }]);
  });

  it('a payout or deposit that the statement should have shown by its last day, until it does', async () => {
    await at.payByCard('intake', { tenderKind: 'hsa_fsa', amountCents: 10_000 }, '5105105105105100');
    await at.control('payout', {});
    await at.quiet();
    const visit = await postVisit(cascade.desk, ['intake'], { dateOfService: day(0) });
    ok(
      await cascade.desk.post(`/v1/invoices/${visit.invoiceId}/payments`, {
        tenders: [{ type: 'cash', amountCents: 4_321 }],
      }),
    );
    const deposit = ok(
      await cascade.desk.post<{ id: string }>('/v1/bank-deposits', {
        depositedOn: day(-1),
        reference: 'slip 9',
        cashCents: 4_321,
      }),
    );
    expect(await compare()).toMatchObject({ differenceCount: 0 });
    ok(await record(day(9), -1, 'FEE OF A LATER DAY'));
    const { differences } = await compare();
    expect(differences).toMatchObject([
      { kind: 'deposit_not_in_bank', about: deposit.id, ledgerCents: 4_321 },
      { kind: 'payout_not_in_bank', ledgerCents: 9_680 },
    ]);
    ok(await record(day(0), 4_321, 'DEPOSIT SLIP 9'));
    ok(await record(day(1), 9_680, 'STRIPE TRANSFER'));
    expect(await compare()).toMatchObject({ differenceCount: 0 });
  });

  it('is kept, and named only to its own clinic; a period that cannot be is refused', async () => {
    const { id } = await compare({ from: day(-3), to: day(-1) });
    expect(ok(await accountant.get(`/v1/reconciliations/${id}`))).toMatchObject({ id, from: day(-3), to: day(-1) });
    const other = await openDesk(app, potomac.id, 'accountant');
    for (const stranger of [
      await other.get(`/v1/reconciliations/${id}`),
      await accountant.get(`/v1/reconciliations/${randomUUID()}`),
    ])
      expect(stranger).toMatchObject({ status: 404, body: { code: 'reconciliation_unknown' } });
    for (const period of [{ from: day(0), to: day(-1) }, { from: day(-200), to: day(-1) }, { to: day(3) }])
      expect(await accountant.post('/v1/reconciliations', period)).toMatchObject({
        status: 422,
        body: { code: 'period_invalid' },
      });
    await at.control('chaos', { fault: 'server_error', times: 20, path: '/v1/balance_transactions' });
    expect(await accountant.post('/v1/reconciliations', {})).toMatchObject({
      status: 503,
      body: { code: 'processor_unavailable' },
    });
  });
});
