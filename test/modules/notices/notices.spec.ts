import { randomUUID } from 'node:crypto';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { CancelNotices } from '../../../src/modules/notices/cancel-notices';
import type { NoticeView } from '../../../src/modules/notices/notice.view';
import { ok } from '../../support/desk';
import { type NoticesDesk, openNoticesDesk } from '../../support/notices-desk';

describe('Notices', () => {
  let desk: NoticesDesk;

  beforeAll(async () => {
    desk = await openNoticesDesk();
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.reset());

  it('go out with the amount, the day and the patient’s page, and nothing that tells why', async () => {
    const who = await desk.patient();
    await desk.queue({ patient: who });
    await desk.sweep();
    expect(await desk.of(who)).toMatchObject([{ status: 'sent', attempts: 1, amountCents: 22_000 }]);
    expect(desk.mail.taken).toHaveLength(1);
    const { to, text } = desk.mail.taken[0]!;
    expect(to).toBe(who.email);
    expect(text).toContain('$220.00');
    expect(text).toContain('February 28, 2026');
    expect(text).toMatch(/http:\/\/127\.0\.0\.1\/pay\/\S{20,}/);
    expect(text).not.toMatch(/ketamin|spravato|intake|lovelace/i);
    const [stored] = await desk.app.database.query<{ body: string }>('SELECT body FROM notices WHERE patient_id = $1', [
      who.id,
    ]);
    expect(stored!.body).not.toMatch(/http/);
  });

  it('are written once for an occasion, however often they are asked for', async () => {
    const who = await desk.patient();
    const about = await desk.queue({ patient: who });
    await desk.queue({ patient: who, about });
    await desk.queue({ patient: who, about, occasionOn: parseBusinessDate('2026-03-09') });
    await Promise.all([desk.sweep(), desk.sweep()]);
    expect(await desk.of(who)).toHaveLength(2);
    expect(desk.mail.taken).toHaveLength(2);
  });

  it('are taken back when their reason is gone', async () => {
    desk.clock.set('2026-03-03T06:00:00Z');
    const who = await desk.patient();
    const about = await desk.queue({ patient: who });
    await desk.app.as(desk.cascade.id, () => desk.app.get(CancelNotices).about(about, 'paid'));
    desk.clock.set('2026-03-03T16:00:00Z');
    await desk.sweep();
    expect(await desk.of(who)).toMatchObject([{ status: 'canceled', reason: 'paid', isResendable: false }]);
    expect(desk.mailTo(who)).toEqual([]);
  });

  it('to nobody, or to an address that takes no mail, are told to the desk', async () => {
    const without = await desk.patient(null);
    await desk.queue({ patient: without });
    await desk.queue({ patient: without });
    expect((await desk.of(without)).map(({ status, reason }) => [status, reason])).toEqual([
      ['failed', 'no_address'],
      ['failed', 'no_address'],
    ]);
    expect(await desk.tasks(without)).toMatchObject([{ facts: { notice: 'payment_reminder', reason: 'no_address' } }]);
    desk.mail.mood = 'refuses_address';
    const wrong = await desk.patient('gone@example.com');
    await desk.queue({ patient: wrong });
    await desk.sweep();
    expect(await desk.of(wrong)).toMatchObject([{ status: 'failed', reason: 'address_refused' }]);
    expect(await desk.tasks(wrong)).toMatchObject([{ facts: { reason: 'address_refused' } }]);
  });

  it('follow the patient’s address until they leave', async () => {
    desk.clock.set('2026-03-03T06:00:00Z');
    const who = await desk.patient();
    await desk.queue({ patient: who });
    const change = (version: number, email: string | null) =>
      desk.app.app.inject({
        method: 'PATCH',
        url: `/v1/patients/${who.id}`,
        headers: { authorization: `Bearer ${desk.cascade.users[0]!.apiKey}`, 'content-type': 'application/json' },
        payload: { version, email },
      });
    expect((await change(1, 'new@example.com')).statusCode).toBe(200);
    expect(await desk.of(who)).toMatchObject([{ status: 'queued', address: 'new@example.com' }]);
    expect((await change(2, null)).statusCode).toBe(200);
    expect(await desk.of(who)).toMatchObject([{ status: 'failed', reason: 'no_address' }]);
    expect(await desk.tasks(who)).toHaveLength(1);
  });

  it('are not sent to somebody who does not want them, but always about money taken without them', async () => {
    const who = await desk.patient();
    const prefer = (kind: string) =>
      desk.cascade.desk.post(`/v1/patients/${who.id}/notice-preferences`, { kind, isWanted: false });
    expect(await prefer('installment_upcoming')).toMatchObject({
      status: 422,
      body: { code: 'notice_kind_required' },
    });
    const { preferences } = ok(await prefer('payment_reminder')) as { preferences: { kind: string }[] };
    expect(preferences).toContainEqual({ kind: 'payment_reminder', isWanted: false, mayOptOut: true });
    await desk.queue({ patient: who });
    await desk.queue({ patient: who, kind: 'installment_upcoming' });
    await desk.sweep();
    expect((await desk.of(who)).map(({ kind, status }) => [kind, status]).sort()).toEqual([
      ['installment_upcoming', 'sent'],
      ['payment_reminder', 'canceled'],
    ]);
    const stranger = await desk.cascade.desk.post(`/v1/patients/${randomUUID()}/notice-preferences`, {
      kind: 'receipt',
      isWanted: false,
    });
    expect(stranger).toMatchObject({ status: 404, body: { code: 'patient_unknown' } });
  });

  it('are sent again when a person asks, at once and to the address they say', async () => {
    const who = await desk.patient();
    await desk.queue({ patient: who });
    await desk.sweep();
    const [sent] = await desk.of(who);
    desk.clock.set('2026-03-03T07:00:00Z');
    const again = ok(
      await desk.cascade.desk.post<NoticeView>(`/v1/notices/${sent!.id}/resend`, { address: 'work@example.com' }),
    );
    expect(again).toMatchObject({ status: 'queued', copy: 2, address: 'work@example.com' });
    await desk.sweep();
    expect(desk.mail.taken.map(({ to }) => to)).toEqual([who.email, 'work@example.com']);
    expect(new Set(desk.mail.taken.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('of another clinic do not exist', async () => {
    const who = await desk.patient();
    await desk.queue({ patient: who });
    const [notice] = await desk.of(who);
    for (const answer of [
      await desk.potomac.desk.get(`/v1/notices/${notice!.id}`),
      await desk.potomac.desk.post(`/v1/notices/${notice!.id}/resend`, {}),
      await desk.cascade.desk.get(`/v1/notices/${randomUUID()}`),
    ])
      expect(answer).toMatchObject({ status: 404, body: { code: 'notice_unknown' } });
    const waiting = await desk.cascade.desk.post(`/v1/notices/${notice!.id}/resend`, {});
    expect(waiting).toMatchObject({ status: 409, body: { code: 'notice_not_resendable' } });
  });
});
