import { startTestApp, type TestApp } from '../support/app';
import { ok } from '../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../support/demo';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { refundDesk, standing } from './refund-desk';

const TRIALS = 20;
const AT_ONCE = 100;

describe('Refunds of one card payment at the same time', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let at: Awaited<ReturnType<typeof refundDesk>>;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    at = await refundDesk(app, cascade);
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it(`never exceed what was captured, here or at Stripe: ${AT_ONCE} at once, ${TRIALS} times`, async () => {
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const { paymentId } = await at.paid();
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, () => at.refund(paymentId, { amountCents: 3_000 })),
      );
      await at.idle();
      const made = answers.filter(({ status }) => status === 201).length;
      for (const { status, body } of answers.filter((answer) => answer.status !== 201))
        expect([`refund_exceeds_remaining 422`, `service_unavailable 503`]).toContain(`${body.code} ${status}`);
      const shown = await at.payment(paymentId);
      expect(made).toBeGreaterThan(0);
      expect(shown.refunds.length).toBeLessThanOrEqual(7);
      expect(shown.refundableCents).toBe(22_000 - shown.refunds.length * 3_000);
      const stripes = await at.refundsAtStripe(paymentId);
      expect(stripes).toHaveLength(shown.refunds.length);
      expect(standing(stripes)).toBe(shown.refunds.length * 3_000);
    }
    const [books] = await app.database.query<{ back: string; kept: string }>(
      `SELECT (SELECT sum(amount_cents) FROM refund_lines) AS back, (SELECT sum(refunded_cents) FROM payment_tenders) AS kept`,
    );
    expect(books!.back).toBe(books!.kept);
  }, 600_000);

  it('and its event, which comes first, book it once', async () => {
    const { paymentId } = await at.paid();
    const before = (await journalOf(app, cascade.id)).length;
    await at.chaos({ fault: 'slow', when: 'after', delayMs: 1_500 });
    const asked = at.refund(paymentId, { amountCents: 5_000 });
    const settled = await at.status(paymentId, 'succeeded');
    expect(ok(await asked)).toMatchObject({ id: settled.refunds[0]!.id, status: 'succeeded' });
    await at.idle();
    expect((await journalOf(app, cascade.id)).slice(before)).toEqual([['Dr 1100 5000', 'Cr 1030 5000']]);
  });

  it('and one in the dashboard share what there is', async () => {
    const { paymentId } = await at.paid();
    const payment_intent = await at.intentOf(paymentId);
    const outcomes = await Promise.allSettled([
      at.refund(paymentId, { amountCents: 15_000 }),
      at.stripe().refunds.create({ payment_intent, amount: 15_000 }),
    ]);
    expect(outcomes.map(({ status }) => status)).toContain('fulfilled');
    await at.idle();
    const shown = await at.payment(paymentId);
    const stands = shown.refunds.filter(({ status }) => status === 'succeeded');
    expect(stands).toHaveLength(1);
    expect(shown).toMatchObject({ status: 'partly_refunded', refundableCents: 7_000 });
    expect(standing(await at.refundsAtStripe(paymentId))).toBe(15_000);
  });
});
