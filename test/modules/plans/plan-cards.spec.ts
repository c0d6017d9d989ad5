import { startTestApp, type TestApp } from '../../support/app';
import { cardDesk } from '../../support/cards';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { eventually } from '../../support/hosted-page';
import { expectLedgerTies } from '../../support/ledger';
import { type Plan, planOf } from '../../support/plans';
import { stripeDesk } from '../../support/stripe-desk';

/** Saved without a word, declined whenever it is charged. */
const DECLINES_LATER = '4000000000000341';
const today = (): string => new Date().toISOString().slice(0, 10);

describe('A plan and cards', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let cards: ReturnType<typeof cardDesk>;

  const plan = async (terms: Record<string, unknown> = {}) => {
    const { patientId, invoiceId } = await cards.visitOf(['experiential-im']);
    const opened = ok(
      await desk.post<Plan>('/v1/payment-plans', {
        patientId,
        invoiceIds: [invoiceId],
        downPaymentCents: 10_000,
        installments: 3,
        frequency: 'monthly',
        firstDueOn: new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10),
        ...terms,
      }),
    );
    return { ...opened, invoiceId };
  };

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    cards = cardDesk(app, desk);
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('tells that the due part failed when the card was declined, until it is paid', async () => {
    const opened = await plan();
    const bad = await cards.save(opened.patientId, DECLINES_LATER);
    expect(await cards.charge(opened.invoiceId, bad, 10_000)).toMatchObject({ status: 402 });
    expect(await planOf(desk, opened)).toMatchObject({
      downPayment: { status: 'failed', leftCents: 10_000 },
      installments: [{ status: 'scheduled' }, { status: 'scheduled' }, { status: 'scheduled' }],
    });
    ok(await cards.pay(opened.invoiceId, [{ type: 'cash', amountCents: 4_000 }]));
    expect((await planOf(desk, opened)).downPayment).toMatchObject({ status: 'partly_paid', leftCents: 6_000 });
    ok(await cards.pay(opened.invoiceId, [{ type: 'cash', amountCents: 6_000 }]));
    expect((await planOf(desk, opened)).downPayment).toMatchObject({ status: 'paid' });
  });

  it('is paid off with a saved card, and asked again charges nothing', async () => {
    const opened = await plan();
    const card = await cards.save(opened.patientId);
    const tenders = [{ type: 'card_on_file', paymentMethodId: card.id, amountCents: 55_000 }];
    const payOff = () => desk.post<Plan>(`/v1/payment-plans/${opened.id}/pay-off`, { tenders });
    expect(await payOff()).toMatchObject({ status: 201, body: { status: 'paid_off', leftCents: 0 } });
    expect(await payOff()).toMatchObject({ status: 201, body: { status: 'paid_off' } });
    expect(await cards.intents(opened.invoiceId)).toHaveLength(1);
  });

  it('is held while a bank looks into money that paid it', async () => {
    const opened = await plan({ firstDueOn: today() });
    const card = await cards.save(opened.patientId);
    ok(await cards.charge(opened.invoiceId, card, 10_000));
    const [intent] = await cards.intents(opened.invoiceId);
    const at = stripeDesk(app, desk);
    await at.control('dispute', { charge: intent?.latest_charge });
    const held = await eventually(async () => {
      const now = await planOf(desk, opened);
      return now.heldFor !== null && now;
    }, 'the dispute is known');
    expect(held).toMatchObject({ status: 'active', heldFor: 'disputed', downPayment: { status: 'paid' } });
    await at.quiet();
  });
});
