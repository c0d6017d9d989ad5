import { randomUUID } from 'node:crypto';
import { MANUAL_ADJUSTMENT_TYPES } from '../../../src/domain/adjustments/adjustment-rules';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { type Biller, openBiller } from './support/biller';

describe('Adjustments', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let at: Biller;
  let desk: Desk;
  const intake = async () => {
    const visit = await postVisit(desk, ['intake']);
    return { ...visit, chargeId: await at.firstCharge(visit.invoiceId) };
  };
  const entries = async () => (await journalOf(app, cascade.id)).length;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    at = await openBiller(app, cascade);
    desk = cascade.desk;
  });
  beforeEach(() => clock.advance({ minutes: 1 }));
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('need nobody exactly at the clinic’s limit, and a second person one cent above', async () => {
    const first = await intake();
    expect(ok(await at.courtesy(first.chargeId, 10_000))).toMatchObject({ status: 'posted', approvalId: null });
    const second = await intake();
    const before = await entries();
    const waiting = ok(await at.courtesy(second.chargeId, 10_001));
    expect(waiting).toMatchObject({ status: 'awaiting_approval', approvalId: expect.any(String) });
    expect(await entries()).toBe(before);
    expect(await at.invoice(second.invoiceId)).toMatchObject({ status: 'open', balanceCents: 22_000 });
    expect(ok(await at.decide(waiting.approvalId))).toMatchObject({ status: 'approved' });
    expect(await at.invoice(second.invoiceId)).toMatchObject({ status: 'open', balanceCents: 11_999 });
    expect(await at.statusesOf(second.chargeId)).toEqual([['courtesy', 10_001, 'posted']]);
  });

  it('in small pieces by one person add up', async () => {
    const { chargeId } = await intake();
    expect(ok(await at.courtesy(chargeId, 6_000)).status).toBe('posted');
    expect(ok(await at.courtesy(chargeId, 4_000)).status).toBe('posted');
    const { status, id } = ok(await at.courtesy(chargeId, 1));
    expect(status).toBe('awaiting_approval');
    expect(id).not.toBe('');
  });

  it('that wait reserve their amount, so that two of them never exceed the charge', async () => {
    const { chargeId, invoiceId } = await intake();
    const first = ok(await at.courtesy(chargeId, 15_000));
    const refused = await at.courtesy(chargeId, 7_001);
    expect([refused.status, refused.body.code, refused.body.maximumCents]).toEqual([
      422,
      'adjustment_exceeds_charge',
      7_000,
    ]);
    const second = ok(await at.courtesy(chargeId, 7_000));
    expect(second.status).toBe('posted');
    ok(await at.decide(first.approvalId));
    expect(await at.invoice(invoiceId)).toMatchObject({ balanceCents: 0, totalCents: 0, status: 'paid' });
  });

  it('that were rejected free their amount again', async () => {
    const { chargeId, invoiceId } = await intake();
    const first = ok(await at.courtesy(chargeId, 22_000));
    expect((await at.courtesy(chargeId, 1)).body.code).toBe('adjustment_exceeds_charge');
    expect(ok(await at.decide(first.approvalId, 'reject'))).toMatchObject({ status: 'rejected' });
    expect(ok(await at.courtesy(chargeId, 1)).status).toBe('posted');
    expect(await at.invoice(invoiceId)).toMatchObject({ balanceCents: 21_999 });
    expect(await at.statusesOf(chargeId)).toEqual(
      expect.arrayContaining([
        ['courtesy', 22_000, 'rejected'],
        ['courtesy', 1, 'posted'],
      ]),
    );
  });

  it('are never approved by whoever asked, nor after the charge was paid so that they do not fit', async () => {
    const { chargeId, invoiceId } = await intake();
    const own = ok(await at.adjust(chargeId, { type: 'bad_debt', amountCents: 22_000 }, { by: at.admin }));
    const refused = await at.decide(own.approvalId);
    expect([refused.status, refused.body.code]).toEqual([403, 'approval_needs_other_person']);
    await at.payCash(invoiceId, 1);
    const other = await openDesk(app, cascade.id, 'admin');
    const late = await at.decide(own.approvalId, 'approve', other);
    expect([late.status, late.body.code]).toEqual([422, 'adjustment_exceeds_charge']);
    expect(await at.statusesOf(chargeId)).toEqual([['bad_debt', 22_000, 'awaiting_approval']]);
    ok(await at.decide(own.approvalId, 'reject', other));
  });

  it('by two people at once never take a charge below zero', async () => {
    const { chargeId, invoiceId } = await intake();
    await at.payCash(invoiceId, 18_000);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => at.adjust(chargeId, { type: 'bad_debt', amountCents: 3_000 })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
    expect(await at.invoice(invoiceId)).toMatchObject({ balanceCents: 1_000, status: 'partly_paid' });
    const racing = await Promise.all([
      at.adjust(chargeId, { type: 'bad_debt', amountCents: 1_000 }),
      desk.post(`/v1/invoices/${invoiceId}/payments`, { tenders: [{ type: 'cash', amountCents: 1_000 }] }),
    ]);
    expect(racing.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await at.invoice(invoiceId)).toMatchObject({ balanceCents: 0 });
  });

  it('sent twice with one key are one adjustment, also when the first answer was lost before it was kept', async () => {
    const { chargeId } = await intake();
    const key = randomUUID();
    const wish = { type: 'courtesy', amountCents: 500 };
    const first = ok(await at.adjust(chargeId, wish, { key }));
    expect((await at.adjust(chargeId, wish, { key })).headers['idempotent-replayed']).toBe('true');
    await app.database.query('DELETE FROM idempotency_keys WHERE key = $1', [key]);
    expect(ok(await at.adjust(chargeId, wish, { key })).id).toBe(first.id);
    expect(await at.statusesOf(chargeId)).toEqual([['courtesy', 500, 'posted']]);
    expect((await at.adjust(chargeId, { ...wish, amountCents: 600 }, { key })).body.code).toBe(
      'idempotency_key_reused',
    );
  });

  it.each([
    ['sliding_scale', 4910],
    ['financial_hardship', 4910],
    ['package_discount', 4920],
    ['prompt_pay_discount', 4920],
    ['self_pay_discount', 4920],
    ['courtesy', 4930],
    ['dispute_resolution', 4960],
    ['bad_debt', 6020],
    ['error_correction', 4000],
  ])('of the type %s are booked to %d', async (type, account) => {
    const { chargeId } = await intake();
    const before = await entries();
    ok(await at.adjust(chargeId, { type, amountCents: 1_234 }));
    expect((await journalOf(app, cascade.id)).slice(before)).toEqual([[`Dr ${account} 1234`, 'Cr 1100 1234']]);
  });

  it('have a type, an amount above zero and a reason, and are made by a biller; a price concession by an admin', async () => {
    const { chargeId } = await intake();
    expect(MANUAL_ADJUSTMENT_TYPES).not.toContain('refund');
    for (const body of [
      { type: 'refund', amountCents: 100, reason: 'x' },
      { type: 'courtesy', amountCents: 0, reason: 'x' },
      { type: 'courtesy', amountCents: 100 },
      { type: 'courtesy', amountCents: 100, reason: '   ' },
    ]) {
      const answer = await at.biller.post(`/v1/charges/${chargeId}/adjustments`, body);
      expect([answer.status, answer.body['code']]).toEqual([400, 'validation_failed']);
    }
    const wish = { type: 'courtesy', amountCents: 100 };
    expect((await at.adjust(chargeId, wish, { by: desk })).status).toBe(403);
    const concession = { type: 'price_concession', amountCents: 100 };
    expect((await at.adjust(chargeId, concession)).body.code).toBe('forbidden');
    expect(ok(await at.adjust(chargeId, concession, { by: at.admin })).status).toBe('posted');
    const keyless = await at.biller.post(`/v1/charges/${chargeId}/adjustments`, { ...wish, reason: 'x' }, null);
    expect(keyless.body['code']).toBe('idempotency_key_missing');
  });

  it('do not exist for another clinic, nor for a charge that does not', async () => {
    const { chargeId } = await intake();
    const posted = ok(await at.courtesy(chargeId, 100));
    const stranger = await openBiller(app, potomac);
    for (const answer of [
      await stranger.courtesy(chargeId, 100),
      await at.courtesy(randomUUID(), 100),
      await stranger.biller.get(`/v1/charges/${chargeId}`),
      await stranger.biller.get(`/v1/charges/${chargeId}/adjustments`),
    ])
      expect([answer.status, (answer.body as { code?: string }).code]).toEqual([404, 'charge_unknown']);
    for (const answer of [await stranger.reverse(posted.id), await at.reverse(randomUUID())])
      expect([answer.status, answer.body.code]).toEqual([404, 'adjustment_unknown']);
  });

  it('are shown on the charge, the visit and the invoice', async () => {
    const { chargeId, id, invoiceId } = await intake();
    const posted = ok(await at.courtesy(chargeId, 100));
    const { adjustments } = ok(await desk.get<{ adjustments: object[] }>(`/v1/charges/${chargeId}`));
    expect(adjustments).toEqual([posted]);
    const visit = ok(await desk.get<{ charges: { adjustments: object[] }[] }>(`/v1/visits/${id}`));
    expect(visit.charges[0]!.adjustments).toEqual([posted]);
    expect((await at.invoice(invoiceId)).lines[0]!.adjustments).toEqual([posted]);
  });
});
