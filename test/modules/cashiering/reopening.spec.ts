import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { closeDay, readClose } from '../../support/daily-closes';
import { type Answer, type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { expectClosesHold, payCash, refusal } from '../../support/drawers';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';

interface Reopening {
  id: string;
  approvalId: string;
  status: string;
  code: string;
}

describe('Reopening a sealed day', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let accountant: Desk;
  let admin: Desk;
  const ask = (closeId: string, by: Desk = accountant) =>
    by.post<Reopening>(`/v1/daily-closes/${closeId}/reopen`, { reason: 'A check was entered twice' });
  const decide = (approvalId: string, what: 'approve' | 'reject', by: Desk = admin): Promise<Answer> =>
    by.post(`/v1/approvals/${approvalId}/${what}`, {});

  beforeEach(async () => {
    clock.set('2026-03-02T20:00:00Z');
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    accountant = await openDesk(app, cascade.id, 'accountant');
    admin = await openDesk(app, cascade.id, 'admin');
  });
  afterEach(async () => {
    await expectClosesHold(app, cascade.id);
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('needs a second person, leaves a scar, and the day closed again names the close it replaces', async () => {
    const visit = await postVisit(desk, ['intake']);
    const first = ok(await closeDay(desk));
    expect((await ask(first.id, desk)).status).toBe(403);
    const asked = await ask(first.id, admin);
    expect(asked).toMatchObject({ status: 202, body: { status: 'requested', closeId: first.id } });
    expect(refusal(await ask(first.id))).toEqual({ status: 409, code: 'reopening_already_requested' });
    expect(refusal(await decide(asked.body.approvalId, 'approve'))).toEqual({
      status: 403,
      code: 'approval_needs_other_person',
    });
    expect((await readClose(desk, first.id)).status).toBe('standing');

    const other = await openDesk(app, cascade.id, 'admin');
    ok(await decide(asked.body.approvalId, 'approve', other));
    expect(await readClose(desk, first.id)).toMatchObject({ status: 'reopened', sealed: false });
    const waiting = ok(await desk.get<{ data: object[] }>('/v1/tasks?kind=approval_waiting&status=open'));
    expect(waiting.data).toEqual([]);

    // The day is open again: money lands on it.
    await payCash(desk, visit, 12_000);
    const again = ok(await closeDay(desk));
    expect(again).toMatchObject({
      number: 'DC-000002',
      businessDate: '2026-03-02',
      sealed: true,
      replaces: { id: first.id, number: 'DC-000001' },
      previousHash: first.hash,
      entryCount: 2,
      lateCorrections: [],
    });
    expect(await readClose(desk, first.id)).toMatchObject({
      status: 'replaced',
      replacedBy: { id: again.id, number: 'DC-000002' },
      entryCount: 1,
      intact: true,
    });
    const changes = await app.database.query(
      'SELECT kind, closed_before, closed_after, approval_id FROM ledger_day_changes WHERE clinic_id = $1 ORDER BY change_number',
      [cascade.id],
    );
    expect(changes).toEqual([
      { kind: 'closed', closed_before: null, closed_after: '2026-03-02', approval_id: null },
      { kind: 'reopened', closed_before: '2026-03-02', closed_after: null, approval_id: asked.body.approvalId },
      { kind: 'closed', closed_before: null, closed_after: '2026-03-02', approval_id: null },
    ]);
  });

  it('changes nothing when it is refused, and may be asked for again', async () => {
    const close = ok(await closeDay(desk));
    const asked = await ask(close.id);
    ok(await decide(asked.body.approvalId, 'reject'));
    expect(await readClose(desk, close.id)).toMatchObject({ status: 'standing', sealed: true });
    expect((await ask(close.id)).status).toBe(202);
  });

  it('is for the latest sealed day alone, also when it is only approved after another was sealed', async () => {
    const first = ok(await closeDay(desk));
    const asked = await ask(first.id);
    clock.set('2026-03-03T20:00:00Z');
    const second = ok(await closeDay(desk));
    expect(refusal(await decide(asked.body.approvalId, 'approve'))).toEqual({ status: 409, code: 'day_not_latest' });
    expect(refusal(await ask(first.id))).toEqual({ status: 409, code: 'day_not_latest' });
    expect(refusal(await ask(randomUUID()))).toEqual({ status: 404, code: 'daily_close_unknown' });

    ok(await decide((await ask(second.id)).body.approvalId, 'approve'));
    clock.set('2026-03-04T20:00:00Z');
    expect(await closeDay(desk)).toMatchObject({
      status: 409,
      body: { code: 'earlier_day_open', days: [{ number: 'DC-000002', businessDate: '2026-03-03' }] },
    });
    ok(await closeDay(desk, { businessDate: '2026-03-03' }));
    expect(ok(await closeDay(desk))).toMatchObject({ number: 'DC-000004', sealed: true });
  });
});
