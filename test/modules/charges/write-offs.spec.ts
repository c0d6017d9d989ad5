import { startTestApp, type TestApp } from '../../support/app';
import { ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { type Biller, openBiller } from './support/biller';
import { randomUUID } from 'node:crypto';

describe('A bill that is given up', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let at: Biller;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    at = await openBiller(app, cascade);
  });
  beforeEach(() => clock.advance({ minutes: 1 }));
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('as bad debt reads written off, charge by charge', async () => {
    const { invoiceId } = await postVisit(cascade.desk, ['intake', 'integration']);
    await at.payCash(invoiceId, 30_000);
    const before = (await journalOf(app, cascade.id)).length;
    expect(ok(await at.writeOff(invoiceId))).toMatchObject({
      status: 'written_off',
      totalCents: 39_000,
      paidCents: 30_000,
      balanceCents: 0,
    });
    expect((await journalOf(app, cascade.id)).slice(before)).toEqual([['Dr 6020 9000', 'Cr 1100 9000']]);
    expect((await at.writeOff(invoiceId)).body.code).toBe('invoice_closed');
  });

  it('above the limit waits as a whole, and is not given up once somebody pays meanwhile', async () => {
    const { invoiceId } = await postVisit(cascade.desk, ['intake', 'integration']);
    const key = randomUUID();
    const waiting = ok(await at.writeOff(invoiceId, 'bad_debt', key));
    expect(waiting).toMatchObject({ status: 'open', balanceCents: 39_000 });
    const approvalIds = new Set(waiting.lines.flatMap(({ adjustments }) => adjustments.map((each) => each.approvalId)));
    expect(approvalIds.size).toBe(1);
    expect((await at.writeOff(invoiceId)).body.code).toBe('adjustment_exceeds_charge');
    const [approvalId] = [...approvalIds];
    await at.payCash(invoiceId, 100);
    expect((await at.decide(approvalId!)).body.code).toBe('adjustment_exceeds_charge');
    ok(await at.decide(approvalId!, 'reject'));
    const second = ok(await at.writeOff(invoiceId));
    const again = second.lines[0]!.adjustments.find(({ status }) => status === 'awaiting_approval');
    ok(await at.decide(again!.approvalId));
    expect(await at.invoice(invoiceId)).toMatchObject({ status: 'written_off', balanceCents: 0, paidCents: 100 });
  });

  it('as a small balance is small as a whole', async () => {
    const { invoiceId } = await postVisit(cascade.desk, ['intake', 'integration']);
    await at.payCash(invoiceId, 38_000);
    const refused = await at.writeOff(invoiceId, 'small_balance');
    expect([refused.status, refused.body.code]).toEqual([422, 'small_balance_only']);
    await at.payCash(invoiceId, 1);
    const before = (await journalOf(app, cascade.id)).length;
    expect(ok(await at.writeOff(invoiceId, 'small_balance'))).toMatchObject({ status: 'written_off' });
    expect((await journalOf(app, cascade.id)).slice(before)).toEqual([['Dr 4940 999', 'Cr 1100 999']]);
  });

  it('is owed again when it was given up in error', async () => {
    const { invoiceId } = await postVisit(cascade.desk, ['integration']);
    await at.payCash(invoiceId, 10_000);
    const { lines } = ok(await at.writeOff(invoiceId));
    const id = lines[0]!.adjustments[0]!.id;
    const racing = await Promise.all([at.reverse(id), at.reverse(id), at.reverse(id)]);
    expect(racing.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(racing.map(({ body }) => body.code).filter(Boolean)).toEqual([
      'adjustment_already_reversed',
      'adjustment_already_reversed',
    ]);
    expect(await at.invoice(invoiceId)).toMatchObject({ status: 'partly_paid', balanceCents: 7_000 });
  });

  it('is not taken back while it only waits', async () => {
    const { invoiceId } = await postVisit(cascade.desk, ['intake']);
    const { lines } = ok(await at.writeOff(invoiceId));
    const refused = await at.reverse(lines[0]!.adjustments[0]!.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'adjustment_not_posted']);
  });

  it('in error, after its credit was spent, is owed again as far as the credit is gone', async () => {
    const { invoiceId, patientId } = await postVisit(cascade.desk, ['intake']);
    await at.payCash(invoiceId, 22_000);
    const posted = ok(await at.courtesy(await at.firstCharge(invoiceId), 5_000));
    const next = await postVisit(cascade.desk, ['integration'], { patientId });
    ok(
      await cascade.desk.post(`/v1/invoices/${next.invoiceId}/payments`, {
        tenders: [{ type: 'unapplied_credit', amountCents: 3_000 }],
      }),
    );
    ok(await at.reverse(posted.id));
    expect(await at.invoice(invoiceId)).toMatchObject({ totalCents: 22_000, paidCents: 19_000, balanceCents: 3_000 });
    expect(await at.creditOf(patientId)).toBe(0);
  });
});
