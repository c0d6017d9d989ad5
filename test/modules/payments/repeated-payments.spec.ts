import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';

interface Payment {
  id: string;
}

const cash = (amountCents: number) => ({ tenders: [{ type: 'cash', amountCents }] });

describe('The same payment sent again', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  const pay = (invoiceId: string, body: unknown, key?: string | null) =>
    desk.post<Payment>(`/v1/invoices/${invoiceId}/payments`, body, key);

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-03-02T20:00:00Z') });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('has one effect and one answer, byte for byte', async () => {
    const visit = await postVisit(desk, ['intake']);
    const key = randomUUID();
    const first = await pay(visit.invoiceId, cash(10_000), key);
    const again = await pay(visit.invoiceId, cash(10_000), key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([undefined, 'true']);
    expect(ok(await desk.get(`/v1/invoices/${visit.invoiceId}`))).toMatchObject({ balanceCents: 12_000 });
  });

  it('refuses a missing key, a key for another body, and a key for another invoice', async () => {
    const [one, two] = [await postVisit(desk, ['intake']), await postVisit(desk, ['intake'])];
    const key = randomUUID();
    expect(await pay(one.invoiceId, cash(100), null)).toMatchObject({
      status: 400,
      body: { code: 'idempotency_key_missing' },
    });
    ok(await pay(one.invoiceId, cash(100), key));
    expect(await pay(one.invoiceId, cash(101), key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    expect(await pay(two.invoiceId, cash(100), key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
  });

  it('may be corrected under the same key after a refusal, which stored nothing', async () => {
    const visit = await postVisit(desk, ['intake']);
    const key = randomUUID();
    expect((await pay(visit.invoiceId, cash(22_001), key)).status).toBe(422);
    expect((await pay(visit.invoiceId, cash(22_000), key)).status).toBe(201);
  });

  it('a hundred times at once posts once', async () => {
    const visit = await postVisit(desk, ['intake']);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 100 }, () => pay(visit.invoiceId, cash(5_000), key)));
    const statuses = new Set(answers.map((answer) => answer.status));
    expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
    expect(new Set(answers.filter((answer) => answer.status === 201).map((answer) => answer.body.id)).size).toBe(1);
    for (const answer of answers)
      if (answer.status === 409) expect(answer.body).toMatchObject({ code: 'idempotency_in_progress' });
    expect(ok(await desk.get(`/v1/invoices/${visit.invoiceId}`))).toMatchObject({
      paidCents: 5_000,
      balanceCents: 17_000,
    });
  });

  it('under twenty different keys at once never collects more than the balance', async () => {
    const visit = await postVisit(desk, ['intake']);
    const answers = await Promise.all(Array.from({ length: 20 }, () => pay(visit.invoiceId, cash(3_000))));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(7);
    for (const answer of answers)
      if (answer.status !== 201)
        expect(answer.body).toMatchObject({ code: 'amount_exceeds_balance', maximumCents: 1_000 });
    expect(ok(await desk.get(`/v1/invoices/${visit.invoiceId}`))).toMatchObject({
      paidCents: 21_000,
      balanceCents: 1_000,
    });
  });
});
