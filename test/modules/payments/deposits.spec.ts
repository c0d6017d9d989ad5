import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';

interface Deposit {
  id: string;
  code?: string;
  purpose: string;
  status: string;
  amountCents: number;
  heldCents: number;
  refundedCents: number;
}
interface Applied {
  code?: string;
  maximumCents?: number;
  appliedCents: number;
  releasedCents: number;
  leftCents: number;
  payments: { paymentId: string; invoiceId: string; amountCents: number }[];
}

describe('Money taken before any charge', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  const CASH = (amountCents: number) => ({ tenders: [{ type: 'cash', amountCents }] });
  const deposit = (patientId: string, body: object) => desk.post<Deposit>(`/v1/patients/${patientId}/deposits`, body);
  const apply = (patientId: string, body: object = {}) =>
    desk.post<Applied>(`/v1/patients/${patientId}/credits/apply`, body);
  const account = async (patientId: string) =>
    ok(
      await desk.get<{
        patientOwesCents: number;
        unappliedCreditCents: number;
        depositCents: number;
        held: { paymentId: string; kind: string; amountCents: number; paidOn: string }[];
      }>(`/v1/patients/${patientId}/account`),
    );
  const since = async (count: number) => (await journalOf(app, cascade.id)).slice(count);
  const count = async () => (await journalOf(app, cascade.id)).length;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
  });
  beforeEach(() => clock.advance({ minutes: 1 }));
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('is a liability by what it is for, shown on the account by where it came from', async () => {
    const { id: patientId } = await registerPatient(desk);
    const before = await count();
    const first = ok(await deposit(patientId, CASH(10_000)));
    clock.advance({ minutes: 1 });
    const second = ok(
      await deposit(patientId, {
        purpose: 'prepayment',
        tenders: [{ type: 'venmo', amountCents: 5_000, reference: 'V-9', feeCents: 105 }],
      }),
    );
    expect(first).toMatchObject({ purpose: 'deposit', status: 'succeeded', amountCents: 10_000, heldCents: 10_000 });
    expect((await since(before)).sort()).toEqual([
      ['Dr 1020 10000', 'Cr 2100 10000'],
      ['Dr 1035 5000', 'Cr 2150 5000'],
      ['Dr 6000 105', 'Cr 1035 105'],
    ]);
    expect(await account(patientId)).toMatchObject({
      depositCents: 10_000,
      unappliedCreditCents: 5_000,
      held: [
        { paymentId: first.id, kind: 'deposit', amountCents: 10_000, paidOn: '2026-03-02' },
        { paymentId: second.id, kind: 'prepayment', amountCents: 5_000 },
      ],
    });
    const list = ok(await desk.get<{ data: Deposit[] }>(`/v1/patients/${patientId}/deposits`));
    expect(list.data).toEqual([second, first]);
    expect((await desk.get(`/v1/payments/${first.id}/receipt.pdf`)).status).toBe(200);
  });

  it.each([
    ['HSA or FSA money', 'hsa_fsa_not_eligible', { type: 'hsa_fsa_card', amountCents: 100, reference: 'terminal 1' }],
    ['a saved card', 'tender_not_offered', { type: 'card_on_file', amountCents: 100, reference: 'terminal 1' }],
    ['credit', 'tender_not_offered', { type: 'unapplied_credit', amountCents: 100 }],
    ['Venmo without its reference', 'tender_reference_required', { type: 'venmo', amountCents: 100 }],
  ])('is not taken as %s', async (_what, code, tender) => {
    const { id } = await registerPatient(desk);
    const before = await count();
    expect(await deposit(id, { tenders: [tender] })).toMatchObject({ status: 422, body: { code } });
    expect(await count()).toBe(before);
  });

  it('is neither taken nor shown for another clinic’s patient', async () => {
    const { id } = await registerPatient(potomac.desk);
    expect((await deposit(id, CASH(100))).body.code).toBe('patient_unknown');
    expect((await desk.get(`/v1/patients/${id}/deposits`)).body['code']).toBe('patient_unknown');
    expect((await apply(id)).body.code).toBe('patient_unknown');
  });

  it('pays what is owed, a prepayment first, the oldest care first, each invoice by a payment of its own', async () => {
    const { id: patientId } = await registerPatient(desk);
    ok(await deposit(patientId, CASH(10_000)));
    ok(await deposit(patientId, { ...CASH(15_000), purpose: 'prepayment' }));
    const newer = await postVisit(desk, ['integration'], { patientId });
    const older = await postVisit(desk, ['integration'], { patientId, dateOfService: '2026-02-20' });
    const before = await count();
    const applied = ok(await apply(patientId));
    expect(applied).toMatchObject({ appliedCents: 25_000, releasedCents: 0, leftCents: 0 });
    expect(applied.payments).toMatchObject([
      { invoiceId: older.invoiceId, amountCents: 17_000 },
      { invoiceId: newer.invoiceId, amountCents: 8_000 },
    ]);
    expect((await since(before)).sort()).toEqual([
      ['Dr 2100 8000', 'Cr 1100 8000'],
      ['Dr 2150 15000', 'Dr 2100 2000', 'Cr 1100 17000'],
    ]);
    expect(ok(await desk.get(`/v1/payments/${applied.payments[0]!.paymentId}`))).toMatchObject({
      tenders: [{ type: 'unapplied_credit', amountCents: 17_000 }],
      balanceCents: 0,
    });
    expect(await account(patientId)).toMatchObject({ patientOwesCents: 9_000, held: [] });
  });

  it('pays as much as is asked for, and refuses more than is held or owed', async () => {
    const { id: patientId } = await registerPatient(desk);
    ok(await deposit(patientId, CASH(20_000)));
    expect(await apply(patientId)).toMatchObject({ status: 422, body: { code: 'credit_nothing_to_apply' } });
    const { invoiceId } = await postVisit(desk, ['integration'], { patientId });
    const before = await count();
    expect(await apply(patientId, { amountCents: 17_001 })).toMatchObject({
      status: 422,
      body: { code: 'amount_exceeds_balance', maximumCents: 17_000 },
    });
    expect(await count()).toBe(before);
    expect(ok(await apply(patientId, { invoiceId, amountCents: 5_000 }))).toMatchObject({ leftCents: 15_000 });
    expect(ok(await apply(patientId, { invoiceId }))).toMatchObject({ appliedCents: 12_000, leftCents: 3_000 });
    expect((await apply(patientId, { invoiceId })).body.code).toBe('invoice_closed');
    const stranger = await postVisit(desk, ['integration']);
    expect((await apply(patientId, { invoiceId: stranger.invoiceId })).body.code).toBe('invoice_unknown');
  });

  it('leaves an invoice alone that a payment is under way for', async () => {
    const { id: patientId } = await registerPatient(desk);
    ok(await deposit(patientId, CASH(20_000)));
    const [busy, free] = [
      await postVisit(desk, ['integration'], { patientId, dateOfService: '2026-02-20' }),
      await postVisit(desk, ['integration'], { patientId }),
    ];
    await app.database.query(
      `INSERT INTO payments (clinic_id, id, patient_id, invoice_id, state, source, amount_cents, effective_on, receipt_id, taken_by_kind, taken_by_id, taken_at)
       VALUES ($1, gen_random_uuid(), $2, $3, 'unknown', 'checkout', 100, '2026-03-02', gen_random_uuid(), 'system', 'test', now())`,
      [cascade.id, patientId, busy.invoiceId],
    );
    expect(await apply(patientId, { invoiceId: busy.invoiceId })).toMatchObject({
      status: 409,
      body: { code: 'payment_in_progress' },
    });
    expect(ok(await apply(patientId)).payments).toMatchObject([{ invoiceId: free.invoiceId }]);
  });

  it('at two desks at once is never spent twice', async () => {
    const { id: patientId } = await registerPatient(desk);
    ok(await deposit(patientId, { ...CASH(20_000), purpose: 'prepayment' }));
    const { invoiceId } = await postVisit(desk, ['intake'], { patientId });
    const other = await postVisit(desk, ['intake'], { patientId });
    const pay = desk.post(`/v1/invoices/${other.invoiceId}/payments`, {
      tenders: [{ type: 'unapplied_credit', amountCents: 20_000 }],
    });
    const answers = await Promise.all([apply(patientId, { invoiceId, amountCents: 20_000 }), pay]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(await account(patientId)).toMatchObject({ patientOwesCents: 24_000, unappliedCreditCents: 0 });
  });

  it('is given back by refunding its payment, as far as it was not used', async () => {
    const biller = await openDesk(app, cascade.id, 'biller');
    const { id: patientId } = await registerPatient(desk);
    const taken = ok(await deposit(patientId, CASH(20_000)));
    const { invoiceId } = await postVisit(desk, ['integration'], { patientId });
    ok(await apply(patientId, { invoiceId }));
    const before = await count();
    const reason = 'deposit_returned';
    ok(await biller.post(`/v1/payments/${taken.id}/refunds`, { amountCents: 3_000, reason }));
    expect(await since(before)).toEqual([['Dr 2100 3000', 'Cr 1020 3000']]);
    expect(ok(await desk.get<{ data: Deposit[] }>(`/v1/patients/${patientId}/deposits`)).data).toMatchObject([
      { status: 'partly_refunded', heldCents: 0, refundedCents: 3_000 },
    ]);
    // The rest has paid care: giving it back too is a decision, and the care is owed again.
    ok(await biller.post(`/v1/payments/${taken.id}/refunds`, { reason }));
    expect((await since(before)).at(-1)).toEqual(['Dr 1100 17000', 'Cr 1020 17000']);
  });

  it('entered in error is voided', async () => {
    const { id: patientId } = await registerPatient(desk);
    const taken = ok(await deposit(patientId, CASH(20_000)));
    ok(await desk.post(`/v1/payments/${taken.id}/void`, { reason: 'Wrong patient' }));
    expect(await account(patientId)).toMatchObject({ depositCents: 0, held: [] });
  });
});
