import { randomUUID } from 'node:crypto';
import type { APIResponse, Page } from 'playwright-core';
import { postVisit, registerPatient } from '../support/demo';
import { type ClinicApp, openClinicApp } from './open-clinic-app';

const NAMES = [
  '<script>window.hit=1</script>',
  '"><img src=x onerror="window.hit=1">',
  "' onmouseover='window.hit=1' x='",
  '</title><svg onload=window.hit=1>',
  '{{constructor.constructor("window.hit=1")()}}',
  'javascript:window.hit=1',
];

const status = async (answer: Promise<APIResponse>): Promise<number> => (await answer).status();

describe('the pages under attack', () => {
  let clinic: ClinicApp;
  let page: Page;

  beforeAll(async () => {
    clinic = await openClinicApp();
    page = await clinic.signIn('front_desk', { bypassCSP: false });
    await page.waitForURL(/:\d+\/$/);
  }, 120_000);
  afterAll(() => clinic.close());

  it('send a content policy that allows nothing inline and nothing of others', async () => {
    for (const path of ['/', '/sign-in', '/patients', '/no-such-page', '/pay/forged.token']) {
      const policy = (await page.request.get(path)).headers()['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
    }
  });

  it('load nothing but two files of our own, which may be kept forever', async () => {
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    await page.goto('/patients');
    const files = loaded.slice(1).map((url) => new URL(url));
    expect(files.every(({ origin }) => origin === new URL(page.url()).origin)).toBe(true);
    for (const { pathname } of files) {
      expect(pathname).toMatch(/^\/assets\/\w+\.[0-9a-f]{16}\.(css|js|svg)$/);
      const answer = await page.request.get(pathname);
      expect(answer.headers()['cache-control']).toBe('public, max-age=31536000, immutable');
    }
    expect((await page.request.get('/patients')).headers()['cache-control']).toBe('no-store');
    expect(await status(page.request.get('/assets/..%2f..%2f..%2fpackage.json'))).toBe(404);
  });

  it.each(NAMES)('show the name %s as text, everywhere', async (name) => {
    const { desk } = clinic.cascade;
    const { id } = await registerPatient(desk, { firstName: name, lastName: name });
    const visit = await postVisit(desk, ['intake'], { patientId: id });
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => dialogs.push(dialog.message()));
    const paths = ['/', `/patients?query=${encodeURIComponent(name)}`, `/patients/${id}`];
    for (const path of [...paths, `/patients/${id}/visits/new`, `/invoices/${visit.invoiceId}/pay`]) {
      await page.goto(path);
      expect(await page.evaluate(() => 'hit' in window)).toBe(false);
      expect(
        await page.evaluate(() => document.querySelectorAll('img, script:not([src]), [onload], [onerror]').length),
      ).toBe(0);
    }
    await page.goto(`/patients/${id}`);
    expect(await page.locator('h1').innerText()).toBe(`${name} ${name}`);
    expect(dialogs).toEqual([]);
  });

  it('refuse a form without its token, of another session, or from another site', async () => {
    await page.goto('/patients/new');
    const token = await page.locator('form[action="/patients/new"] [name="_csrf"]').inputValue();
    const stranger = await clinic.signIn('biller');
    await stranger.goto('/patients/new');
    const foreign = await stranger.locator('form[action="/patients/new"] [name="_csrf"]').inputValue();
    const post = (form: Record<string, string>, headers: Record<string, string> = {}) =>
      status(page.request.post('/patients/new', { form, headers, maxRedirects: 0 }));
    const person = {
      firstName: 'Mallory',
      lastName: 'Forge',
      dateOfBirth: '1990-01-01',
      _idempotencyKey: randomUUID(),
    };
    expect(await post(person)).toBe(403);
    expect(await post({ ...person, _csrf: foreign })).toBe(403);
    expect(await post({ ...person, _csrf: token }, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await post({ ...person, _csrf: token }, { origin: 'https://evil.example' })).toBe(403);
    expect(await post({ ...person, _csrf: token })).toBe(303);
  });

  it('charge once however often the form is sent', async () => {
    const { id } = await registerPatient(clinic.cascade.desk);
    await page.goto(`/patients/${id}/visits/new`);
    await page.locator('[name="service.intake"]').check();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.waitForURL(/review$/);
    const form = Object.fromEntries(
      await page
        .locator('main form input[type="hidden"]')
        .evaluateAll((inputs) =>
          inputs.map((input) => [(input as HTMLInputElement).name, (input as HTMLInputElement).value]),
        ),
    );
    const send = () => page.request.post(`/patients/${id}/visits`, { form, maxRedirects: 0 });
    const answers = await Promise.all([send(), send(), send()]);
    answers.push(await send());
    const went = new Set(
      answers.filter((answer) => answer.status() === 303).map((answer) => answer.headers()['location']),
    );
    expect(went.size).toBe(1);
    expect(answers.at(-1)?.status()).toBe(303);
    const [{ count }] = (await clinic.database.query('SELECT count(*) FROM visits WHERE patient_id = $1', [id])) as [
      { count: string },
    ];
    expect(count).toBe('1');
  });

  it('know nothing of another clinic’s patients', async () => {
    const theirs = await registerPatient(clinic.potomac.desk);
    const answers = await Promise.all(
      [theirs.id, randomUUID(), 'not-an-id'].map((id) =>
        page.request.get(`/patients/${id}`, { headers: { accept: 'text/html' } }),
      ),
    );
    expect(answers.map((answer) => answer.status())).toEqual([404, 404, 404]);
  });

  it('send nobody away from the site after signing in', async () => {
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', '/%09/evil.example']) {
      const visitor = await clinic.visitor();
      const { email, password } = clinic.cascade.users[0]!;
      const answer = await visitor.request.post('/sign-in', { form: { email, password, next }, maxRedirects: 0 });
      expect(new URL(answer.headers()['location'] ?? '', 'http://here').origin).toBe('http://here');
      await visitor.close();
    }
  });

  it('say nothing of the machine when something breaks', async () => {
    const { id } = await registerPatient(clinic.cascade.desk);
    await clinic.database.query('ALTER TABLE coverages RENAME TO coverages_away');
    const answer = await page.goto(`/patients/${id}`);
    await clinic.database.query('ALTER TABLE coverages_away RENAME TO coverages');
    expect(answer?.status()).toBe(500);
    const words = (await page.content()).toLowerCase();
    for (const word of ['coverages', 'relation', 'select', 'node_modules', 'error:']) expect(words).not.toContain(word);
    expect(words).toContain(answer?.headers()['x-request-id'] ?? 'a request id');
  });

  it('write down who looked at whom', async () => {
    const { id } = await registerPatient(clinic.cascade.desk);
    await page.goto(`/patients/${id}`);
    await page.goto('/patients?query=lovelace');
    const rows = await clinic.database.query(
      `SELECT action FROM audit_events WHERE actor_kind = 'staff' AND (subject_id = $1 OR action = 'patient.list')`,
      [id],
    );
    expect(rows.map(({ action }) => action as string)).toEqual(
      expect.arrayContaining(['patient.read', 'patient.list']),
    );
  });
});
