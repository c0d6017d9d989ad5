import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { cardDesk } from '../../support/cards';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { expectLedgerTies, journalOf } from '../../support/ledger';

/** Saved without a word, declined whenever it is charged. */
const DECLINES_LATER = '4000000000000341';

describe('Charging a card on file at the desk', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let cards: ReturnType<typeof cardDesk>;
  const entriesSince = async (before: number) => (await journalOf(app, cascade.id)).slice(before);
  const entries = async () => (await journalOf(app, cascade.id)).length;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
    cards = cardDesk(app, desk);
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('takes the money, books it with its fee, and gives the same key the same answer', async () => {
    const visit = await cards.visitOf(['experiential-im']);
    const card = await cards.save(visit.patientId);
    const before = await entries();
    const key = randomUUID();
    const answer = await cards.charge(visit.invoiceId, card, 55_000, key);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        status: 'succeeded',
        amountCents: 55_000,
        balanceCents: 0,
        unappliedCents: 0,
        tenders: [
          {
            type: 'card_on_file',
            status: 'succeeded',
            amountCents: 55_000,
            feeCents: 1_625,
            card: { brand: 'visa', last4: '4242' },
            paymentMethodId: card.id,
            decline: null,
          },
        ],
        allocations: [{ amountCents: 55_000 }],
      },
    });
    const again = await cards.charge(visit.invoiceId, card, 55_000, key);
    expect(again.body).toEqual(answer.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await entriesSince(before)).toEqual([
      ['Dr 1030 55000', 'Cr 1100 55000'],
      ['Dr 6000 1625', 'Cr 1030 1625'],
    ]);
    const [intent] = await cards.intents(visit.invoiceId);
    expect(intent).toMatchObject({
      amount: 55_000,
      description: expect.stringMatching(/^Invoice /),
      metadata: { clinic_id: cascade.id, payment_id: answer.body.id, tender_id: answer.body.tenders[0]!.id },
    });
    expect((await desk.get(`/v1/payments/${answer.body.id}/receipt.pdf`)).status).toBe(200);
  });

  it('sends Stripe a key made of payment and attempt', async () => {
    const visit = await cards.visitOf();
    const card = await cards.save(visit.patientId);
    const { id } = ok(await cards.charge(visit.invoiceId, card, 22_000));
    const { requests } = (await (await fetch(`${app.stripe.baseUrl}/_sandbox/requests`)).json()) as {
      requests: { method: string; path: string; form: Record<string, string>; headers: Record<string, string> }[];
    };
    const sent = requests.filter(({ method, path }) => method === 'POST' && path === '/v1/payment_intents').at(-1)!;
    expect(sent.headers['idempotency-key']).toBe(`payment:${id}:charge:1`);
    expect(sent.form).toMatchObject({
      off_session: 'true',
      confirm: 'true',
      'payment_method_options[card][stored_credential_usage]': 'unscheduled',
    });
  });

  it('charges a card that passed 3-D Secure when it was saved', async () => {
    const visit = await cards.visitOf();
    const card = await cards.save(visit.patientId, '4000002500003155');
    expect(await cards.charge(visit.invoiceId, card, 22_000)).toMatchObject({
      status: 201,
      body: { status: 'succeeded' },
    });
  });

  it.each([
    [DECLINES_LATER, 'card_declined', 'generic_decline', 'later', 'try_again_later'],
    ['4000008260003178', 'card_declined', 'insufficient_funds', 'later', 'try_again_later'],
    ['4000002760003184', 'authentication_required', 'authentication_required', 'with_holder', null],
    ['4000000000003220', 'authentication_required', 'authentication_required', 'with_holder', null],
  ])('says what to do when %s answers %s, and takes nothing', async (number, code, declineCode, retry, adviceCode) => {
    const visit = await cards.visitOf();
    const card = await cards.save(visit.patientId, number);
    const before = await entries();
    const key = randomUUID();
    const refused = await cards.charge(visit.invoiceId, card, 22_000, key);
    expect(refused).toMatchObject({
      status: 402,
      body: { code, declineCode, retry, adviceCode, balanceCents: 22_000, detail: expect.any(String) },
    });
    expect(refused.headers['content-type']).toContain('application/problem+json');
    const payment = ok(await desk.get(`/v1/payments/${refused.body.paymentId}`));
    expect(payment).toMatchObject({
      status: 'declined',
      tenders: [{ status: 'declined', decline: { code: declineCode } }],
    });
    // The same request is not a second try.
    const again = await cards.charge(visit.invoiceId, card, 22_000, key);
    expect([again.status, again.body]).toEqual([402, refused.body]);
    expect(await cards.intents(visit.invoiceId)).toHaveLength(1);
    expect(await entriesSince(before)).toEqual([]);
    // A new one is, under a new key.
    expect((await cards.charge(visit.invoiceId, card, 22_000)).status).toBe(402);
    expect(await cards.intents(visit.invoiceId)).toHaveLength(2);
    expect(ok(await cards.pay(visit.invoiceId, [{ type: 'cash', amountCents: 22_000 }])).balanceCents).toBe(0);
  });

  it('refuses what nobody agreed to, what is too little, too much, or another’s, and asks no bank', async () => {
    const visit = await cards.visitOf();
    const other = await cards.visitOf();
    const card = await cards.save(visit.patientId, undefined, {
      label: 'personal',
      consent: { maxAmountCents: 10_000 },
    });
    const plan = await cards.save(visit.patientId, undefined, {
      label: 'personal',
      consent: { purpose: 'payment_plan' },
    });
    const problem = async (invoiceId: string, tender: object) => {
      const { status, body } = await cards.pay(invoiceId, [{ paymentMethodId: card.id, ...tender }]);
      return [status, body.code];
    };
    const saved = { type: 'card_on_file' };
    expect(await problem(visit.invoiceId, { ...saved, amountCents: 10_001 })).toEqual([422, 'card_consent_missing']);
    expect(await problem(visit.invoiceId, { ...saved, amountCents: 100, paymentMethodId: plan.id })).toEqual([
      422,
      'card_consent_missing',
    ]);
    expect(await problem(visit.invoiceId, { ...saved, amountCents: 49 })).toEqual([422, 'card_amount_too_small']);
    expect(await problem(visit.invoiceId, { type: 'hsa_fsa_card', amountCents: 100 })).toEqual([
      422,
      'payment_method_mismatch',
    ]);
    expect(await problem(other.invoiceId, { ...saved, amountCents: 100 })).toEqual([404, 'payment_method_unknown']);
    expect(await problem(randomUUID(), { ...saved, amountCents: 100 })).toEqual([404, 'invoice_unknown']);
    ok(await cards.pay(visit.invoiceId, [{ type: 'cash', amountCents: 21_000 }]));
    expect(await problem(visit.invoiceId, { ...saved, amountCents: 1_001 })).toEqual([422, 'amount_exceeds_balance']);
    const credit = { tenders: [{ ...saved, paymentMethodId: card.id, amountCents: 1_001 }], keepExcessAsCredit: true };
    expect((await desk.post(`/v1/invoices/${visit.invoiceId}/payments`, credit)).body['code']).toBe(
      'amount_exceeds_balance',
    );
    expect(await cards.intents(visit.invoiceId)).toEqual([]);
    expect(await potomac.desk.get(`/v1/payments?status=declined`)).toMatchObject({ body: { data: [] } });
  });

  it('takes a card_on_file tender without a saved card as one taken on the terminal', async () => {
    const visit = await cards.visitOf();
    const answer = await cards.pay(visit.invoiceId, [
      { type: 'card_on_file', amountCents: 22_000, reference: 'terminal 0042' },
    ]);
    expect(answer).toMatchObject({ status: 201, body: { tenders: [{ paymentMethodId: null, status: 'succeeded' }] } });
  });
});
