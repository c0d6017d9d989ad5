import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, type PostedVisit } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import type { PaymentShown } from './refund-desk';

describe('Voiding a payment', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  const pay = async (visit: PostedVisit, tenders: object[], more: object = {}) =>
    ok(await desk.post<PaymentShown>(`/v1/invoices/${visit.invoiceId}/payments`, { tenders, ...more }));
  const revoke = (id: string, body: object = { reason: 'Wrong patient' }) =>
    desk.post<PaymentShown & { voided: object }>(`/v1/payments/${id}/void`, body);
  const invoice = async ({ invoiceId }: PostedVisit) =>
    ok(await desk.get<{ status: string; balanceCents: number }>(`/v1/invoices/${invoiceId}`));

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
  });
  beforeEach(() => clock.set('2026-03-02T20:00:00Z'));
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('reverses every entry of it, and what it paid is owed again', async () => {
    const visit = await postVisit(desk, ['intake']);
    const paid = await pay(
      visit,
      [
        { type: 'venmo', amountCents: 18_000, reference: 'V-100', feeCents: 352 },
        { type: 'cash', amountCents: 9_000 },
      ],
      { keepExcessAsCredit: true },
    );
    const before = (await journalOf(app, cascade.id)).length;
    const voided = ok(await revoke(paid.id));
    expect(voided).toMatchObject({ status: 'voided', refundableCents: 0, voided: { reason: 'Wrong patient' } });
    expect((await journalOf(app, cascade.id)).slice(before).sort()).toEqual([
      ['Cr 1020 9000', 'Dr 1100 4000', 'Dr 2000 5000'],
      ['Cr 1035 18000', 'Dr 1100 18000'],
      ['Cr 6000 352', 'Dr 1035 352'],
    ]);
    expect(await invoice(visit)).toMatchObject({ status: 'open', balanceCents: 22_000 });
    const again = ok(await revoke(paid.id));
    expect(again).toEqual(voided);
    expect((await journalOf(app, cascade.id)).length).toBe(before + 3);
  });

  it('frees its Venmo reference for the right patient', async () => {
    const [wrong, right] = [await postVisit(desk, ['intake']), await postVisit(desk, ['intake'])];
    const tenders = [{ type: 'venmo', amountCents: 22_000, reference: 'V-200' }];
    const paid = await pay(wrong, tenders);
    const taken = await desk.post(`/v1/invoices/${right.invoiceId}/payments`, { tenders });
    expect(taken.body['code']).toBe('tender_reference_taken');
    ok(await revoke(paid.id));
    await pay(right, tenders);
    expect(await invoice(right)).toMatchObject({ status: 'paid' });
  });

  it('gives spent credit back to where it came from', async () => {
    const first = await postVisit(desk, ['intake']);
    await pay(first, [{ type: 'cash', amountCents: 27_000 }], { keepExcessAsCredit: true });
    const second = await postVisit(desk, ['intake'], { patientId: first.patientId });
    const spent = await pay(second, [{ type: 'unapplied_credit', amountCents: 5_000 }]);
    ok(await revoke(spent.id));
    expect(ok(await desk.get(`/v1/patients/${first.patientId}/account`))).toMatchObject({
      unappliedCreditCents: 5_000,
      patientOwesCents: 22_000,
    });
  });

  const cash = [{ type: 'cash', amountCents: 22_000 }];
  it.each<[string, string, (id: string, visit: PostedVisit) => Promise<unknown>]>([
    ['of yesterday', 'day_over', async () => clock.advance({ hours: 24 })],
    [
      'of a day that is closed',
      'day_over',
      () =>
        app.database.query(`UPDATE ledger_books SET closed_through = '2026-03-02' WHERE clinic_id = $1`, [cascade.id]),
    ],
    [
      'that the processor took',
      'at_processor',
      (id) =>
        app.database.query(`UPDATE payment_tenders SET stripe_payment_intent_id = 'pi_' || id WHERE payment_id = $1`, [
          id,
        ]),
    ],
    [
      'of which a cent was given back',
      'refunded',
      async (id) => {
        const biller = await openDesk(app, cascade.id, 'biller');
        ok(await biller.post(`/v1/payments/${id}/refunds`, { amountCents: 1, reason: 'error' }));
      },
    ],
    [
      'that took nothing',
      'not_taken',
      (id) => app.database.query(`UPDATE payments SET state = 'disputed' WHERE id = $1`, [id]),
    ],
  ])('is refused for one %s', async (_what, because, prepare) => {
    const visit = await postVisit(desk, ['intake']);
    const paid = await pay(visit, cash);
    await prepare(paid.id, visit);
    const before = (await journalOf(app, cascade.id)).length;
    expect(await revoke(paid.id)).toMatchObject({ status: 409, body: { code: 'payment_not_voidable', because } });
    expect((await journalOf(app, cascade.id)).length).toBe(before);
    await app.database.query('UPDATE ledger_books SET closed_through = NULL WHERE clinic_id = $1', [cascade.id]);
  });

  it('is refused once its credit was spent', async () => {
    const visit = await postVisit(desk, ['intake']);
    const paid = await pay(visit, [{ type: 'cash', amountCents: 27_000 }], { keepExcessAsCredit: true });
    const other = await postVisit(desk, ['intake'], { patientId: visit.patientId });
    await pay(other, [{ type: 'unapplied_credit', amountCents: 100 }]);
    expect(await revoke(paid.id)).toMatchObject({ body: { code: 'payment_not_voidable', because: 'moved_on' } });
  });

  it('needs a reason, a key, and a payment of this clinic', async () => {
    const paid = await pay(await postVisit(desk, ['intake']), cash);
    expect((await revoke(paid.id, {})).status).toBe(400);
    expect((await desk.post(`/v1/payments/${paid.id}/void`, { reason: 'x' }, null)).body['code']).toBe(
      'idempotency_key_missing',
    );
    expect((await revoke('019cb022-da00-73fe-a0b5-223c22c1bb38')).body.code).toBe('payment_unknown');
  });

  it('of one and a refund of it, at the same time, never both happen', async () => {
    const biller = await openDesk(app, cascade.id, 'biller');
    for (let trial = 0; trial < 5; trial += 1) {
      const paid = await pay(await postVisit(desk, ['intake']), cash);
      const refund = () => biller.post<PaymentShown>(`/v1/payments/${paid.id}/refunds`, { reason: 'error' });
      const answers = await Promise.all([revoke(paid.id), refund()]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    }
  });
});
