import { startTestApp, type TestApp } from '../../support/app';
import { closeDay } from '../../support/daily-closes';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { payCash, refusal } from '../../support/drawers';
import { FixedClock } from '../../support/fixed-clock';
import { expectBooksTie } from '../../support/ledger';
import { expectReportsTie } from '../../support/reports';

interface Period {
  month: string;
  status: string;
  unsealedDays: number;
  firstUnsealedDay: string | null;
  unsettled: { type: string; id: string; status: string }[];
  lateCorrections: { sourceType: string; sealedOn: string; effectiveOn: string; amountCents: number }[];
  changes: { kind: string; hash: string; intact: boolean }[];
  reopening: { approvalId: string; reason: string } | null;
  approvalId: string;
  code?: string;
}

describe('A month of the books', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let accountant: Desk;
  let admin: Desk;

  const close = (month: string, by = accountant) => by.post<Period>(`/v1/periods/${month}/close`, {});
  const reopen = (month: string, by = accountant) =>
    by.post<Period>(`/v1/periods/${month}/reopen`, { reason: 'A bill came late' });
  const period = async (month: string) => ok(await accountant.get<Period>(`/v1/periods/${month}`));
  const decide = (id: string, by = admin) => by.post(`/v1/approvals/${id}/approve`, {});

  beforeEach(async () => {
    clock.set('2026-03-02T20:00:00Z');
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
    accountant = await openDesk(app, cascade.id, 'accountant');
    admin = await openDesk(app, cascade.id, 'admin');
    const visit = await postVisit(desk, ['intake']);
    await payCash(desk, visit, 12_000);
  });
  afterEach(async () => {
    await expectBooksTie(app, cascade.id);
    await expectReportsTie(app, cascade.id);
    await app.close();
  });

  /** The month is over and its days are sealed by the close of its last one. */
  const sealMarch = async () => {
    clock.set('2026-03-31T23:00:00Z');
    ok(await closeDay(desk));
    clock.set('2026-04-01T17:00:00Z');
  };

  it('is closed once it is over and its days are sealed, and tells what keeps it from it', async () => {
    expect(refusal(await close('2026-03'))).toEqual({ status: 409, code: 'period_not_over' });
    clock.set('2026-04-01T17:00:00Z');
    expect(await close('2026-03')).toMatchObject({
      status: 409,
      body: { code: 'period_has_unsealed_days', firstDay: '2026-03-01', lastDay: '2026-03-31', days: 31 },
    });
    ok(await closeDay(desk, { businessDate: '2026-03-30' }));
    expect(await period('2026-03')).toMatchObject({ status: 'open', unsealedDays: 1, firstUnsealedDay: '2026-03-31' });
    expect(await close('2026-03')).toMatchObject({ status: 409, body: { firstDay: '2026-03-31', days: 1 } });
    ok(await closeDay(desk, { businessDate: '2026-03-31' }));
    expect(ok(await close('2026-03'))).toMatchObject({
      month: '2026-03',
      status: 'closed',
      changes: [{ kind: 'closed', intact: true }],
    });
    expect(refusal(await close('2026-03'))).toEqual({ status: 409, code: 'period_already_closed' });
    expect(refusal(await close('2026-02'))).toEqual({ status: 409, code: 'period_already_closed' });
    expect(ok(await accountant.get<{ data: Period[] }>('/v1/periods')).data).toEqual([
      { month: '2026-03', status: 'closed' },
    ]);
    expect(
      ok(await (await openDesk(app, potomac.id, 'accountant')).get<{ data: Period[] }>('/v1/periods')).data,
    ).toEqual([]);
  });

  it('waits for payments whose outcome nobody knows, and lists them', async () => {
    await sealMarch();
    const [payment] = await app.database.query<{ id: string }>(
      `UPDATE payments SET state = 'unknown' WHERE clinic_id = $1 RETURNING id`,
      [cascade.id],
    );
    expect(await close('2026-03')).toMatchObject({
      status: 409,
      body: {
        code: 'period_has_unknown_payments',
        payments: [{ type: 'payment', id: payment!.id, status: 'unknown' }],
      },
    });
    await app.database.query(`UPDATE payments SET state = 'succeeded' WHERE id = $1`, [payment!.id]);
    ok(await close('2026-03'));
  });

  it('sends what comes later to an open day, which names the sealed one', async () => {
    await sealMarch();
    ok(await close('2026-03'));
    await postVisit(desk, ['intake'], { dateOfService: '2026-03-30' });
    expect((await period('2026-03')).lateCorrections).toMatchObject([
      { sourceType: 'charge', sealedOn: '2026-03-30', effectiveOn: '2026-04-01', amountCents: 22_000 },
    ]);
    expect((await period('2026-03')).changes).toMatchObject([{ intact: true }]);
  });

  it('is reopened by a second person alone, after which its last day can be, too', async () => {
    await sealMarch();
    expect(refusal(await reopen('2026-03'))).toEqual({ status: 409, code: 'period_not_closed' });
    ok(await close('2026-03'));
    const [day] = ok(await accountant.get<{ data: { id: string }[] }>('/v1/daily-closes')).data;
    expect(refusal(await accountant.post(`/v1/daily-closes/${day!.id}/reopen`, { reason: 'x' }))).toEqual({
      status: 409,
      code: 'period_in_closed_month',
    });

    const { approvalId } = ok(await reopen('2026-03', admin));
    expect(await period('2026-03')).toMatchObject({ status: 'closed', reopening: { approvalId } });
    expect(refusal(await reopen('2026-03'))).toEqual({ status: 409, code: 'reopening_already_requested' });
    expect(refusal(await decide(approvalId, admin))).toEqual({ status: 403, code: 'approval_needs_other_person' });
    expect(refusal(await decide(approvalId, accountant))).toMatchObject({ status: 403 });
    const other = await openDesk(app, cascade.id, 'admin');
    ok(await decide(approvalId, other));
    expect(await period('2026-03')).toMatchObject({
      status: 'open',
      reopening: null,
      changes: [
        { kind: 'reopened', intact: true },
        { kind: 'closed', intact: true },
      ],
    });
    expect(await accountant.post(`/v1/daily-closes/${day!.id}/reopen`, { reason: 'x' })).toMatchObject({ status: 202 });
    ok(await close('2026-03'));
    expect((await period('2026-03')).changes.map(({ kind }) => kind)).toEqual(['closed', 'reopened', 'closed']);
  });

  it('is reopened in order, the latest first', async () => {
    await sealMarch();
    ok(await close('2026-03'));
    clock.set('2026-05-01T17:00:00Z');
    ok(await closeDay(desk, { businessDate: '2026-04-30' }));
    ok(await close('2026-04'));
    expect(refusal(await reopen('2026-03'))).toEqual({ status: 409, code: 'period_not_latest' });
    const { approvalId } = ok(await reopen('2026-04'));
    ok(await decide(approvalId));
    expect(await period('2026-03')).toMatchObject({ status: 'closed' });
    expect(await period('2026-04')).toMatchObject({ status: 'open' });
  });

  it('is not reopened any more when a later one was closed before the second person agreed', async () => {
    await sealMarch();
    ok(await close('2026-03'));
    const { approvalId } = ok(await reopen('2026-03'));
    clock.set('2026-05-01T17:00:00Z');
    ok(await closeDay(desk, { businessDate: '2026-04-30' }));
    ok(await close('2026-04'));
    expect(refusal(await decide(approvalId))).toEqual({ status: 409, code: 'period_not_latest' });
    expect(await period('2026-04')).toMatchObject({ status: 'closed' });
    expect(ok(await admin.post(`/v1/approvals/${approvalId}/reject`, {}))).toBeDefined();
    expect(await period('2026-03')).toMatchObject({ status: 'closed', reopening: null });
  });

  it('shows when what it covered is not as it was, and what it wrote cannot be changed', async () => {
    await sealMarch();
    ok(await close('2026-03'));
    for (const statement of [
      `UPDATE ledger_month_changes SET content = '{}'`,
      'DELETE FROM ledger_month_changes',
      `UPDATE ledger_books SET closed_through = '2026-03-15'`,
    ])
      await expect(app.database.query(statement)).rejects.toThrow();
    await app.database.query('SET session_replication_role = replica');
    await app.database.query(
      `UPDATE journal_entries SET content_hash = sha256('x') WHERE clinic_id = $1 AND kind = 'payment'`,
      [cascade.id],
    );
    expect((await period('2026-03')).changes).toMatchObject([{ kind: 'closed', intact: false }]);
    await app.database.query(
      `UPDATE journal_entries e SET content_hash = journal_entry_hash(e.clinic_id, e.id) WHERE clinic_id = $1 AND kind = 'payment'`,
      [cascade.id],
    );
    await app.database.query('SET session_replication_role = origin');
  });

  it('is closed once by two at the same moment', async () => {
    await sealMarch();
    const answers = await Promise.all([close('2026-03'), close('2026-03', admin)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await period('2026-03')).changes).toHaveLength(1);
  });

  it.each(['2026-13', '2026-3', 'march', '2026-03-01'])('is not %s', async (month) => {
    expect(refusal(await close(month))).toEqual({ status: 400, code: 'date_invalid' });
  });

  it('is not closed by the front desk', async () => {
    expect(await close('2026-02', desk)).toMatchObject({ status: 403 });
  });
});
