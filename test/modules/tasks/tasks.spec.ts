import { randomUUID } from 'node:crypto';
import { Money } from '../../../src/kernel/money';
import { CloseTask } from '../../../src/modules/tasks/close-task';
import { RaiseTask } from '../../../src/modules/tasks/raise-task';
import { RequestApproval } from '../../../src/modules/tasks/request-approval';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';

interface Task {
  id: string;
  status: string;
  ageDays: number;
  amountCents: number;
  assignedTo: string | null;
  resolution: string | null;
}

describe('Tasks and approvals', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let accountant: Desk;

  const raise = (subjectId: string, cents: number) =>
    app.as(cascade.id, () =>
      app.get(RaiseTask).execute({
        kind: 'refund_failed',
        subject: { type: 'refund', id: subjectId },
        amount: Money.cents(cents),
        facts: { code: 'expired_or_canceled_card' },
      }),
    );
  const tasksAbout = async (subjectId: string) =>
    ok(await accountant.get<{ data: Task[] }>(`/v1/tasks?kind=refund_failed&subjectId=${subjectId}`)).data;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
    accountant = await openDesk(app, cascade.id, 'accountant');
  });
  afterAll(() => app.close());

  it('keeps one open task about a subject, with its age and the last figures', async () => {
    const subject = randomUUID();
    await raise(subject, 100);
    clock.advance({ hours: 50 });
    await raise(subject, 250);
    expect(await tasksAbout(subject)).toMatchObject([{ status: 'open', ageDays: 2, amountCents: 250 }]);
  });

  it('is assigned, closed with what was done, and may come up again', async () => {
    const subject = randomUUID();
    await raise(subject, 100);
    const [task] = await tasksAbout(subject);
    const { staffUserId } = (
      await app.database.query<{ staffUserId: string }>(
        `SELECT id AS "staffUserId" FROM staff_users WHERE clinic_id = $1 LIMIT 1`,
        [cascade.id],
      )
    )[0]!;
    expect(ok(await desk.post(`/v1/tasks/${task!.id}/assign`, { staffUserId }))).toMatchObject({
      assignedTo: staffUserId,
    });
    const closed = await desk.post(`/v1/tasks/${task!.id}/close`, { resolution: 'Sent a check' });
    expect(ok(closed)).toMatchObject({ status: 'done', resolution: 'Sent a check' });
    clock.advance({ minutes: 1 });
    await raise(subject, 300);
    expect((await tasksAbout(subject)).map(({ status }) => status)).toEqual(['open', 'done']);
    await app.as(cascade.id, () => app.get(CloseTask).about('refund_failed', subject, 'paid out'));
    expect((await tasksAbout(subject)).map(({ status }) => status)).toEqual(['done', 'done']);
  });

  it('does not exist for another clinic, for a stranger, or with a made-up id', async () => {
    const subject = randomUUID();
    await raise(subject, 100);
    const [task] = await tasksAbout(subject);
    for (const answer of [
      await potomac.desk.get(`/v1/tasks/${task!.id}`),
      await potomac.desk.post(`/v1/tasks/${task!.id}/close`, { resolution: 'none of ours' }),
      await desk.post(`/v1/tasks/${randomUUID()}/assign`, { staffUserId: null }),
    ])
      expect(answer).toMatchObject({ status: 404, body: { code: 'task_unknown' } });
    expect(await desk.post(`/v1/tasks/${task!.id}/assign`, { staffUserId: randomUUID() })).toMatchObject({
      status: 404,
      body: { code: 'staff_user_unknown' },
    });
  });

  it('never lets whoever asked approve, not even with a key of their own', async () => {
    const admins = await app.database.query<{ id: string; email: string }>(
      `SELECT id, email FROM staff_users WHERE clinic_id = $1 AND role = 'admin'`,
      [cascade.id],
    );
    const admin = admins[0]!;
    const subject = randomUUID();
    const approvalId = await app.as(
      cascade.id,
      () =>
        app.get(RequestApproval).execute({
          kind: 'day_reopening',
          subject: { type: 'daily_close', id: subject },
          reason: 'A check was missed',
        }),
      { kind: 'staff', id: admin.id, label: admin.email },
    );
    const ownKey = cascade.users.find(({ role }) => role === 'admin')!.apiKey;
    const approve = (key: string) =>
      app.app.inject({
        method: 'POST',
        url: `/v1/approvals/${approvalId}/approve`,
        headers: { authorization: `Bearer ${key}` },
      });
    const refused = await approve(ownKey);
    expect([refused.statusCode, (refused.json() as { code: string }).code]).toEqual([
      403,
      'approval_needs_other_person',
    ]);
    expect((await desk.post(`/v1/approvals/${approvalId}/approve`, {})).status).toBe(403);
    const waiting = ok(
      await accountant.get<{ data: { id: string; status: string }[] }>('/v1/approvals?status=requested'),
    );
    expect(waiting.data).toMatchObject([{ id: approvalId, status: 'requested' }]);
  });
});
