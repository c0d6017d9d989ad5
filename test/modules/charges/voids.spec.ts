import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { type Biller, openBiller, postInsuredVisit } from './support/biller';

interface Visit {
  status: string;
  invoiceId: string | null;
  charges: { id: string; voidedAt: string | null; openCents: number }[];
}

describe('What was charged in error', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let at: Biller;
  let desk: Desk;
  const visitOf = async (id: string, by = desk) => ok(await by.get<Visit>(`/v1/visits/${id}`));
  const owes = async (patientId: string) =>
    ok(await desk.get<{ patientOwesCents: number }>(`/v1/patients/${patientId}/account`)).patientOwesCents;
  const entriesSince = async (before: number) => (await journalOf(app, cascade.id)).slice(before);
  const entries = async () => (await journalOf(app, cascade.id)).length;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    at = await openBiller(app, cascade);
    desk = cascade.desk;
  });
  beforeEach(() => clock.advance({ minutes: 1 }));
  afterEach(async () => {
    await expectLedgerTies(app, cascade.id);
    await expectLedgerTies(app, potomac.id);
  });
  afterAll(() => app.close());

  it('is voided by new entries, stays readable, and can be posted again correctly', async () => {
    const wrong = await postVisit(desk, ['intake', 'integration']);
    const before = await entries();
    const voided = ok(await at.voidInvoice(wrong.invoiceId));
    expect(voided).toMatchObject({ status: 'void', balanceCents: 0, paidCents: 0, totalCents: 39_000 });
    expect(voided.voidedAt).toBe('2026-03-02T20:01:00.000Z');
    expect((await entriesSince(before)).sort()).toEqual([
      ['Cr 1100 17000', 'Dr 4020 17000'],
      ['Cr 1100 22000', 'Dr 4000 22000'],
    ]);
    expect(await app.database.query('SELECT 1 FROM journal_entries WHERE reverses_id IS NOT NULL')).toHaveLength(2);
    expect(await visitOf(wrong.id)).toMatchObject({
      status: 'void',
      charges: [
        { voidedAt: voided.voidedAt, openCents: 0 },
        { voidedAt: voided.voidedAt, openCents: 0 },
      ],
    });
    expect(await owes(wrong.patientId)).toBe(0);
    const right = await postVisit(desk, ['integration'], { patientId: wrong.patientId });
    expect(await owes(wrong.patientId)).toBe(17_000);
    expect(await visitOf(right.id)).toMatchObject({ status: 'posted' });
    ok(await at.payCash(right.invoiceId, 17_000).then((body) => ({ status: 201, body, headers: {} })));
  });

  it('is voided once, and sent twice with one key is answered as the first time', async () => {
    const { invoiceId } = await postVisit(desk, ['intake']);
    const key = randomUUID();
    const first = ok(await at.voidInvoice(invoiceId, key));
    await app.database.query('DELETE FROM idempotency_keys WHERE key = $1', [key]);
    expect(ok(await at.voidInvoice(invoiceId, key))).toEqual(first);
    const again = await at.voidInvoice(invoiceId);
    expect([again.status, again.body.code]).toEqual([409, 'invoice_already_void']);
  });

  it('with its sliding-scale discount is undone whole', async () => {
    const line = { serviceCode: 'group-im', householdSize: 1, householdIncomeCents: 3_000_000 };
    const { invoiceId, patientId } = await postVisit(desk, [], { lines: [line] });
    const before = await entries();
    expect(ok(await at.voidInvoice(invoiceId))).toMatchObject({ status: 'void', totalCents: 18_000 });
    expect((await entriesSince(before)).sort()).toEqual([
      ['Cr 1100 22000', 'Dr 4030 22000'],
      ['Cr 4910 4000', 'Dr 1100 4000'],
    ]);
    expect(await owes(patientId)).toBe(0);
  });

  it('is not voided once something was paid: the answer says how much, by which payments, and what to do', async () => {
    const { invoiceId } = await postVisit(desk, ['intake']);
    const payment = await at.payCash(invoiceId, 5_000);
    const refused = await at.voidInvoice(invoiceId);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'invoice_has_payments', paidCents: 5_000, paymentIds: [payment.id] },
    });
    expect(await at.invoice(invoiceId)).toMatchObject({ status: 'partly_paid', balanceCents: 17_000 });
  });

  it('can be lowered instead of voided, to what it should have been: a price typed wrong', async () => {
    const { invoiceId, patientId } = await postVisit(desk, ['intake']);
    await at.payCash(invoiceId, 22_000);
    const chargeId = await at.firstCharge(invoiceId);
    const before = await entries();
    ok(await at.adjust(chargeId, { type: 'error_correction', amountCents: 2_000 }));
    expect((await entriesSince(before)).sort()).toEqual([
      ['Dr 1100 2000', 'Cr 2000 2000'],
      ['Dr 4000 2000', 'Cr 1100 2000'],
    ]);
    expect(await at.creditOf(patientId)).toBe(2_000);
  });

  it('is paid or voided, never both, when two desks are at it at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { invoiceId } = await postVisit(desk, ['intake']);
      const [voided, paid] = await Promise.all([
        at.voidInvoice(invoiceId),
        desk.post(`/v1/invoices/${invoiceId}/payments`, { tenders: [{ type: 'cash', amountCents: 22_000 }] }),
      ]);
      expect([voided.status, paid.status].filter((status) => status < 300)).toHaveLength(1);
      expect(['void', 'paid']).toContain((await at.invoice(invoiceId)).status);
    }
  });

  it('takes no payment, adjustment, write-off or superbill any more', async () => {
    const visit = await postVisit(desk, ['intake']);
    const chargeId = await at.firstCharge(visit.invoiceId);
    const waiting = ok(await at.courtesy(chargeId, 20_000));
    ok(await at.voidInvoice(visit.invoiceId));
    const pay = await desk.post(`/v1/invoices/${visit.invoiceId}/payments`, {
      tenders: [{ type: 'cash', amountCents: 1 }],
    });
    const superbill = await desk.post('/v1/superbills', { patientId: visit.patientId, visitIds: [visit.id] });
    const late = await at.decide(waiting.approvalId);
    expect([
      pay.body['code'],
      superbill.body['code'],
      (await at.courtesy(chargeId, 1)).body.code,
      (await at.writeOff(visit.invoiceId)).body.code,
      late.body.code,
    ]).toEqual(['invoice_closed', 'superbill_nothing_to_bill', 'charge_void', 'charge_void', 'charge_void']);
  });

  it('does not exist for another clinic, and is not the front desk’s to void', async () => {
    const visit = await postVisit(desk, ['intake']);
    const stranger = await openBiller(app, potomac);
    for (const answer of [await stranger.voidInvoice(visit.invoiceId), await at.voidInvoice(randomUUID())])
      expect([answer.status, answer.body.code]).toEqual([404, 'invoice_unknown']);
    const foreign = await stranger.biller.post(`/v1/visits/${visit.id}/void`, { reason: 'x' });
    expect([foreign.status, foreign.body['code']]).toEqual([404, 'visit_unknown']);
    expect((await desk.post(`/v1/invoices/${visit.invoiceId}/void`, { reason: 'x' })).status).toBe(403);
  });

  it('to insurance and the patient at once is voided as a visit, and the authorization gets its units back', async () => {
    const biller = await openBiller(app, potomac);
    const visit = await postInsuredVisit(biller, potomac.desk, 'intake');
    const unitsRemaining = async () =>
      ok(
        await biller.biller.get<{ data: { id: string; unitsRemaining: number }[] }>(
          `/v1/patients/${visit.patientId}/authorizations`,
        ),
      ).data.find(({ id }) => id === visit.authorizationId)!.unitsRemaining;
    expect(await unitsRemaining()).toBe(11);
    ok(await biller.voidInvoice(visit.invoiceId!));
    expect(await visitOf(visit.id, potomac.desk)).toMatchObject({ status: 'posted' });
    expect(await unitsRemaining()).toBe(11);
    const key = randomUUID();
    const voidVisit = (with_ = randomUUID()) =>
      biller.biller.post<Visit & { code?: string }>(`/v1/visits/${visit.id}/void`, { reason: 'Wrong patient' }, with_);
    const voided = ok(await voidVisit(key));
    expect(voided.status).toBe('void');
    expect(voided.charges.map(({ openCents }) => openCents)).toEqual([0, 0]);
    expect(await unitsRemaining()).toBe(12);
    await app.database.query('DELETE FROM idempotency_keys WHERE key = $1', [key]);
    expect(ok(await voidVisit(key))).toEqual(voided);
    expect((await voidVisit()).body.code).toBe('visit_already_void');
    const right = await registerPatient(potomac.desk);
    ok(await potomac.desk.get(`/v1/patients/${right.id}`));
  });
});
