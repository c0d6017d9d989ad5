import { randomUUID } from 'node:crypto';
import type { Test } from 'supertest';
import type { ClinicId } from '../../../src/kernel/ids';
import { DisableStaffUser } from '../../../src/modules/access/disable-staff-user';
import { ROLES } from '../../../src/modules/access/permissions';
import type { Role } from '../../../src/platform/context/request-context';
import { type AccessApp, newClinicId, PASSWORD, startAccessApp } from './access-app';

describe('Administration of access', () => {
  let access: AccessApp;
  let clinicId: ClinicId;
  const keys = {} as Record<Role, string>;

  beforeAll(async () => {
    access = await startAccessApp();
    clinicId = newClinicId(access);
    for (const role of ROLES) keys[role] = (await access.addKey(clinicId, role)).key;
  });
  afterAll(() => access.stop());

  const call = (method: 'get' | 'post' | 'delete', path: string, role: Role = 'admin'): Test =>
    access.http[method](path).set('authorization', `Bearer ${keys[role]}`);
  const newUser = (email: string = `${randomUUID()}@clinic.example`) => ({
    email,
    displayName: 'Zoë Łukasz',
    role: 'biller',
    password: PASSWORD,
  });

  const routes = (
    [
      ['get', '/v1/staff-users', 'A'],
      ['post', '/v1/staff-users', 'A'],
      ['post', `/v1/staff-users/${randomUUID()}/disable`, 'A'],
      ['get', '/v1/api-keys', 'A'],
      ['post', '/v1/api-keys', 'A'],
      ['delete', `/v1/api-keys/${randomUUID()}`, 'A'],
      ['get', '/v1/audit-events', 'CA'],
    ] as const
  ).flatMap(([method, path, who]) =>
    ROLES.map((role) => ({
      method,
      path,
      role,
      allowed: who.includes({ accountant: 'C', admin: 'A' }[role as 'admin'] ?? '-'),
    })),
  );

  it.each(routes)('$method $path by $role: $allowed', async ({ method, path, role, allowed }) => {
    const { status } = await call(method, path, role);
    expect(status === 403).toBe(!allowed);
    expect(status).not.toBe(401);
  });

  it('adds a person, shows them without anything secret, and records who did it', async () => {
    const created = await call('post', '/v1/staff-users').send(newUser('Dana.Reyes@Clinic.Example'));
    expect(created.status).toBe(201);
    const user = {
      id: created.body.id,
      email: 'dana.reyes@clinic.example',
      displayName: 'Zoë Łukasz',
      role: 'biller',
      status: 'active',
      version: 1,
      createdAt: '2026-03-02T15:00:00.000Z',
    };
    expect(created.body).toEqual(user);
    const listed = await call('get', '/v1/staff-users?limit=200');
    expect(listed.body.data).toContainEqual(user);
    const events = await call('get', `/v1/audit-events?subjectId=${created.body.id}`);
    expect(events.body.data).toMatchObject([
      {
        action: 'staff_user.create',
        actor: { kind: 'api_key', label: 'Scheduler', role: 'admin' },
        facts: { role: 'biller' },
      },
    ]);
  });

  it.each([
    ['a taken e-mail in another case', { email: 'TAKEN@clinic.example' }, 409, 'email_taken'],
    ['a weak password', { password: 'passwordpassword' }, 422, 'password_unacceptable'],
    ['no e-mail', { email: 'dana at clinic' }, 400, 'validation_failed'],
    ['an unknown role', { role: 'owner' }, 400, 'validation_failed'],
    ['a field of its own', { status: 'active' }, 400, 'validation_failed'],
    ['a NUL in a name', { displayName: 'A\u0000' }, 400, 'validation_failed'],
  ])('refuses %s', async (_what, change, status, code) => {
    await call('post', '/v1/staff-users').send(newUser('taken@clinic.example'));
    const answer = await call('post', '/v1/staff-users').send({ ...newUser(), ...change });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('refuses an e-mail that another clinic uses, without saying where', async () => {
    const { email } = await access.addUser(newClinicId(access), 'admin');
    const answer = await call('post', '/v1/staff-users').send(newUser(email));
    expect([answer.status, answer.body.code, answer.body.detail]).toEqual([409, 'email_taken', undefined]);
  });

  it('lets one of two adders of the same e-mail in', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(() => call('post', '/v1/staff-users').send(newUser('race@clinic.example'))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('disables a person once, whoever asks again', async () => {
    const { id } = await access.addUser(clinicId, 'front_desk');
    const first = await call('post', `/v1/staff-users/${id}/disable`);
    const second = await call('post', `/v1/staff-users/${id}/disable`);
    expect([first.body.status, first.body.version]).toEqual(['disabled', 2]);
    expect(second.body).toEqual(first.body);
    const events = await call('get', `/v1/audit-events?subjectId=${id}&action=staff_user.disable`);
    expect(events.body.data).toHaveLength(1);
  });

  it('lets nobody disable themselves', async () => {
    const { id, email } = await access.addUser(clinicId, 'admin');
    const self = { kind: 'staff', id, role: 'admin', label: email } as const;
    const attempt = access.as(clinicId, () => access.app.get(DisableStaffUser).execute(id), self);
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('issues a key once, lists it without its secret, and revokes it', async () => {
    const issued = await call('post', '/v1/api-keys').send({ label: 'EHR', role: 'front_desk' });
    expect(issued.status).toBe(201);
    const { key, ...view } = issued.body;
    expect(view).toEqual({
      id: expect.any(String),
      prefix: key.split('_')[1],
      label: 'EHR',
      role: 'front_desk',
      staffUserId: null,
      createdAt: '2026-03-02T15:00:00.000Z',
      lastUsedAt: null,
      revokedAt: null,
    });
    const listed = await call('get', '/v1/api-keys?limit=200');
    expect(listed.body.data).toContainEqual(view);
    expect(listed.text).not.toContain(key.split('_').slice(2).join('_'));
    await call('delete', `/v1/api-keys/${view.id}`).expect(204);
    await call('delete', `/v1/api-keys/${view.id}`).expect(204);
    const answer = await access.http.get('/v1/probes').set('authorization', `Bearer ${key}`);
    expect(answer.status).toBe(401);
  });

  it('lets no caller choose the key', async () => {
    const key = `ckb_0123456789ab_${'A'.repeat(43)}`;
    const answer = await call('post', '/v1/api-keys').send({ label: 'EHR', role: 'admin', key });
    expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining({ pointer: '/key' })]]);
  });

  it('gives a person’s key no more than the person has', async () => {
    const { id } = await access.addUser(clinicId, 'front_desk');
    const issue = (body: object) => call('post', '/v1/api-keys').send({ label: 'Mine', staffUserId: id, ...body });
    expect((await issue({ role: 'admin' })).body.code).toBe('forbidden');
    expect((await issue({ role: 'front_desk' })).status).toBe(201);
  });

  describe('of another clinic', () => {
    const unknown = randomUUID();
    let foreignUser: string;
    let foreignKey: string;
    beforeAll(async () => {
      const other = newClinicId(access);
      foreignUser = (await access.addUser(other, 'front_desk')).id;
      foreignKey = (await access.addKey(other, 'admin')).id;
    });

    const withoutRequest = ({ status, body }: { status: number; body: object }) => ({ status, ...body, requestId: 0 });

    it('answers a foreign user, key or owner exactly as one that does not exist', async () => {
      const disable = (id: string) => call('post', `/v1/staff-users/${id}/disable`);
      const revoke = (id: string) => call('delete', `/v1/api-keys/${id}`);
      const issue = (staffUserId: string) =>
        call('post', '/v1/api-keys').send({ label: 'x', role: 'front_desk', staffUserId });
      const [a, b] = [await disable(foreignUser), await disable(unknown)];
      expect([a.status, a.body.code]).toEqual([404, 'staff_user_unknown']);
      expect(withoutRequest(a)).toEqual(withoutRequest(b));
      const [c, d] = [await revoke(foreignKey), await revoke(unknown)];
      expect([c.status, c.body.code]).toEqual([404, 'api_key_unknown']);
      expect(withoutRequest(c)).toEqual(withoutRequest(d));
      const [e, f] = [await issue(foreignUser), await issue(unknown)];
      expect([e.status, e.body.code]).toEqual([404, 'staff_user_unknown']);
      expect(withoutRequest(e)).toEqual(withoutRequest(f));
      expect((await disable('not-a-uuid')).status).toBe(404);
    });

    it('lists none of it', async () => {
      const users = await call('get', '/v1/staff-users?limit=200');
      const listed = await call('get', '/v1/api-keys?limit=200');
      expect(`${users.text} ${listed.text}`).not.toMatch(new RegExp(`${foreignUser}|${foreignKey}`));
    });
  });
});
