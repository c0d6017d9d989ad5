import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoCredentials, demoUsers } from '../../src/demo/demo-credentials';
import { OpenDemoClinics } from '../../src/demo/open-demo-clinics';
import { businessDateOf } from '../../src/kernel/business-date';
import type { ClinicId } from '../../src/kernel/ids';
import { PricesReader } from '../../src/modules/catalog/prices.reader';
import { SignIn } from '../../src/modules/access/sign-in';
import { startTestApp, type TestApp } from '../support/app';
import { FixedClock } from '../support/fixed-clock';

const SECRET = '5a'.repeat(32);
const TABLES = [
  'clinics',
  'staff_users',
  'api_keys',
  'services',
  'prices',
  'service_code_sets',
  'patients',
  'authorizations',
];

describe('The demo clinics', () => {
  const clock = FixedClock.at('2026-06-01T18:00:00Z');
  let one: TestApp;
  let two: TestApp;
  let dataDir: string;
  let credentials: DemoCredentials;

  const open = (app: TestApp) => app.get(OpenDemoClinics).execute({ appSecret: SECRET, dataDir });
  const counts = async () => {
    const sql = TABLES.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`).join(', ');
    return (await one.database.query<Record<string, number>>(`SELECT ${sql}`))[0];
  };
  const clinic = (slug: string) => {
    const found = credentials.clinics.find((candidate) => candidate.slug === slug);
    if (!found) throw new Error(`no demo clinic ${slug}`);
    return found;
  };
  const userOf = (slug: string, role: string) => {
    const found = clinic(slug).users.find((user) => user.role === role);
    if (!found) throw new Error(`no demo ${role} at ${slug}`);
    return found;
  };
  const catalogOf = async (slug: string) => {
    const page = await one.as(clinic(slug).id as ClinicId, () =>
      one.get(PricesReader).services({ on: businessDateOf(clock.now(), 'UTC') }),
    );
    return new Map(page.data.map((service) => [service.code, service]));
  };

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'demo-'));
    one = await startTestApp({ clock });
    two = await startTestApp({ clock, database: one.database });
    const [first, second] = await Promise.all([open(one), open(two)]);
    expect(second).toEqual(first);
    credentials = first;
  });

  afterAll(async () => {
    await two.close();
    await one.close();
    rmSync(dataDir, { recursive: true });
  });

  it('are opened once by two replicas that start together, and not again by the next start', async () => {
    const before = await counts();
    expect(before).toMatchObject({ clinics: 2, staff_users: 8, api_keys: 8, authorizations: 1 });
    expect(await open(two)).toEqual(credentials);
    expect(await counts()).toEqual(before);
  });

  it('leave their logins in a file of the owner alone, in the published form', () => {
    const path = join(dataDir, 'demo-credentials.json');
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    const file = JSON.parse(readFileSync(path, 'utf8')) as DemoCredentials;
    expect(file).toEqual(credentials);
    expect(Object.keys(file)).toEqual(['baseUrl', 'stripeSandboxUrl', 'clinics']);
    expect(file.clinics.map(({ slug }) => slug)).toEqual(['cascade', 'potomac']);
    for (const { id, users } of file.clinics) {
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
      expect(users.map(({ role }) => role)).toEqual(['front_desk', 'biller', 'accountant', 'admin']);
    }
  });

  it('have users who can sign in, and keys that open what their role may see', async () => {
    const { email, password } = userOf('cascade', 'biller');
    const { principal } = await one.get(SignIn).execute({ email, password });
    expect(principal).toMatchObject({ clinicId: clinic('cascade').id, actor: { label: email, role: 'biller' } });
    const call = async (slug: string, role: string, url: string) => {
      const headers = { authorization: `Bearer ${userOf(slug, role).apiKey}` };
      return two.app.inject({ method: 'GET', url, headers });
    };
    expect((await call('potomac', 'front_desk', '/v1/clinic')).json()).toMatchObject({
      id: clinic('potomac').id,
      timeZone: 'America/New_York',
    });
    expect((await call('cascade', 'front_desk', '/v1/ledger/trial-balance')).statusCode).toBe(403);
    expect((await call('cascade', 'accountant', '/v1/ledger/trial-balance')).statusCode).toBe(200);
  });

  it('have secrets that another service’s secret does not give', () => {
    const mine = demoUsers('cascade', SECRET);
    const theirs = demoUsers('cascade', '5b'.repeat(32));
    const secrets = [...mine, ...theirs].flatMap(({ password, apiKey }) => [password, apiKey]);
    expect(new Set(secrets).size).toBe(secrets.length);
    expect(demoUsers('cascade', SECRET)).toEqual(mine);
  });

  it('price cascade as the published price list does', async () => {
    const catalog = await catalogOf('cascade');
    const facts = [...catalog.values()].map((s) => [
      s.code,
      s.priceCents,
      s.durationMinutes,
      s.documentRule,
      s.hsaFsaEligible,
    ]);
    expect(facts).toEqual([
      ['experiential-im', 55_000, 180, 'receipt_only', true],
      ['group-im', null, 180, 'receipt_only', true],
      ['intake', 22_000, 50, 'superbill', true],
      ['integration', 17_000, 50, 'superbill', true],
      ['no-show-fee', 5_000, 0, 'receipt_only', false],
      ['preparation', 17_000, 50, 'receipt_only', true],
    ]);
    expect(catalog.get('group-im')).toMatchObject({
      capacity: 6,
      slidingScale: {
        minCents: 18_000,
        maxCents: 22_000,
        tiers: [
          { upToPovertyBasisPoints: 20_000, priceCents: 18_000 },
          { upToPovertyBasisPoints: 30_000, priceCents: 20_000 },
          { upToPovertyBasisPoints: null, priceCents: 22_000 },
        ],
      },
    });
  });

  it('make up no price potomac did not publish, nor one that depends on it', async () => {
    const catalog = await catalogOf('potomac');
    expect(catalog.get('experiential-im')).toMatchObject({ priceCents: null, priceRule: null });
    expect(catalog.get('group-im')).toMatchObject({
      priceCents: null,
      percentOf: { serviceCode: 'experiential-im', basisPoints: 5_000 },
    });
    expect([catalog.get('spravato-56')?.documentRule, catalog.get('spravato-84')?.priceCents]).toEqual([
      'claim',
      150_000,
    ]);
  });

  it('let potomac bill an authorized Spravato visit to the plan, and a patient without a plan to the patient', async () => {
    const headers = { authorization: `Bearer ${userOf('potomac', 'front_desk').apiKey}` };
    const destinationOf = async (lastName: string): Promise<unknown> => {
      const found = await one.app.inject({ method: 'GET', url: `/v1/patients?query=${lastName}`, headers });
      const [patient] = (found.json() as { data: { id: string }[] }).data;
      const payload = { patientId: patient?.id, dateOfService: '2026-06-01', lines: [{ serviceCode: 'spravato-56' }] };
      const quoted = await one.app.inject({ method: 'POST', url: '/v1/quotes', headers, payload });
      const [line] = (quoted.json() as { lines: { amountCents: number; route: { destination: string } }[] }).lines;
      return [line?.amountCents, line?.route.destination];
    };
    expect(await destinationOf('Lindqvist')).toEqual([120_000, 'insurance']);
    expect(await destinationOf('Whitfield')).toEqual([120_000, 'self_pay']);
    expect(await destinationOf('Pryce')).toEqual([120_000, 'insurance']);
    expect(await destinationOf('Abebe')).toEqual([120_000, 'self_pay']);
  });
});
