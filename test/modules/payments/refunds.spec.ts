import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, type PostedVisit } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import type { PaymentShown, RefundShown } from './refund-desk';

const HSA_AND_CASH = [
  { type: 'hsa_fsa_card', amountCents: 10_000, reference: 'terminal 0042', card: { brand: 'visa', last4: '4242' } },
  { type: 'cash', amountCents: 12_000 },
];

describe('Refunds at the desk', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let biller: Desk;
  const visitOf = (...codes: string[]) => postVisit(cascade.desk, codes.length > 0 ? codes : ['intake']);
  const pay = async (visit: PostedVisit, tenders: object[], more: object = {}) =>
    ok(await cascade.desk.post<PaymentShown>(`/v1/invoices/${visit.invoiceId}/payments`, { tenders, ...more }));
  const refund = (paymentId: string, body: object = {}, key?: string) =>
    biller.post<RefundShown>(`/v1/payments/${paymentId}/refunds`, { reason: 'requested_by_patient', ...body }, key);
  const payment = async (id: string) => ok(await biller.get<PaymentShown>(`/v1/payments/${id}`));
  const invoice = async ({ invoiceId }: PostedVisit) =>
    ok(await biller.get<{ status: string; balanceCents: number }>(`/v1/invoices/${invoiceId}`));
  const creditOf = async ({ patientId }: PostedVisit) =>
    ok(await biller.get<{ unappliedCreditCents: number }>(`/v1/patients/${patientId}/account`)).unappliedCreditCents;
  const newEntries = async (since: number) => (await journalOf(app, cascade.id)).slice(since);
  const entryCount = async () => (await journalOf(app, cascade.id)).length;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    biller = await openDesk(app, cascade.id, 'biller');
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('go back in proportion to the tenders, and the charge is owed again', async () => {
    const visit = await visitOf();
    const paid = await pay(visit, HSA_AND_CASH);
    const before = await entryCount();
    const given = ok(await refund(paid.id, { amountCents: 5_000, reason: 'courtesy' }));
    expect(given).toMatchObject({ status: 'succeeded', source: 'desk', amountCents: 5_000, approvalId: null });
    expect(given.tenders).toMatchObject([
      { type: 'hsa_fsa_card', amountCents: 2_273, status: 'succeeded', reference: 'terminal 0042' },
      { type: 'cash', amountCents: 2_727, status: 'succeeded', reference: null, effectiveOn: '2026-03-02' },
    ]);
    expect(given.tenders[0]!.lines).toMatchObject([{ from: 'charge', invoiceId: visit.invoiceId, amountCents: 2_273 }]);
    expect((await newEntries(before)).sort()).toEqual([
      ['Dr 1100 2273', 'Cr 1030 2273'],
      ['Dr 1100 2727', 'Cr 1020 2727'],
    ]);
    expect(await invoice(visit)).toMatchObject({ status: 'partly_paid', balanceCents: 5_000 });
    expect(await payment(paid.id)).toMatchObject({
      status: 'partly_refunded',
      refundableCents: 17_000,
      refundable: [{ refundableCents: 7_727 }, { refundableCents: 9_273 }],
      refunds: [{ id: given.id, amountCents: 5_000 }],
    });
    expect(ok(await refund(paid.id)).amountCents).toBe(17_000);
    expect(await payment(paid.id)).toMatchObject({ status: 'refunded', refundableCents: 0 });
    expect(await invoice(visit)).toMatchObject({ status: 'open', balanceCents: 22_000 });
  });

  it('take credit before anything is owed again', async () => {
    const visit = await visitOf();
    const paid = await pay(visit, [{ type: 'cash', amountCents: 27_000 }], { keepExcessAsCredit: true });
    const before = await entryCount();
    ok(await refund(paid.id, { amountCents: 6_000, reason: 'overpayment' }));
    expect(await newEntries(before)).toEqual([['Dr 2000 5000', 'Dr 1100 1000', 'Cr 1020 6000']]);
    expect(await creditOf(visit)).toBe(0);
  });

  it('never exceed what remains, in all and on each tender, and a refusal stores nothing', async () => {
    const paid = await pay(await visitOf(), HSA_AND_CASH);
    const [hsa, cash] = paid.tenders;
    const before = await app.database.query('SELECT count(*)::int AS n FROM refunds');
    expect(await refund(paid.id, { amountCents: 22_001 })).toMatchObject({
      status: 422,
      body: { code: 'refund_exceeds_remaining', maximumCents: 22_000 },
    });
    expect(await refund(paid.id, { tenders: [{ tenderId: cash!.id, amountCents: 12_001 }] })).toMatchObject({
      status: 422,
      body: {
        code: 'refund_exceeds_remaining',
        tenders: [
          { tenderId: hsa!.id, maximumCents: 10_000 },
          { tenderId: cash!.id, maximumCents: 12_000 },
        ],
        errors: [{ pointer: '/tenders/0/amountCents' }],
      },
    });
    expect(await refund(paid.id, { tenders: [{ tenderId: randomUUID(), amountCents: 1 }] })).toMatchObject({
      status: 404,
      body: { code: 'tender_unknown' },
    });
    expect(await refund(paid.id, { amountCents: 2, tenders: [{ tenderId: cash!.id, amountCents: 1 }] })).toMatchObject({
      status: 422,
      body: { code: 'refund_amounts_differ' },
    });
    expect((await refund(paid.id, { reason: 'because' })).status).toBe(400);
    expect((await refund(paid.id, { amountCents: 0 })).status).toBe(400);
    expect(await app.database.query('SELECT count(*)::int AS n FROM refunds')).toEqual(before);
  });

  it('by check come out of the bank, by Venmo out of Venmo, with their own reference', async () => {
    const paid = await pay(await visitOf(), [
      { type: 'check', amountCents: 10_000, reference: '1024' },
      { type: 'venmo', amountCents: 12_000, reference: 'V-1' },
    ]);
    const before = await entryCount();
    const [check, venmo] = paid.tenders;
    const given = ok(
      await refund(paid.id, {
        tenders: [
          { tenderId: check!.id, amountCents: 1_000, reference: 'our check 77' },
          { tenderId: venmo!.id, amountCents: 2_000, reference: 'V-2' },
        ],
      }),
    );
    expect(given.tenders.map(({ reference }) => reference)).toEqual(['our check 77', 'V-2']);
    expect((await newEntries(before)).sort()).toEqual([
      ['Dr 1100 1000', 'Cr 1000 1000'],
      ['Dr 1100 2000', 'Cr 1035 2000'],
    ]);
  });

  it('of spent credit restore it, and its own payment can then be refunded', async () => {
    const first = await visitOf();
    const source = await pay(first, [{ type: 'cash', amountCents: 27_000 }], { keepExcessAsCredit: true });
    const { patientId } = first;
    const second = await postVisit(cascade.desk, ['intake'], { patientId });
    const spent = await pay(second, [{ type: 'unapplied_credit', amountCents: 5_000 }]);
    const before = await entryCount();
    ok(await refund(spent.id, { amountCents: 2_000 }));
    expect(await newEntries(before)).toEqual([['Dr 1100 2000', 'Cr 2000 2000']]);
    expect(await creditOf(first)).toBe(2_000);
    // All of the cash back: the credit, the charge it paid, then what the spent credit paid.
    ok(await refund(source.id));
    expect(await newEntries(before + 1)).toEqual([['Dr 2000 2000', 'Dr 1100 22000', 'Dr 1100 3000', 'Cr 1020 27000']]);
    expect((await invoice(second)).balanceCents).toBe(22_000);
    expect(await refund(spent.id)).toMatchObject({ status: 422, body: { code: 'refund_exceeds_remaining' } });
  });

  it('are listed by patient and status, and are not there for another clinic or role', async () => {
    const visit = await visitOf();
    const paid = await pay(visit, HSA_AND_CASH);
    const given = ok(await refund(paid.id, { amountCents: 100 }));
    const list = async (query: string) => ok(await biller.get<{ data: { id: string }[] }>(`/v1/refunds?${query}`)).data;
    expect(await list(`patientId=${visit.patientId}&status=succeeded`)).toMatchObject([{ id: given.id }]);
    expect(await list(`patientId=${visit.patientId}&status=pending`)).toEqual([]);
    expect(ok(await biller.get(`/v1/refunds/${given.id}`))).toEqual(given);
    expect((await payment(paid.id)).refunds).toEqual([given]);
    expect(await potomac.desk.get(`/v1/refunds/${given.id}`)).toMatchObject({
      status: 404,
      body: { code: 'refund_unknown' },
    });
    const foreign = await openDesk(app, potomac.id, 'biller');
    expect(await foreign.post(`/v1/payments/${paid.id}/refunds`, { reason: 'other' })).toMatchObject({
      status: 404,
      body: { code: 'payment_unknown' },
    });
    expect((await cascade.desk.post(`/v1/payments/${paid.id}/refunds`, { reason: 'other' })).status).toBe(403);
  });

  it('asked for twice with one key are made once, and the key is good for nothing else', async () => {
    const paid = await pay(await visitOf(), HSA_AND_CASH);
    const key = randomUUID();
    const first = await refund(paid.id, { amountCents: 100 }, key);
    const again = await refund(paid.id, { amountCents: 100 }, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((await refund(paid.id, { amountCents: 200 }, key)).body.code).toBe('idempotency_key_reused');
    // As after a crash before the answer was stored: the stored refund is found, not made again.
    await app.database.query('DELETE FROM idempotency_keys WHERE key = $1', [key]);
    expect((await refund(paid.id, { amountCents: 100 }, key)).body.id).toBe(first.body.id);
    expect((await refund(paid.id, { amountCents: 200 }, key)).body.code).toBe('idempotency_key_reused');
    expect((await payment(paid.id)).refundableCents).toBe(21_900);
  });

  it('of a payment the bank disputes are refused', async () => {
    const paid = await pay(await visitOf(), HSA_AND_CASH);
    await app.database.query(`UPDATE payments SET state = 'disputed' WHERE id = $1`, [paid.id]);
    expect(await refund(paid.id, { amountCents: 100 })).toMatchObject({
      status: 409,
      body: { code: 'payment_disputed' },
    });
    await app.database.query(`UPDATE payments SET state = 'declined' WHERE id = $1`, [paid.id]);
    expect((await refund(paid.id, { amountCents: 100 })).body.code).toBe('payment_state_conflict');
  });

  it('100 at once never give back more than was taken', async () => {
    const paid = await pay(await visitOf(), HSA_AND_CASH);
    const answers = await Promise.all(Array.from({ length: 100 }, () => refund(paid.id, { amountCents: 3_000 })));
    const count = (code: unknown) => answers.filter(({ body }) => body.code === code).length;
    // On a busy machine some are turned away before they begin; nobody is told anything else.
    expect(count(undefined) + count('refund_exceeds_remaining') + count('service_unavailable')).toBe(100);
    while ((await refund(paid.id, { amountCents: 3_000 })).status === 201);
    expect(await payment(paid.id)).toMatchObject({ status: 'partly_refunded', refundableCents: 1_000 });
  });

  it('are capped by the database itself', async () => {
    const paid = await pay(await visitOf(), HSA_AND_CASH);
    await expect(
      app.database.query('UPDATE payment_tenders SET refunded_cents = amount_cents + 1 WHERE payment_id = $1', [
        paid.id,
      ]),
    ).rejects.toMatchObject({ constraint: 'ck_payment_tenders_refunded_cents' });
  });
});
