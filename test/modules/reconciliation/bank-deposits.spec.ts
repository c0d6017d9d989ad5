import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';

interface Check {
  tenderId: string;
  status: string;
  amountCents: number;
}
interface Deposit {
  id: string;
  status: string;
  totalCents: number;
  checks: Check[];
}

describe('Cash and checks carried to the bank', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let accountant: Desk;

  const pay = async (...tenders: object[]) => {
    const visit = await postVisit(desk, ['intake']);
    const paid = ok(
      await desk.post<{ tenders: { id: string; type: string }[] }>(`/v1/invoices/${visit.invoiceId}/payments`, {
        tenders,
      }),
    );
    return { visit, checkId: paid.tenders.find(({ type }) => type === 'check')?.id };
  };
  const deposit = (body: object, key?: string) =>
    desk.post<Deposit & { code?: string; maximumCents?: number }>(
      '/v1/bank-deposits',
      { depositedOn: '2026-03-02', reference: 'slip 1', ...body },
      key,
    );
  const returned = (checkId: string) =>
    accountant.post<Check & { code?: string }>(`/v1/checks/${checkId}/return`, {
      returnedOn: '2026-03-02',
      reference: 'NSF',
    });
  const statusOf = async (checkId: string) =>
    ok(await desk.get<{ data: Check[] }>('/v1/checks?limit=200')).data.find(({ tenderId }) => tenderId === checkId)
      ?.status;
  const newEntries = async (work: () => Promise<unknown>) => {
    const before = (await journalOf(app, cascade.id)).length;
    await work();
    return (await journalOf(app, cascade.id)).slice(before);
  };

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
    accountant = await openDesk(app, cascade.id, 'accountant');
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('are one entry: the bank against the drawer and the checks', async () => {
    const { checkId } = await pay(
      { type: 'check', amountCents: 12_800, reference: '1024' },
      { type: 'cash', amountCents: 9_200 },
    );
    expect(await statusOf(checkId!)).toBe('received');
    const entries = await newEntries(async () => {
      const slip = ok(await deposit({ cashCents: 9_200, checkTenderIds: [checkId] }));
      expect(slip).toMatchObject({ status: 'carried', totalCents: 22_000, checks: [{ tenderId: checkId }] });
      expect(ok(await desk.get(`/v1/bank-deposits/${slip.id}`))).toEqual(slip);
    });
    expect(entries).toEqual([['Dr 1000 22000', 'Cr 1020 9200', 'Cr 1010 12800']]);
    expect(await statusOf(checkId!)).toBe('deposited');
  });

  it('that came back makes its bill owed again, and a task of it', async () => {
    const { visit, checkId } = await pay({ type: 'check', amountCents: 22_000, reference: '1025' });
    expect((await returned(checkId!)).body.code).toBe('check_not_at_bank');
    ok(await deposit({ checkTenderIds: [checkId] }));
    const entries = await newEntries(async () => {
      expect(ok(await returned(checkId!))).toMatchObject({ status: 'returned', amountCents: 22_000 });
    });
    expect(entries).toEqual([['Dr 1100 22000', 'Cr 1000 22000']]);
    expect(ok(await desk.get(`/v1/invoices/${visit.invoiceId}`))).toMatchObject({ balanceCents: 22_000 });
    const tasks = ok(await accountant.get<{ data: object[] }>(`/v1/tasks?kind=check_returned&subjectId=${checkId}`));
    expect(tasks.data).toMatchObject([{ status: 'open', amountCents: 22_000 }]);
    expect(await returned(checkId!)).toMatchObject({ status: 409, body: { code: 'check_not_at_bank' } });
  });

  it('that came back cannot be refunded, and one at the bank cannot be voided', async () => {
    const biller = await openDesk(app, cascade.id, 'biller');
    const visit = await postVisit(desk, ['intake']);
    const paid = ok(
      await desk.post<{ id: string; tenders: { id: string }[] }>(`/v1/invoices/${visit.invoiceId}/payments`, {
        tenders: [{ type: 'check', amountCents: 22_000, reference: '1030' }],
      }),
    );
    ok(await deposit({ checkTenderIds: [paid.tenders[0]!.id] }));
    expect(await desk.post(`/v1/payments/${paid.id}/void`, { reason: 'Wrong patient' })).toMatchObject({
      status: 409,
      body: { code: 'payment_not_voidable', because: 'check_deposited' },
    });
    ok(await returned(paid.tenders[0]!.id));
    expect(
      await biller.post(`/v1/payments/${paid.id}/refunds`, { amountCents: 22_000, reason: 'other' }),
    ).toMatchObject({ status: 422, body: { code: 'refund_exceeds_remaining' } });
  });

  it('take back what was kept as credit before they make a bill owed again', async () => {
    const visit = await postVisit(desk, ['intake']);
    const paid = ok(
      await desk.post<{ tenders: { id: string }[] }>(`/v1/invoices/${visit.invoiceId}/payments`, {
        tenders: [{ type: 'check', amountCents: 25_000, reference: '1026' }],
        keepExcessAsCredit: true,
      }),
    );
    const checkId = paid.tenders[0]!.id;
    ok(await deposit({ checkTenderIds: [checkId] }));
    expect(await newEntries(() => returned(checkId))).toEqual([['Dr 2000 3000', 'Dr 1100 22000', 'Cr 1000 25000']]);
  });

  it('go to the bank once, however many slips name them at once', async () => {
    const { checkId } = await pay({ type: 'check', amountCents: 22_000, reference: '1027' });
    const answers = await Promise.all([1, 2, 3].map(() => deposit({ checkTenderIds: [checkId] })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const key = randomUUID();
    await pay({ type: 'cash', amountCents: 1_000 });
    const [first, second] = [await deposit({ cashCents: 1_000 }, key), await deposit({ cashCents: 1_000 }, key)];
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotent-replayed']).toBe('true');
  });

  it('are never more cash than the books have in the drawer, also when two carry it away at once', async () => {
    await pay({ type: 'cash', amountCents: 5_000 });
    const refused = await deposit({ cashCents: 5_001 });
    expect(refused).toMatchObject({ status: 422, body: { code: 'amount_exceeds_balance', maximumCents: 5_000 } });
    const answers = await Promise.all([deposit({ cashCents: 3_000 }), deposit({ cashCents: 3_000 })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    ok(await deposit({ cashCents: 2_000 }));
  });

  it.each<[string, object, number, string]>([
    ['nothing', {}, 422, 'deposit_empty'],
    ['a day that has not come', { cashCents: 1, depositedOn: '2026-03-03' }, 422, 'date_in_future'],
    ['a check nobody has', { checkTenderIds: [randomUUID()] }, 404, 'check_unknown'],
    ['a place that is not ours', { cashCents: 1, locationId: randomUUID() }, 404, 'location_unknown'],
    ['a word for a check', { checkTenderIds: ['x'] }, 400, 'validation_failed'],
  ])('with %s are refused', async (_what, body, status, code) => {
    expect(await deposit(body)).toMatchObject({ status, body: { code } });
  });

  it('of another clinic do not exist', async () => {
    const { checkId } = await pay({ type: 'check', amountCents: 22_000, reference: '1028' });
    const foreign = await potomac.desk.post('/v1/bank-deposits', {
      depositedOn: '2026-03-02',
      reference: 'slip',
      checkTenderIds: [checkId],
    });
    expect(foreign).toMatchObject({ status: 404, body: { code: 'check_unknown' } });
    const slip = ok(await deposit({ checkTenderIds: [checkId] }));
    expect(await potomac.desk.get(`/v1/bank-deposits/${slip.id}`)).toMatchObject({
      status: 404,
      body: { code: 'deposit_unknown' },
    });
  });
});
