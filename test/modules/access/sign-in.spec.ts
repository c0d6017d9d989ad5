import { randomUUID } from 'node:crypto';
import { AuthenticateSession } from '../../../src/modules/access/authenticate-session';
import { DisableStaffUser } from '../../../src/modules/access/disable-staff-user';
import { SignIn, type SignedIn } from '../../../src/modules/access/sign-in';
import { SignOut } from '../../../src/modules/access/sign-out';
import type { StaffUserView } from '../../../src/modules/access/staff-user.view';
import type { ClinicId } from '../../../src/kernel/ids';
import { type Actor, RequestContext } from '../../../src/platform/context/request-context';
import { type AccessApp, newClinicId, PASSWORD, startAccessApp } from './access-app';

const WRONG = 'violin engine sailboat';

describe('Signing in', () => {
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

  it('opens a session under the right password, whatever the case of the e-mail', async () => {
    const session = await signIn(` ${user.email.toUpperCase()} `, PASSWORD);
    expect(session.principal).toEqual({ clinicId, actor: staff() });
    expect(await whoIs(session)).toEqual({ clinicId, actor: staff() });
  });

  it('keeps only the hash of the token and of the user agent', async () => {
    const { token } = await signIn(user.email, PASSWORD);
    const rows = await access.database.query('SELECT * FROM staff_sessions WHERE staff_user_id = $1', [user.id]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows[0]?.token_hash).toHaveLength(32);
  });

  it('answers a wrong password, an unknown e-mail and a disabled user alike', async () => {
    const disabled = await access.addUser(clinicId, 'front_desk');
    await access.as(clinicId, () => access.app.get(DisableStaffUser).execute(disabled.id));
    const refused = { code: 'sign_in_failed', detail: undefined, facts: undefined };
    await expect(signIn(user.email, WRONG)).rejects.toMatchObject(refused);
    await expect(signIn('nobody@clinic.example', PASSWORD)).rejects.toMatchObject(refused);
    await expect(signIn(disabled.email, PASSWORD)).rejects.toMatchObject(refused);
    const refusals = await access.database.query(
      `SELECT clinic_id, subject_id FROM audit_events
        WHERE action = 'session.refuse' AND (subject_id = ANY($1) OR subject_id IS NULL)`,
      [[user.id, disabled.id]],
    );
    expect(refusals).toHaveLength(3);
    expect(refusals).toContainEqual({ clinic_id: clinicId, subject_id: disabled.id });
    expect(refusals).toContainEqual({ clinic_id: '00000000-0000-8000-8000-000000000000', subject_id: null });
  });

  it('lets ten wrong guesses through in half an hour, from wherever they come, and then not even the right one', async () => {
    for (let guess = 0; guess < 10; guess += 1) {
      await expect(signIn(user.email, WRONG, { ip: `10.1.0.${guess}` })).rejects.toMatchObject({
        code: 'sign_in_failed',
      });
      access.clock.advance({ minutes: 1 });
    }
    await expect(signIn(user.email, PASSWORD, { ip: '10.2.0.1' })).rejects.toMatchObject({
      code: 'sign_in_throttled',
      facts: { retryAfterSeconds: 20 * 60 },
    });
    access.clock.advance({ minutes: 19, seconds: 59 });
    await expect(signIn(user.email, PASSWORD)).rejects.toMatchObject({ facts: { retryAfterSeconds: 1 } });
    access.clock.advance({ seconds: 1 });
    await expect(signIn(user.email, PASSWORD)).resolves.toBeDefined();
  });

  it('throttles an e-mail that does not exist exactly like one that does', async () => {
    for (let guess = 0; guess < 10; guess += 1)
      await expect(signIn('ghost@clinic.example', WRONG)).rejects.toMatchObject({ code: 'sign_in_failed' });
    await expect(signIn('ghost@clinic.example', WRONG)).rejects.toMatchObject({ code: 'sign_in_throttled' });
  });

  it('lets no more than ten through when forty come at once from forty places', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) => signIn(user.email, WRONG, { ip: `10.3.${network}.${n}` })),
    );
    const codes = outcomes.map((outcome) => outcome.status === 'rejected' && (outcome.reason as { code: string }).code);
    expect(codes.filter((code) => code === 'sign_in_failed')).toHaveLength(10);
    expect(codes.filter((code) => code === 'sign_in_throttled')).toHaveLength(30);
  });

  it('does not count right passwords, and leaves other users of the clinic alone', async () => {
    const colleague = await access.addUser(clinicId, 'front_desk');
    for (let turn = 0; turn < 12; turn += 1) await signIn(user.email, PASSWORD);
    for (let guess = 0; guess < 10; guess += 1) await expect(signIn(user.email, WRONG)).rejects.toBeDefined();
    await expect(signIn(colleague.email, PASSWORD)).resolves.toBeDefined();
  });

  it('stops one network after a hundred wrong guesses at many accounts, and no other', async () => {
    const insert = `INSERT INTO sign_in_attempts (id, account_hash, network, attempted_at)
                    SELECT gen_random_uuid(), sha256(n::text::bytea), $1, $2 FROM generate_series(1, 100) n`;
    const at = new Date(access.clock.now().epochMilliseconds);
    await access.database.query(insert, ['10.9.0.1/32', at]);
    await access.database.query(insert, ['2001:db8:0:1::/64', at]);
    const throttled = { code: 'sign_in_throttled', facts: { retryAfterSeconds: 1800 } };
    await expect(signIn(user.email, PASSWORD, { ip: '10.9.0.1' })).rejects.toMatchObject(throttled);
    await expect(signIn(user.email, PASSWORD, { ip: '::ffff:10.9.0.1' })).rejects.toMatchObject(throttled);
    await expect(signIn(user.email, PASSWORD, { ip: '2001:db8:0:1:aaaa::7' })).rejects.toMatchObject(throttled);
    await expect(signIn(user.email, PASSWORD, { ip: '2001:db8:0:2::7' })).resolves.toBeDefined();
    await expect(signIn(user.email, PASSWORD, { ip: '10.9.0.2' })).resolves.toBeDefined();
  });

  it('makes a new session every time and ends the one the browser came with', async () => {
    const first = await signIn(user.email, PASSWORD);
    const second = await signIn(user.email, PASSWORD, { previousToken: first.token });
    expect(second.token).not.toBe(first.token);
    expect(await whoIs(first)).toBeUndefined();
    expect(await whoIs(second)).toBeDefined();
  });

  it('does not open a session when the password changes while it is being checked', async () => {
    const other = await access.addUser(clinicId, 'biller');
    const swap = `UPDATE staff_users SET password_hash = (SELECT password_hash FROM staff_users WHERE id = $2) WHERE id = $1`;
    const sessions = access.app.get(SignIn)['sessions'];
    const open = sessions.open.bind(sessions);
    const opening = jest.spyOn(sessions, 'open').mockImplementationOnce(async (...args) => {
      await access.database.query(swap, [user.id, other.id]);
      return open(...args);
    });
    await expect(signIn(user.email, PASSWORD)).rejects.toMatchObject({ code: 'sign_in_failed' });
    expect(opening).toHaveBeenCalledTimes(1);
    opening.mockRestore();
  });

  it('forgets guesses after a day, a hundred with every new one', async () => {
    await access.database.query(
      `INSERT INTO sign_in_attempts (id, account_hash, network, attempted_at)
       SELECT gen_random_uuid(), sha256('x'), '10.8.0.1', $1 FROM generate_series(1, 150)`,
      [new Date(access.clock.now().epochMilliseconds)],
    );
    access.clock.advance({ hours: 25 });
    const [before] = await access.database.query('SELECT count(*)::int AS n FROM sign_in_attempts');
    for (let turn = 0; turn < Math.ceil(before?.n / 100); turn += 1) await signIn(user.email, PASSWORD);
    const [after] = await access.database.query(
      'SELECT count(*)::int AS n, bool_and(has_succeeded) AS only_new FROM sign_in_attempts',
    );
    expect(before?.n).toBeGreaterThanOrEqual(150);
    expect(after).toEqual({ n: Math.ceil(before?.n / 100), only_new: true });
  });

  it('writes down who came, who was refused and who left, and where they were', async () => {
    const session = await signIn(user.email, PASSWORD);
    await access.app.get(SignOut).execute(session.token);
    await expect(signIn(user.email, WRONG)).rejects.toBeDefined();
    const events = await access.database.query(
      `SELECT action, actor_kind, actor_label, subject_id, host(ip) AS ip, facts FROM audit_events
        WHERE clinic_id = $1 AND action LIKE 'session.%' ORDER BY recorded_at, id`,
      [clinicId],
    );
    const ip = `10.0.0.${network}`;
    expect(events).toEqual(
      expect.arrayContaining([
        { action: 'session.open', actor_kind: 'staff', actor_label: user.email, subject_id: user.id, ip, facts: {} },
        {
          action: 'session.close',
          actor_kind: 'staff',
          actor_label: user.email,
          subject_id: user.id,
          ip: null,
          facts: {},
        },
        {
          action: 'session.refuse',
          actor_kind: 'anonymous',
          actor_label: 'not signed in',
          subject_id: user.id,
          ip,
          facts: { guessesLeft: 9 },
        },
      ]),
    );
    expect(events).toHaveLength(3);
  });
});
