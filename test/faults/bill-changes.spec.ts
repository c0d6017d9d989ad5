import { startTestApp, type TestApp } from '../support/app';
import { type Desk, ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../support/demo';
import { eventually, payHosted } from '../support/hosted-page';
import { expectLedgerTies } from '../support/ledger';
import { type Biller, openBiller } from '../modules/charges/support/biller';
import { checkoutDesk } from './checkout-desk';

describe('A bill that changes while its card page is open', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let at: ReturnType<typeof checkoutDesk>;
  let billing: Biller;
  /** An invoice with a card page open at Stripe. */
  const withPage = async (...codes: string[]) => {
    const invoiceId = await at.invoiceOf(...codes);
    return { invoiceId, page: ok(await at.start(invoiceId)) };
  };
  const atStripe = async (invoiceId: string) => (await at.atStripe(invoiceId)).map(({ status }) => status);

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    at = checkoutDesk(app, desk);
    billing = await openBiller(app, cascade);
  });
  afterEach(async () => {
    await at.control('chaos', { clear: true });
    await expectLedgerTies(app, cascade.id);
  });
  afterAll(() => app.close());

  it.each<[string, (invoiceId: string) => Promise<{ status: number }>]>([
    ['voided', (invoiceId) => billing.voidInvoice(invoiceId)],
    ['lowered', async (invoiceId) => billing.courtesy(await billing.firstCharge(invoiceId), 1_000)],
  ])('has the page ended at Stripe before it is said to be %s', async (_what, change) => {
    const { invoiceId, page } = await withPage();
    expect(await atStripe(invoiceId)).toEqual(['open']);
    expect((await change(invoiceId)).status).toBeLessThan(300);
    expect(await atStripe(invoiceId)).toEqual(['expired']);
    expect(await at.sessions(invoiceId)).toMatchObject([{ state: 'expired', payment_state: 'canceled' }]);
    expect((await payHosted(page.url).catch(() => ({ status: 404 }))).status).not.toBe(303);
  });

  it('above the limit keeps the page until the second person agrees, and ends it then', async () => {
    const { invoiceId } = await withPage();
    const waiting = ok(await billing.writeOff(invoiceId));
    expect(await atStripe(invoiceId)).toEqual(['open']);
    ok(await billing.decide(waiting.lines[0]!.adjustments[0]!.approvalId));
    expect(await atStripe(invoiceId)).toEqual(['expired']);
    expect(await billing.invoice(invoiceId)).toMatchObject({ status: 'written_off', balanceCents: 0 });
  });

  it('is not changed when Stripe cannot be asked, and the same key carries it out later', async () => {
    const { invoiceId } = await withPage();
    await at.control('chaos', {
      path: '/v1/checkout/sessions/',
      method: 'POST',
      fault: 'reset',
      when: 'before',
      times: 9,
    });
    const key = 'a-void-that-had-to-wait';
    const refused = await billing.voidInvoice(invoiceId, key);
    expect([refused.status, refused.body.code]).toEqual([503, 'checkout_unavailable']);
    expect(await billing.invoice(invoiceId)).toMatchObject({ status: 'open', balanceCents: 22_000 });
    await at.control('chaos', { clear: true });
    expect(ok(await billing.voidInvoice(invoiceId, key))).toMatchObject({ status: 'void' });
    expect(await atStripe(invoiceId)).toEqual(['expired']);
  });

  it('is not voided when the page turns out to be paid: the money is booked first', async () => {
    app.stripe.setWebhook('http://127.0.0.1:9/nobody', 'whsec_nobody_listens_here');
    const { invoiceId, page } = await withPage();
    expect((await payHosted(page.url)).status).toBe(303);
    const refused = await billing.voidInvoice(invoiceId);
    expect([refused.status, refused.body.code]).toEqual([409, 'invoice_has_payments']);
    expect(await billing.invoice(invoiceId)).toMatchObject({ status: 'paid', paidCents: 22_000 });
    app.stripe.setWebhook(`${app.url}/v1/webhooks/stripe`, app.database.secrets.webhook);
  });

  it('keeps its page when the change is refused', async () => {
    const { invoiceId } = await withPage();
    const refused = await billing.courtesy(await billing.firstCharge(invoiceId), 22_001);
    expect(refused.body.code).toBe('adjustment_exceeds_charge');
    expect(await atStripe(invoiceId)).toEqual(['open']);
  });

  it('waits while a payment is unknown or being processed', async () => {
    const { invoiceId } = await withPage();
    const chargeId = await billing.firstCharge(invoiceId);
    await app.database.query(`UPDATE checkout_sessions SET state = 'complete' WHERE invoice_id = $1`, [invoiceId]);
    for (const state of ['unknown', 'processing']) {
      await app.database.query('UPDATE payments SET state = $2 WHERE invoice_id = $1', [invoiceId, state]);
      for (const answer of [
        await billing.voidInvoice(invoiceId),
        await billing.courtesy(chargeId, 100),
        await billing.adjust(chargeId, { type: 'bad_debt', amountCents: 100 }),
      ])
        expect([answer.status, (answer.body as { code?: string }).code]).toEqual([409, 'payment_in_progress']);
    }
    expect(await billing.invoice(invoiceId)).toMatchObject({ status: 'open', balanceCents: 22_000 });
  });

  it('never leaves a page for the old amount when it is opened at the same moment', async () => {
    const invoiceId = await at.invoiceOf();
    const chargeId = await billing.firstCharge(invoiceId);
    const [lowered, opened] = await Promise.all([billing.courtesy(chargeId, 1_000), at.start(invoiceId)]);
    const { balanceCents } = await billing.invoice(invoiceId);
    const open = await at.openAtStripe(invoiceId);
    if (lowered.status < 300) {
      expect(balanceCents).toBe(21_000);
      expect(open.every((session) => session.amount_total === 21_000)).toBe(true);
    } else {
      expect(lowered.body.code).toBe('payment_in_progress');
      expect(open.map((session) => session.amount_total)).toEqual([22_000]);
    }
    expect([201, 409]).toContain(opened.status);
    await eventually(async () => (await at.openAtStripe(invoiceId)).length <= 1, 'one page at most');
  });
});
