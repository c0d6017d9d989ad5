import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';

interface Payment {
  id: string;
  status: string;
  changeDueCents: number;
  balanceCents: number;
  unappliedCents: number;
  receiptId: string;
  effectiveOn: string;
}

const cash = (amountCents: number, more: object = {}) => ({ tenders: [{ type: 'cash', amountCents, ...more }] });

describe('Taking money at the desk', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  const pay = (invoiceId: string, body: unknown, key?: string | null) =>
    desk.post<Payment>(`/v1/invoices/${invoiceId}/payments`, body, key);
  const invoice = async (id: string) =>
    ok(await desk.get<{ balanceCents: number; status: string; paidCents: number }>(`/v1/invoices/${id}`));
  const counts = () =>
    app.database.query(
      'SELECT (SELECT count(*) FROM payments)::int AS payments, (SELECT count(*) FROM journal_entries)::int AS entries',
    );

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-03-02T20:00:00Z') });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('gives change for cash and closes the invoice', async () => {
    const visit = await postVisit(desk, ['intake']);
    const paid = ok(await pay(visit.invoiceId, cash(22_000, { tenderedCents: 25_000 })));
    expect(paid).toMatchObject({
      status: 'succeeded',
      changeDueCents: 3_000,
      balanceCents: 0,
      effectiveOn: '2026-03-02',
    });
    expect(await invoice(visit.invoiceId)).toMatchObject({ status: 'paid', balanceCents: 0, paidCents: 22_000 });
    expect((await pay(visit.invoiceId, cash(1))).body).toMatchObject({ code: 'invoice_closed' });
  });

  it('reads a payment back exactly as it was answered', async () => {
    const visit = await postVisit(desk, ['intake']);
    const paid = ok(
      await pay(visit.invoiceId, {
        tenders: [
          {
            type: 'hsa_fsa_card',
            amountCents: 10_000,
            reference: 'terminal 0042',
            card: { brand: 'visa', last4: '4242' },
          },
          { type: 'cash', amountCents: 12_000 },
        ],
      }),
    );
    expect(ok(await desk.get(`/v1/payments/${paid.id}`))).toMatchObject(paid);
    const list = ok(
      await desk.get<{ data: Payment[] }>('/v1/payments?tender=hsa_fsa_card&from=2026-03-02&to=2026-03-02'),
    );
    expect(list.data.map((payment) => payment.id)).toContain(paid.id);
  });

  it('takes a split of every tender in one act', async () => {
    const visit = await postVisit(desk, ['intake', 'experiential-im', 'integration']);
    const tenders = [
      { type: 'hsa_fsa_card', amountCents: 30_000, reference: 'term-1' },
      { type: 'check', amountCents: 20_000, reference: '1042' },
      { type: 'venmo', amountCents: 10_000, reference: randomUUID(), feeCents: 200 },
      { type: 'external_card', amountCents: 30_000, reference: 'term-2' },
      { type: 'cash', amountCents: 4_000 },
    ];
    expect(ok(await pay(visit.invoiceId, { tenders }))).toMatchObject({ balanceCents: 0, amountCents: 94_000 });
  });

  it('keeps what is over the balance as credit only when asked, and spends it later', async () => {
    const visit = await postVisit(desk, ['intake']);
    const refused = await pay(visit.invoiceId, cash(25_000));
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'amount_exceeds_balance', maximumCents: 22_000, errors: [{ pointer: '/tenders/0/amountCents' }] },
    });
    expect(ok(await pay(visit.invoiceId, { ...cash(25_000), keepExcessAsCredit: true }))).toMatchObject({
      unappliedCents: 3_000,
      balanceCents: 0,
    });
    const account = () => desk.get(`/v1/patients/${visit.patientId}/account`);
    expect(ok(await account())).toMatchObject({ patientOwesCents: 0, unappliedCreditCents: 3_000, openInvoices: [] });
    const next = await postVisit(desk, ['integration'], { patientId: visit.patientId });
    expect(
      (await pay(next.invoiceId, { tenders: [{ type: 'unapplied_credit', amountCents: 3_001 }] })).body,
    ).toMatchObject({ code: 'amount_exceeds_balance', maximumCents: 3_000 });
    ok(
      await pay(next.invoiceId, {
        tenders: [
          { type: 'unapplied_credit', amountCents: 3_000 },
          { type: 'cash', amountCents: 14_000 },
        ],
      }),
    );
    expect(ok(await account())).toMatchObject({ patientOwesCents: 0, unappliedCreditCents: 0 });
  });

  it('lets HSA money pay only what is eligible, and says how much that is', async () => {
    const visit = await postVisit(desk, ['intake', 'no-show-fee']);
    const { hsaFsaEligibleCents, balanceCents } = ok(
      await desk.get<{ hsaFsaEligibleCents: number; balanceCents: number }>(`/v1/invoices/${visit.invoiceId}`),
    );
    expect(hsaFsaEligibleCents).toBe(22_000);
    const refused = await pay(visit.invoiceId, {
      tenders: [{ type: 'hsa_fsa_card', amountCents: balanceCents, reference: 't' }],
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'hsa_fsa_not_eligible', eligibleCents: 22_000 } });
    ok(
      await pay(visit.invoiceId, {
        tenders: [
          { type: 'cash', amountCents: balanceCents - 22_000 },
          { type: 'hsa_fsa_card', amountCents: 22_000, reference: 't' },
        ],
      }),
    );
  });

  it.each([
    [
      'a check without its number',
      { type: 'check', amountCents: 1 },
      422,
      'tender_reference_required',
      '/tenders/0/reference',
    ],
    [
      'Venmo without its transaction',
      { type: 'venmo', amountCents: 1 },
      422,
      'tender_reference_required',
      '/tenders/0/reference',
    ],
    [
      'cash with a reference',
      { type: 'cash', amountCents: 1, reference: 'x' },
      422,
      'tender_field_not_allowed',
      '/tenders/0/reference',
    ],
    [
      'less cash than the amount',
      { type: 'cash', amountCents: 100, tenderedCents: 99 },
      422,
      'cash_tendered_too_low',
      '/tenders/0/tenderedCents',
    ],
    [
      'a saved card there is none of',
      { type: 'card_on_file', amountCents: 100, paymentMethodId: randomUUID() },
      404,
      'payment_method_unknown',
      '/tenders/0/paymentMethodId',
    ],
    ['nothing', { type: 'cash', amountCents: 0 }, 400, 'validation_failed', '/tenders/0/amountCents'],
    ['a negative amount', { type: 'cash', amountCents: -5 }, 400, 'validation_failed', '/tenders/0/amountCents'],
    ['half a cent', { type: 'cash', amountCents: 1.5 }, 400, 'validation_failed', '/tenders/0/amountCents'],
    ['an amount in text', { type: 'cash', amountCents: '100' }, 400, 'validation_failed', '/tenders/0/amountCents'],
    ['a huge amount', { type: 'cash', amountCents: 9e15 }, 400, 'validation_failed', '/tenders/0/amountCents'],
    ['an unknown tender', { type: 'bitcoin', amountCents: 1 }, 400, 'validation_failed', '/tenders/0/type'],
    [
      'an unknown field',
      { type: 'cash', amountCents: 1, isAdmin: true },
      400,
      'validation_failed',
      '/tenders/0/isAdmin',
    ],
  ])('refuses %s with a code and a pointer, and stores nothing', async (_what, tender, status, code, pointer) => {
    const visit = await postVisit(desk, ['intake']);
    const before = await counts();
    const refused = await pay(visit.invoiceId, { tenders: [tender] });
    expect(refused).toMatchObject({ status, body: { code, errors: [expect.objectContaining({ pointer })] } });
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(await counts()).toEqual(before);
  });

  it('records a Venmo transaction once, whoever types it', async () => {
    const reference = `VEN-${randomUUID()}`;
    const [first, second] = [await postVisit(desk, ['intake']), await postVisit(desk, ['intake'])];
    ok(await pay(first.invoiceId, { tenders: [{ type: 'venmo', amountCents: 100, reference }] }));
    const refused = await pay(second.invoiceId, {
      tenders: [{ type: 'venmo', amountCents: 100, reference: ` ${reference.toLowerCase()} ` }],
    });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'tender_reference_taken', errors: [{ pointer: '/tenders/0/reference' }] },
    });
    expect(await invoice(second.invoiceId)).toMatchObject({ balanceCents: 22_000 });
  });

  it('answers a foreign invoice like one that does not exist', async () => {
    const visit = await postVisit(desk, ['intake']);
    const foreign = await potomac.desk.post(`/v1/invoices/${visit.invoiceId}/payments`, cash(1));
    const absent = await potomac.desk.post(`/v1/invoices/${randomUUID()}/payments`, cash(1));
    const nonsense = await potomac.desk.post(`/v1/invoices/nonsense/payments`, cash(1));
    const shape = ({ status, body }: typeof foreign) => ({ status, code: body['code'] });
    expect(shape(foreign)).toEqual({ status: 404, code: 'invoice_unknown' });
    expect(shape(absent)).toEqual(shape(foreign));
    expect(nonsense.status).toBe(404);
  });

  it('lets the front desk take money and an accountant only look', async () => {
    const visit = await postVisit(desk, ['intake']);
    const books = await openDesk(app, cascade.id, 'accountant');
    expect((await books.post(`/v1/invoices/${visit.invoiceId}/payments`, cash(1))).body).toMatchObject({
      code: 'forbidden',
    });
    expect((await books.get(`/v1/ledger/trial-balance`)).status).toBe(200);
  });
});
