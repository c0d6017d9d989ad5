import { randomUUID } from 'node:crypto';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { ClinicId } from '../../../src/kernel/ids';
import { DisableStaffUser } from '../../../src/modules/access/disable-staff-user';
import { RevokeApiKey } from '../../../src/modules/access/revoke-api-key';
import { SignIn } from '../../../src/modules/access/sign-in';
import { type AccessApp, newClinicId, PASSWORD, startAccessApp } from './access-app';

describe('The gate', () => {
  let access: AccessApp;
  let clinicId: ClinicId;

  beforeAll(async () => {
    access = await startAccessApp();
    clinicId = newClinicId(access);
  });
  afterAll(() => access.stop());

  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

  const deniedCount = async () =>
    (await access.database.query(`SELECT count(*)::int AS n FROM audit_events WHERE action = 'access.deny'`))[0]
      ?.n as number;

  describe('for programs', () => {
    it('opens to a key whose role has the permission', async () => {
      const { key } = await access.addKey(clinicId, 'front_desk');
      const answer = await access.http.get(`/v1/probes/${randomUUID()}`).set(bearer(key));
      expect([answer.status, answer.body]).toEqual([200, { name: 'Zoë' }]);
    });

    it.each([
      ['no header', {}],
      ['an empty header', { authorization: '' }],
      ['another scheme', { authorization: 'Basic YTpi' }],
      ['no key', { authorization: 'Bearer' }],
      ['something else', { authorization: 'Bearer ckb_nothing' }],
      ['a key nobody has', { authorization: `Bearer ckb_0123456789ab_${'A'.repeat(43)}` }],
    ])('answers 401 to %s', async (_what, headers) => {
      const answer = await access.http.get('/v1/probes').set(headers);
      expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    });

    it('answers 401 to a right prefix with a wrong secret', async () => {
      const { key } = await access.addKey(clinicId, 'admin');
      const answer = await access.http.get('/v1/probes').set(bearer(`${key.slice(0, -43)}${'A'.repeat(43)}`));
      expect(answer.status).toBe(401);
    });

    it('keeps the hash of a key and never the key', async () => {
      const { id, key } = await access.addKey(clinicId, 'admin');
      expect(key).toMatch(/^ckb_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
      const rows = await access.database.query(
        `SELECT k::text AS text, key_hash = sha256($2::bytea) AS is_hash FROM api_keys k WHERE id = $1`,
        [id, key],
      );
      expect(rows[0]?.is_hash).toBe(true);
      expect(rows[0]?.text).not.toContain(key.slice(-43));
      const events = await access.database.query('SELECT a::text AS text FROM audit_events a WHERE subject_id = $1', [
        id,
      ]);
      expect(events).toHaveLength(1);
      expect(events[0]?.text).not.toContain(key.slice(-43));
    });

    it('shuts within three seconds of a revocation made elsewhere, at once of one made here', async () => {
      const [here, elsewhere] = [await access.addKey(clinicId, 'admin'), await access.addKey(clinicId, 'admin')];
      const status = async ({ key }: { key: string }) => (await access.http.get('/v1/probes').set(bearer(key))).status;
      expect([await status(here), await status(elsewhere)]).toEqual([200, 200]);
      await access.database.query('UPDATE api_keys SET revoked_at = now() WHERE id = $1', [elsewhere.id]);
      access.clock.advance({ seconds: 3 });
      expect(await status(elsewhere)).toBe(401);
      expect(await status(here)).toBe(200);
      await access.as(clinicId, () => access.app.get(RevokeApiKey).execute(here.id));
      expect(await status(here)).toBe(401);
    });

    it('shuts to the keys of a disabled person', async () => {
      const user = await access.addUser(clinicId, 'biller');
      const { key } = await access.addKey(clinicId, 'biller', user.id);
      expect((await access.http.get('/v1/probes').set(bearer(key))).status).toBe(200);
      await access.as(clinicId, () => access.app.get(DisableStaffUser).execute(user.id));
      expect((await access.http.get('/v1/probes').set(bearer(key))).status).toBe(401);
      const revoked = await access.database.query('SELECT revoked_at FROM api_keys WHERE staff_user_id = $1', [
        user.id,
      ]);
      expect(revoked).toEqual([{ revoked_at: expect.any(Date) }]);
      await access.database.query('UPDATE api_keys SET revoked_at = NULL WHERE staff_user_id = $1', [user.id]);
      expect((await access.http.get('/v1/probes').set(bearer(key))).status).toBe(401);
    });

    it('needs no form token from them, whatever page they were called from', async () => {
      const { key } = await access.addKey(clinicId, 'front_desk');
      const headers = { ...bearer(key), 'sec-fetch-site': 'cross-site' };
      const answer = await access.http.post('/v1/probes').set(headers).send({ a: 1 });
      expect([answer.status, answer.body]).toEqual([201, { a: 1 }]);
    });

    it('answers 403 where the role is not enough, and writes that down with who and what', async () => {
      const { id, key } = await access.addKey(clinicId, 'biller');
      const answer = await access.http.post(`/v1/probes/${randomUUID()}/settings`).set(bearer(key));
      expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
      const events = await access.database.query(
        `SELECT clinic_id, actor_kind, actor_label, role, facts FROM audit_events
          WHERE actor_id = $1 AND action = 'access.deny'`,
        [id],
      );
      expect(events).toEqual([
        {
          clinic_id: clinicId,
          actor_kind: 'api_key',
          actor_label: 'Scheduler',
          role: 'biller',
          facts: { method: 'POST', permission: 'settings.manage' },
        },
      ]);
    });

    it('never falls back to a cookie when there is an Authorization header', async () => {
      const { email } = await access.addUser(clinicId, 'admin');
      const { token } = await access.app.get(SignIn).execute({ email, password: PASSWORD });
      const headers = { authorization: 'Bearer ckb_wrong', cookie: `sid=${token}` };
      const answer = await access.http.get('/v1/probes').set(headers);
      expect(answer.status).toBe(401);
    });
  });

  describe('for anyone', () => {
    it('opens what is public and refuses its forms only from other sites', async () => {
      const post = (headers: Record<string, string>) => access.http.post('/open').set(headers);
      expect((await access.http.get('/open')).text).toBe('open');
      expect((await post({})).status).toBe(201);
      expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(201);
      expect((await post({ 'sec-fetch-site': 'cross-site' })).body.code).toBe('csrf_invalid');
    });

    it('keeps a route shut that says nothing, even to an admin', async () => {
      const { key } = await access.addKey(clinicId, 'admin');
      for (const headers of [{}, bearer(key)]) {
        const answer = await access.http.get('/v1/undeclared').set(headers);
        expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
      }
    });
  });

  describe('under other spellings of a path', () => {
    const spellings = [
      '/v1/undeclared/',
      '//v1/undeclared',
      '/v1//undeclared',
      '/V1/undeclared',
      '/v1/UNDECLARED',
      '/v1%2fundeclared',
      '/v1/%75ndeclared',
      '/v1/./undeclared',
      '/v1/x/../undeclared',
      '/v1/undeclared;a=b',
      '/v1/undeclared?x=1',
      '/v1/undeclared%00',
      '/%76%31/undeclared',
    ];

    it.each(spellings)('%s never shows what the plain one does not', async (path) => {
      for (const method of ['get', 'head', 'options', 'post'] as const) {
        const answer = await access.app.inject({ method: method.toUpperCase() as 'GET', url: path });
        expect([400, 401, 403, 404]).toContain(answer.statusCode);
        expect(answer.body).not.toContain('secret');
      }
    });

    it.each(spellings.map((path) => path.replace(/undeclared/i, 'probes')))('%s asks for a key', async (path) => {
      for (const method of ['GET', 'HEAD', 'POST'] as const) {
        const answer = await access.app.inject({ method, url: path });
        expect([400, 401, 403, 404]).toContain(answer.statusCode);
      }
    });

    it('HEAD is GET without the body: the same key, the same refusal', async () => {
      const { key } = await access.addKey(clinicId, 'front_desk');
      expect((await access.http.head('/v1/probes')).status).toBe(401);
      expect((await access.http.head('/v1/probes').set(bearer(key))).status).toBe(200);
    });
  });

  it('writes nothing for callers who showed nothing', async () => {
    const before = await deniedCount();
    await access.http.get('/v1/probes');
    await access.http.get('/v1/probes').set(bearer(`ckb_0123456789ab_${'A'.repeat(43)}`));
    expect(await deniedCount()).toBe(before);
  });

  it('finds every route of the room declared', () => {
    const { app } = access;
    const scanner = new MetadataScanner();
    const routes = app
      .get(DiscoveryService, { strict: false })
      .getControllers()
      .filter(({ metatype }) => metatype && !/Probes$/.test(metatype.name))
      .flatMap(({ metatype, instance }) =>
        scanner
          .getAllMethodNames(Object.getPrototypeOf(instance))
          .map((name) => [metatype?.name, name, instance[name], metatype] as const)
          .filter(([, , handler]) => Reflect.hasMetadata('path', handler)),
      );
    expect(routes.length).toBeGreaterThanOrEqual(7);
    for (const [controller, name, handler, metatype] of routes) {
      const declared =
        Reflect.getMetadata('access:route', handler) ?? Reflect.getMetadata('access:route', metatype as object);
      expect(`${controller}.${name} ${declared}`).not.toContain('undefined');
    }
  });
});
