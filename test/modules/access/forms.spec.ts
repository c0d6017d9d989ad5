import type { ClinicId } from '../../../src/kernel/ids';
import { CsrfToken } from '../../../src/modules/access/csrf-token';
import { SignIn } from '../../../src/modules/access/sign-in';
import type { Role } from '../../../src/platform/context/request-context';
import { type AccessApp, newClinicId, PASSWORD, startAccessApp } from './access-app';

describe('The gate for people', () => {
  let access: AccessApp;
  let clinicId: ClinicId;

  beforeAll(async () => {
    access = await startAccessApp();
    clinicId = newClinicId(access);
  });
  afterAll(() => access.stop());

  async function session(role: Role): Promise<{ cookie: string; csrf: string; email: string; userId: string }> {
    const user = await access.addUser(clinicId, role);
    const { token } = await access.app.get(SignIn).execute({ email: user.email, password: PASSWORD });
    const csrf = access.app.get(CsrfToken).of({ cookies: { sid: token } } as never);
    return { cookie: `sid=${token}`, csrf, email: user.email, userId: user.id };
  }

  it('opens pages, and the API for reading, to a session', async () => {
    const { cookie } = await session('front_desk');
    expect((await access.http.get('/desk').set({ cookie })).text).toBe('desk');
    expect((await access.http.get('/v1/probes').set({ cookie })).status).toBe(200);
  });

  it('sends them to sign in and back to the page they wanted, and drops the worthless cookie', async () => {
    const answer = await access.http.get('/desk?day=2026-03-02&x=%2F%2Fevil').set({ cookie: `sid=${'A'.repeat(43)}` });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe(`/sign-in?next=${encodeURIComponent('/desk?day=2026-03-02&x=%2F%2Fevil')}`);
    expect(String(answer.headers['set-cookie'])).toMatch(/^sid=; .*Expires=Thu, 01 Jan 1970/);
    const form = await access.http.post('/desk').send('a=1');
    expect([form.status, form.headers.location]).toEqual([303, '/sign-in']);
  });

  it('answers 401, not a redirect, when they call the API signed out', async () => {
    expect((await access.http.get('/v1/probes').set({ cookie: 'sid=' })).status).toBe(401);
  });

  const own = { 'sec-fetch-site': 'same-origin' };

  it('takes a form with its token as hidden field or header, and hides the field from the handler', async () => {
    const { cookie, csrf } = await session('front_desk');
    const field = await access.http
      .post('/desk')
      .set({ cookie, ...own })
      .send({ a: '1', _csrf: csrf });
    expect([field.status, field.body]).toEqual([201, { a: '1' }]);
    const header = await access.http.post('/v1/probes').set({ cookie, 'x-csrf-token': csrf }).send({ a: 1 });
    expect([header.status, header.body]).toEqual([201, { a: 1 }]);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['without a token', own, false],
    ['from another site with the right token', { 'sec-fetch-site': 'cross-site' }, true],
    ['from a sibling domain with the right token', { 'sec-fetch-site': 'same-site' }, true],
    ['from an address bar with the right token', { 'sec-fetch-site': 'none' }, true],
    ['from another origin with the right token', { origin: 'https://evil.example' }, true],
    ['from a sandboxed frame with the right token', { origin: 'null' }, true],
    ['from another port with the right token', { origin: 'http://127.0.0.1:3001' }, true],
  ])('refuses a form %s, on pages and on the API', async (_what, headers, withToken) => {
    const { cookie, csrf } = await session('admin');
    for (const path of ['/desk', '/v1/probes']) {
      const answer = await access.http
        .post(path)
        .set({ cookie, ...headers })
        .send(withToken ? { _csrf: csrf } : {});
      expect([answer.status, answer.body.code]).toEqual([403, 'csrf_invalid']);
    }
  });

  it('takes a form from its own origin where the browser says no more than that', async () => {
    const { cookie, csrf } = await session('front_desk');
    const answer = await access.http
      .post('/desk')
      .set({ cookie, origin: 'http://127.0.0.1:3000' })
      .send({ _csrf: csrf });
    expect(answer.status).toBe(201);
  });

  it('refuses the token of another session, even of the same person, and an empty one', async () => {
    const [mine, other] = [await session('admin'), await session('admin')];
    for (const _csrf of [other.csrf, '', `${mine.csrf}x`, [mine.csrf]]) {
      const answer = await access.http
        .post('/desk')
        .set({ cookie: mine.cookie, ...own })
        .send({ _csrf });
      expect(answer.body.code).toBe('csrf_invalid');
    }
  });

  it('writes a refused form down', async () => {
    const { cookie, userId } = await session('admin');
    await access.http
      .post('/desk')
      .set({ cookie, ...own })
      .send({});
    const events = await access.database.query(
      `SELECT facts FROM audit_events WHERE actor_id = $1 AND action = 'access.deny'`,
      [userId],
    );
    expect(events).toEqual([{ facts: { method: 'POST', reason: 'csrf' } }]);
  });

  it('asks the role of a session as it asks that of a key', async () => {
    const { cookie, csrf } = await session('accountant');
    expect((await access.http.get('/desk').set({ cookie })).status).toBe(403);
    const form = await access.http
      .post('/desk')
      .set({ cookie, ...own })
      .send({ _csrf: csrf });
    expect([form.status, form.body.code]).toEqual([403, 'forbidden']);
  });
});

describe('The session cookie', () => {
  it('is out of reach of scripts and other sites on a desk without https too', async () => {
    const access = await startAccessApp();
    const written = await access.http.get('/cookie');
    expect(String(written.headers['set-cookie'])).toBe('sid=token; Path=/; HttpOnly; SameSite=Lax');
    await access.stop();
  });

  it('has the __Host- name and is Secure over https', async () => {
    const access = await startAccessApp({ publicUrl: 'https://billing.clinic.example' });
    const clinicId = newClinicId(access);
    const user = await access.addUser(clinicId, 'admin');
    const { token } = await access.app.get(SignIn).execute({ email: user.email, password: PASSWORD });
    expect((await access.http.get('/desk').set({ cookie: `sid=${token}` })).status).toBe(303);
    expect((await access.http.get('/desk').set({ cookie: `__Host-sid=${token}` })).status).toBe(200);
    const written = await access.http.get('/cookie');
    expect(String(written.headers['set-cookie'])).toBe('__Host-sid=token; Path=/; HttpOnly; Secure; SameSite=Lax');
    const cleared = await access.http.get('/desk').set({ cookie: '__Host-sid=x' });
    expect(String(cleared.headers['set-cookie'])).toBe(
      '__Host-sid=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax',
    );
    await access.stop();
  });
});
