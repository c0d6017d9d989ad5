import { randomUUID } from 'node:crypto';
import { AuthenticateSession } from '../../../src/modules/access/authenticate-session';
import { ChangePassword } from '../../../src/modules/access/change-password';
import { DisableStaffUser } from '../../../src/modules/access/disable-staff-user';
import { SignIn, type SignedIn } from '../../../src/modules/access/sign-in';
import { SignOut } from '../../../src/modules/access/sign-out';
import type { StaffUserView } from '../../../src/modules/access/staff-user.view';
import type { ClinicId } from '../../../src/kernel/ids';
import { type Actor, RequestContext } from '../../../src/platform/context/request-context';
import { type AccessApp, newClinicId, PASSWORD, startAccessApp } from './access-app';

const WRONG = 'violin engine sailboat';

describe('A session', () => {
  let access: AccessApp;
  let clinicId: ClinicId;
  let user: StaffUserView;
  let network = 0;

  beforeAll(async () => {
    access = await startAccessApp();
  });
  afterAll(() => access.stop());
  beforeEach(async () => {
    access.clock.advance({ hours: 1 });
    clinicId = newClinicId(access);
    user = await access.addUser(clinicId, 'biller');
    network += 1;
  });

  const signIn = (email: string, password: string, options: { ip?: string; previousToken?: string } = {}) =>
    access.app
      .get(RequestContext)
      .begin({ requestId: randomUUID(), ip: options.ip ?? `10.0.0.${network}` }, () =>
        access.app.get(SignIn).execute({ email, password, previousToken: options.previousToken }),
      );
  const whoIs = ({ token }: SignedIn) => access.app.get(AuthenticateSession).execute(token);
  const staff = (): Actor => ({ kind: 'staff', id: user.id, role: user.role, label: user.email });

  it('ends after 15 minutes without a request, counted from the last one', async () => {
    const session = await signIn(user.email, PASSWORD);
    access.clock.advance({ minutes: 14, seconds: 59 });
    expect(await whoIs(session)).toBeDefined();
    access.clock.advance({ minutes: 14, seconds: 59 });
    expect(await whoIs(session)).toBeDefined();
    access.clock.advance({ minutes: 15 });
    expect(await whoIs(session)).toBeUndefined();
  });

  it('ends after 12 hours, however busy', async () => {
    const session = await signIn(user.email, PASSWORD);
    for (let minute = 10; minute < 12 * 60; minute += 10) {
      access.clock.advance({ minutes: 10 });
      expect(await whoIs(session)).toBeDefined();
    }
    access.clock.advance({ minutes: 9, seconds: 59 });
    expect(await whoIs(session)).toBeDefined();
    access.clock.advance({ seconds: 1 });
    expect(await whoIs(session)).toBeUndefined();
  });

  it('stays over when the clock is set back', async () => {
    const session = await signIn(user.email, PASSWORD);
    access.clock.advance({ minutes: 15 });
    expect(await whoIs(session)).toBeUndefined();
    access.clock.advance({ minutes: -10 });
    expect(await whoIs(session)).toBeUndefined();
  });

  it('writes the moment of last use at most once a minute', async () => {
    const lastSeen = async () =>
      (await access.database.query('SELECT last_seen_at FROM staff_sessions WHERE staff_user_id = $1', [user.id]))[0]
        ?.last_seen_at as Date;
    const session = await signIn(user.email, PASSWORD);
    const opened = await lastSeen();
    access.clock.advance({ seconds: 59 });
    await whoIs(session);
    expect(await lastSeen()).toEqual(opened);
    access.clock.advance({ seconds: 1 });
    await whoIs(session);
    expect((await lastSeen()).getTime() - opened.getTime()).toBe(60_000);
  });

  it('is undone by signing out, once and for all', async () => {
    const session = await signIn(user.email, PASSWORD);
    await access.app.get(SignOut).execute(session.token);
    expect(await whoIs(session)).toBeUndefined();
    await expect(access.app.get(SignOut).execute(session.token)).resolves.toBeUndefined();
    await expect(access.app.get(SignOut).execute('not a token')).resolves.toBeUndefined();
  });

  it('is undone everywhere by a new password, which alone works from then on', async () => {
    const sessions = [await signIn(user.email, PASSWORD), await signIn(user.email, PASSWORD)];
    const change = (currentPassword: string, newPassword: string) =>
      access.as(clinicId, () => access.app.get(ChangePassword).execute({ currentPassword, newPassword }), staff());
    await expect(change(WRONG, 'a completely new one')).rejects.toMatchObject({ code: 'sign_in_failed' });
    await expect(change(PASSWORD, 'short')).rejects.toMatchObject({
      code: 'password_unacceptable',
      facts: { reason: 'too_short' },
    });
    expect(await whoIs(sessions[0] as SignedIn)).toBeDefined();
    await change(PASSWORD, 'a completely new one');
    for (const session of sessions) expect(await whoIs(session)).toBeUndefined();
    await expect(signIn(user.email, PASSWORD)).rejects.toMatchObject({ code: 'sign_in_failed' });
    await expect(signIn(user.email, 'a completely new one')).resolves.toBeDefined();
  });

  it('is undone everywhere by disabling the user', async () => {
    const session = await signIn(user.email, PASSWORD);
    await access.as(clinicId, () => access.app.get(DisableStaffUser).execute(user.id));
    expect(await whoIs(session)).toBeUndefined();
  });
});
