import Stripe from 'stripe';
import { startTestApp, type TestApp } from '../support/app';
import { type Desk, ok, openDesk } from '../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../support/demo';
import { eventually } from '../support/hosted-page';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { type CardPayment, stripeDesk } from '../support/stripe-desk';

interface Dispute {
  id: string;
  status: string;
  isOpen: boolean;
  isInquiry: boolean;
  feeCents: number;
  heldCents: number;
  evidenceDueAt: string;
  answers: { status: string; statement: string }[];
}
interface Task {
  status: string;
  dueAt: string;
  amountCents: number;
}

const SALE = [
  ['Dr 1100 55000', 'Cr 4010 55000'],
  ['Dr 1030 55000', 'Cr 1100 55000'],
  ['Dr 6000 1625', 'Cr 1030 1625'],
];
const OPENED = [
  ['Dr 1050 55000', 'Cr 1030 55000'],
  ['Dr 6010 1500', 'Cr 1030 1500'],
];

describe('S5: a bank takes back a card payment of $550.00', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let biller: Desk;
  let at: ReturnType<typeof stripeDesk>;
  let paid: CardPayment;

  const booked = () => journalOf(app, cascade.id);
  const payment = async () => ok(await desk.get<{ status: string }>(`/v1/payments/${paid.paymentId}`));
  const balance = async () =>
    ok(await desk.get<{ balanceCents: number }>(`/v1/invoices/${paid.visit.invoiceId}`)).balanceCents;
  const disputes = async (status = '') =>
    ok(await desk.get<{ data: Dispute[] }>(`/v1/disputes?paymentId=${paid.paymentId}${status && `&status=${status}`}`))
      .data;
  const tasks = async () =>
    ok(
      await biller.get<{ data: Task[] }>(`/v1/tasks?kind=dispute_opened&subjectId=${(await disputes())[0]?.id ?? 'x'}`),
    ).data;
  const open = async (how: object = {}): Promise<Dispute> => {
    await at.control('dispute', { charge: paid.chargeId, ...how });
    await at.quiet();
    return (await disputes())[0]!;
  };
  const answer = (dispute: Dispute, name: string, body: object = {}) =>
    biller.post<Dispute & { code?: string }>(`/v1/disputes/${dispute.id}/${name}`, body);

  beforeEach(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    biller = await openDesk(app, cascade.id, 'biller');
    at = stripeDesk(app, desk);
    paid = await at.payByCard('experiential-im');
    expect(await booked()).toEqual(SALE);
  });
  afterEach(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('won: the money and the counter fee come back, and it cost 31.25 in fees', async () => {
    const dispute = await open();
    expect(await booked()).toEqual([...SALE, ...OPENED]);
    expect(dispute).toMatchObject({ status: 'needs_response', isOpen: true, isInquiry: false, heldCents: 55_000 });
    expect(await payment()).toMatchObject({ status: 'disputed' });
    expect(await tasks()).toMatchObject([{ status: 'open', amountCents: 55_000, dueAt: dispute.evidenceDueAt }]);
    expect((await answer(dispute, 'evidence', { statement: 'winning_evidence' })).status).toBe(201);
    await at.quiet();
    expect((await booked()).slice(5)).toEqual([
      ['Dr 6010 1500', 'Cr 1030 1500'],
      ['Dr 1030 55000', 'Cr 1050 55000'],
      ['Dr 1030 1500', 'Cr 6010 1500'],
    ]);
    expect((await disputes())[0]).toMatchObject({ status: 'won', isOpen: false, feeCents: 1_500, heldCents: 0 });
    expect(await payment()).toMatchObject({ status: 'succeeded' });
    expect(await balance()).toBe(0);
    expect(await tasks()).toMatchObject([{ status: 'done' }]);
    const { lines } = ok(
      await (
        await openDesk(app, cascade.id, 'accountant')
      ).get<{ lines: { accountNumber: number; debitCents: number }[] }>('/v1/ledger/trial-balance'),
    );
    const debitOf = (account: number) => lines.find(({ accountNumber }) => accountNumber === account)?.debitCents;
    expect([debitOf(6000)! + debitOf(6010)!, debitOf(1050), debitOf(1030)]).toEqual([3_125, 0, 55_000 - 3_125]);
  });

  it('lost: the session owes its 550.00 again, and the payment stays disputed', async () => {
    const dispute = await open();
    expect((await answer(dispute, 'evidence', { statement: 'losing_evidence' })).status).toBe(201);
    await at.quiet();
    expect((await booked()).slice(5)).toEqual([
      ['Dr 6010 1500', 'Cr 1030 1500'],
      ['Dr 1100 55000', 'Cr 1050 55000'],
    ]);
    expect(await balance()).toBe(55_000);
    expect(await payment()).toMatchObject({ status: 'disputed' });
    expect(await disputes('lost')).toMatchObject([{ isOpen: false, feeCents: 3_000 }]);
    expect(await tasks()).toMatchObject([{ status: 'done' }]);
  });

  it('accepted: it is lost at once, and nothing more can be said', async () => {
    const dispute = await open();
    expect(ok(await answer(dispute, 'accept'))).toMatchObject({ status: 'lost', answers: [{ status: 'sent' }] });
    expect((await booked()).slice(5)).toEqual([['Dr 1100 55000', 'Cr 1050 55000']]);
    expect(await answer(dispute, 'evidence')).toMatchObject({ status: 409, body: { code: 'dispute_closed' } });
  });

  it('an inquiry moves no money: it is a task until it is closed', async () => {
    const inquiry = await open({ inquiry: true, reason: 'general' });
    expect(inquiry).toMatchObject({ status: 'warning_needs_response', isInquiry: true, isOpen: true, heldCents: 0 });
    expect(await booked()).toEqual(SALE);
    expect(await payment()).toMatchObject({ status: 'succeeded' });
    expect(await tasks()).toMatchObject([{ status: 'open' }]);
    expect(ok(await answer(inquiry, 'accept'))).toMatchObject({ status: 'warning_closed', isOpen: false });
    await at.quiet();
    expect(await booked()).toEqual(SALE);
    expect(await tasks()).toMatchObject([{ status: 'done' }]);
    expect(await payment()).toMatchObject({ status: 'succeeded' });
  });

  it('sends neutral words of its own, and nothing that tells why somebody came', async () => {
    const dispute = await open();
    const patient = ok(
      await desk.get<{ lastName: string; dateOfBirth: string }>(`/v1/patients/${paid.visit.patientId}`),
    );
    for (const statement of [
      `${patient.lastName} kept the appointment.`,
      `Born ${patient.dateOfBirth}.`,
      'A ketamine session was given.',
      'For F33.2.',
    ])
      expect(await answer(dispute, 'evidence', { statement })).toMatchObject({
        status: 422,
        body: { code: 'dispute_statement_unsuitable' },
      });
    const sent = ok(await answer(dispute, 'evidence'));
    expect(sent).toMatchObject({ status: 'under_review', answers: [{ status: 'sent' }] });
    const atStripe = (await at.api().disputes.list({ limit: 1 })).data[0]!;
    expect(atStripe.evidence.uncategorized_text).toBe(sent.answers[0]!.statement);
    expect(sent.answers[0]!.statement).toContain('$550.00');
    expect(sent.answers[0]!.statement).toContain('4242');
  });

  it('waits for its payment when the bank is faster than we are', async () => {
    app.stripe.setWebhook('http://127.0.0.1:9/nobody', 'whsec_nobody_listens_here');
    const { data } = await at.api().events.list({ limit: 1 });
    const before = (await booked()).length;
    const dispute = await at.control<{ dispute: Stripe.Dispute }>('dispute', { charge: paid.chargeId });
    await app.database.query('UPDATE payment_tenders SET stripe_payment_intent_id = NULL WHERE payment_id = $1', [
      paid.paymentId,
    ]);
    await ring(app, {
      ...data[0]!,
      id: 'evt_early',
      type: 'charge.dispute.created',
      data: { object: dispute.dispute },
    });
    await eventually(
      async () =>
        (
          await app.database.query<{ attempts: number }>(
            `SELECT attempts FROM graphile_worker._private_jobs WHERE payload->>'eventId' = 'evt_early' AND attempts > 0 AND locked_at IS NULL`,
          )
        )[0],
      'it was tried and will be tried again',
    );
    expect(await booked()).toHaveLength(before);
    await app.database.query('UPDATE payment_tenders SET stripe_payment_intent_id = $2 WHERE payment_id = $1', [
      paid.paymentId,
      paid.paymentIntentId,
    ]);
    await eventually(async () => (await booked()).length === before + 2, 'it is applied when it is tried again');
    expect((await booked()).slice(before)).toEqual(OPENED);
  });
});

async function ring(app: TestApp, event: object): Promise<void> {
  const body = JSON.stringify(event);
  const signature = new Stripe('sk_test_sandbox').webhooks.generateTestHeaderString({
    payload: body,
    secret: app.database.secrets.webhook,
  });
  const answer = await fetch(`${app.url}/v1/webhooks/stripe`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'stripe-signature': signature },
  });
  expect(answer.status).toBe(200);
}
