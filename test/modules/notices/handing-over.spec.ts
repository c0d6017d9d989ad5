import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendDueNoticesJob } from '../../../src/modules/notices/jobs/send-due-notices.job';
import { startTestApp } from '../../support/app';
import { eventually } from '../../support/hosted-page';
import { type NoticesDesk, openNoticesDesk } from '../../support/notices-desk';

describe('Handing notices over', () => {
  let desk: NoticesDesk;

  beforeAll(async () => {
    desk = await openNoticesDesk();
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.reset());

  it('wait for the morning of the clinic', async () => {
    desk.clock.set('2026-03-03T06:00:00Z'); // ten in the evening in Portland
    const who = await desk.patient();
    await desk.queue({ patient: who });
    await desk.sweep();
    expect(await desk.of(who)).toMatchObject([{ status: 'queued', sendAt: '2026-03-03T16:00:00.000Z' }]);
    desk.clock.set('2026-03-03T16:00:00Z');
    await desk.sweep();
    expect(await desk.of(who)).toMatchObject([{ status: 'sent' }]);
  });

  it('that were due while nothing ran do not go out at night', async () => {
    const who = await desk.patient();
    await desk.queue({ patient: who });
    desk.clock.set('2026-03-03T07:00:00Z');
    await desk.sweep();
    expect(await desk.of(who)).toMatchObject([{ status: 'queued', sendAt: '2026-03-03T16:00:00.000Z' }]);
    expect(desk.mailTo(who)).toEqual([]);
  });

  it('whose outcome is lost are handed over once more under the same Message-ID, and never a third time', async () => {
    desk.mail.mood = 'takes_and_hangs_up';
    const who = await desk.patient();
    await desk.queue({ patient: who });
    await desk.sweep();
    expect(await desk.of(who)).toMatchObject([{ status: 'unknown', attempts: 1, isResendable: false }]);
    desk.clock.advance({ minutes: 15 });
    await desk.sweep();
    expect(await desk.of(who)).toMatchObject([{ status: 'unknown', attempts: 2, sendAt: null, isResendable: true }]);
    desk.clock.advance({ hours: 24 });
    await desk.sweep();
    expect(desk.mailTo(who)).toHaveLength(2);
    expect(new Set(desk.mailTo(who).map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('that a process died over are unknown, not unsent', async () => {
    const who = await desk.patient();
    await desk.queue({ patient: who });
    desk.mail.onTaken = () => new Promise((resolve) => (release = resolve));
    let release: () => void = () => undefined;
    const dying = desk.sweep();
    await eventually(() => Promise.resolve(desk.mailTo(who).length === 1), 'the message is at the server');
    desk.clock.advance({ minutes: 6 });
    await desk.sweep();
    expect(await desk.of(who)).toMatchObject([{ status: 'unknown', attempts: 1 }]);
    desk.mail.onTaken = undefined;
    release();
    await dying;
    // Whoever was taken for dead and comes back does not overwrite what is known.
    expect(await desk.of(who)).toMatchObject([{ status: 'unknown', attempts: 1 }]);
  });

  it('wait for a mail server that takes nothing', async () => {
    desk.mail.mood = 'busy';
    const who = await desk.patient();
    await desk.queue({ patient: who });
    await desk.sweep();
    expect(await desk.of(who)).toMatchObject([{ status: 'queued', attempts: 1, sendAt: '2026-03-02T20:01:00.000Z' }]);
    desk.mail.mood = 'takes';
    desk.clock.advance({ minutes: 1 });
    await desk.sweep();
    expect(await desk.of(who)).toMatchObject([{ status: 'sent', attempts: 2 }]);
  });

  it('are files where no mail server is named: one each, whatever happens', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'mail-'));
    const other = await startTestApp({ clock: desk.clock, database: desk.app.database, settings: { dataDir } });
    try {
      const who = await desk.patient();
      await desk.queue({ patient: who });
      await other.as(desk.cascade.id, () => other.get(SendDueNoticesJob).sweep());
      const [notice] = await desk.of(who);
      expect(notice).toMatchObject({ status: 'sent' });
      const mine = readdirSync(join(dataDir, 'mail')).filter((name) => name.includes(notice!.id));
      expect(mine).toEqual([`${notice!.id}@notices.eml`]);
      expect(readFileSync(join(dataDir, 'mail', mine[0]!), 'utf8')).toContain(`To: ${who.email}`);
    } finally {
      await other.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
