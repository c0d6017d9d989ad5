import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { cardDesk } from '../../support/cards';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { eventually, payHosted } from '../../support/hosted-page';
import { expectLedgerTies, journalOf } from '../../support/ledger';

const HSA_CARD = '5105105105105100';
/** Saved without a word, declined whenever it is charged. */
const DECLINES_LATER = '4000000000000341';

describe('A card on file among other ways of paying', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let cards: ReturnType<typeof cardDesk>;
  const entriesSince = async (before: number) => (await journalOf(app, cascade.id)).slice(before);
  const entries = async () => (await journalOf(app, cascade.id)).length;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    cards = cardDesk(app, desk);
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('splits between an HSA card and cash: one payment, each tender with its own state (S1)', async () => {
    const visit = await cards.visitOf();
    const hsa = await cards.save(visit.patientId, HSA_CARD, { label: 'hsa' });
    const before = await entries();
    const answer = await cards.pay(visit.invoiceId, [
      { type: 'cash', amountCents: 12_000, tenderedCents: 15_000 },
      { type: 'hsa_fsa_card', amountCents: 10_000, paymentMethodId: hsa.id },
    ]);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        status: 'succeeded',
        amountCents: 22_000,
        balanceCents: 0,
        changeDueCents: 3_000,
        tenders: [
          { type: 'cash', status: 'succeeded' },
          { type: 'hsa_fsa_card', status: 'succeeded', spendsHsaFsa: true },
        ],
      },
    });
    expect(await entriesSince(before)).toEqual([
      ['Dr 1020 12000', 'Cr 1100 12000'],
      ['Dr 1030 10000', 'Cr 1100 10000'],
      ['Dr 6000 320', 'Cr 1030 320'],
    ]);
  });

  it('posts only the cash when the HSA card is declined, and leaves $100.00 open (S1, decline path)', async () => {
    const visit = await cards.visitOf();
    const hsa = await cards.save(visit.patientId, DECLINES_LATER, { label: 'hsa' });
    const before = await entries();
    const key = randomUUID();
    const tenders = [
      { type: 'hsa_fsa_card', amountCents: 10_000, paymentMethodId: hsa.id },
      { type: 'cash', amountCents: 12_000 },
    ];
    const answer = await cards.pay(visit.invoiceId, tenders, key);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        status: 'succeeded',
        amountCents: 12_000,
        balanceCents: 10_000,
        unappliedCents: 0,
        tenders: [
          { status: 'declined', amountCents: 10_000, decline: { code: 'generic_decline', retry: 'later' } },
          { status: 'succeeded', amountCents: 12_000 },
        ],
      },
    });
    expect((await cards.pay(visit.invoiceId, tenders, key)).body).toEqual(answer.body);
    expect(await entriesSince(before)).toEqual([['Dr 1020 12000', 'Cr 1100 12000']]);
    expect(await cards.invoice(visit.invoiceId)).toMatchObject({ status: 'partly_paid', balanceCents: 10_000 });
    expect((await desk.get(`/v1/payments/${answer.body.id}/receipt.pdf`)).status).toBe(200);
  });

  it('keeps the HSA part when the second card is declined', async () => {
    const visit = await cards.visitOf();
    const hsa = await cards.save(visit.patientId, HSA_CARD, { label: 'fsa' });
    const personal = await cards.save(visit.patientId, DECLINES_LATER);
    const answer = ok(
      await cards.pay(visit.invoiceId, [
        { type: 'card_on_file', amountCents: 12_000, paymentMethodId: personal.id },
        { type: 'card_on_file', amountCents: 10_000, paymentMethodId: hsa.id },
      ]),
    );
    expect(answer).toMatchObject({
      amountCents: 10_000,
      balanceCents: 12_000,
      tenders: [{ status: 'declined' }, { status: 'succeeded', spendsHsaFsa: true }],
    });
    const asked = (await cards.intents(visit.invoiceId)).toSorted((a, b) => a.created - b.created);
    expect(asked).toHaveLength(2);
  });

  it('spends HSA money on eligible lines only, by whatever tender the card is charged', async () => {
    const visit = await cards.visitOf(['intake', 'no-show-fee']);
    const { balanceCents } = await cards.invoice(visit.invoiceId);
    const hsa = await cards.save(visit.patientId, HSA_CARD, { label: 'hsa' });
    const all = await cards.charge(visit.invoiceId, hsa, balanceCents);
    expect(all).toMatchObject({ status: 422, body: { code: 'hsa_fsa_not_eligible', eligibleCents: 22_000 } });
    expect(await cards.intents(visit.invoiceId)).toEqual([]);
    expect(ok(await cards.charge(visit.invoiceId, hsa, 22_000)).tenders[0]).toMatchObject({ spendsHsaFsa: true });
  });

  it('ends an open page before the card is charged', async () => {
    const visit = await cards.visitOf();
    const card = await cards.save(visit.patientId);
    const page = ok(await desk.post<{ url: string }>(`/v1/invoices/${visit.invoiceId}/checkout-sessions`, {}));
    ok(await cards.charge(visit.invoiceId, card, 22_000));
    const { data } = await cards.stripe().checkout.sessions.list({ limit: 100 });
    expect(data.find(({ id }) => page.url.includes(id))?.status).toBe('expired');
  });

  it('makes an old page that was paid all the same a visible credit and a task', async () => {
    const visit = await cards.visitOf();
    const page = ok(
      await desk.post<{ url: string; paymentId: string }>(`/v1/invoices/${visit.invoiceId}/checkout-sessions`, {}),
    );
    // As if Stripe had ended it and the patient had been quicker: our side believes that it is over.
    await app.database.query(`UPDATE checkout_sessions SET state = 'expired' WHERE payment_id = $1`, [page.paymentId]);
    await app.database.query(`UPDATE payments SET state = 'canceled' WHERE id = $1`, [page.paymentId]);
    await app.database.query(`UPDATE payment_tenders SET state = 'canceled' WHERE payment_id = $1`, [page.paymentId]);
    ok(await cards.pay(visit.invoiceId, [{ type: 'cash', amountCents: 22_000 }]));
    expect((await payHosted(page.url)).status).toBe(303);
    await eventually(async () => (await cards.storedState(page.paymentId)) === 'succeeded', 'the webhook is applied');
    expect(ok(await desk.get(`/v1/patients/${visit.patientId}/account`))).toMatchObject({
      unappliedCreditCents: 22_000,
    });
    const { data } = ok(
      await desk.get<{ data: object[] }>(`/v1/tasks?kind=unexpected_credit&status=open&subjectId=${page.paymentId}`),
    );
    expect(data).toMatchObject([{ amountCents: 22_000, subject: { type: 'payment', id: page.paymentId } }]);
  });
});
