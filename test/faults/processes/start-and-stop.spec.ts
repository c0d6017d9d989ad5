import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, cleanUp, freePort, isAlive, launch, newFolder, postmasterOf, ROOT, run, until } from './launch';
import { Caller, type Service, startService } from './service';

const SMOKE = join(ROOT, '..', 'shared', 'acceptance', 'smoke.mjs');
const STOPS_WITHIN_MS = 8_000;

/** The process and all that descend from it. */
function familyOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/stat`))
    .map((name) => {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return { pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]) };
    });
  const family = [pid];
  for (const member of family)
    for (const { pid: child, parent } of parents) if (parent === member && !family.includes(child)) family.push(child);
  return family;
}

/** Stops the service as a terminal or a supervisor does; answers how it ended and who is still there. */
async function stopped(service: Service, signal: NodeJS.Signals): Promise<{ code: number | null; left: number[] }> {
  const family = [...familyOf(service.process.pid), postmasterOf(service.dataDir)!];
  service.process.signal(signal);
  const code = await service.process.end(STOPS_WITHIN_MS);
  return { code, left: family.filter(isAlive) };
}

describe('The service on one machine', () => {
  let first: Service;

  beforeAll(build, 120_000);
  afterAll(cleanUp);

  it('starts from nothing with npm start and says where it is and where the logins are', async () => {
    first = await startService({ command: ['npm', 'start'] });
    expect(first.process.out).toContain(first.baseUrl);
    expect(first.process.out).toContain('demo:credentials');
    expect(first.hadCredentialsWhenReady).toBe(true);
  });

  it('prints the demo logins as the contract says, for the owner alone, and they work', async () => {
    const command = ['npm', 'run', '--silent', 'demo:credentials'];
    const { code, out } = await run('demo-credentials', { env: first.env, command });
    expect(code).toBe(0);
    const printed = JSON.parse(out) as Service['credentials'];
    const user = { role: expect.any(String), email: expect.any(String), password: expect.any(String) };
    const roles = ['front_desk', 'biller', 'accountant', 'admin'];
    expect(printed).toEqual({
      baseUrl: first.baseUrl,
      stripeSandboxUrl: `http://127.0.0.1:${Number(first.env['PORT']) + 1}`,
      clinics: ['cascade', 'potomac'].map((slug) => ({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        slug,
        name: expect.any(String),
        users: roles.map((role) => ({ ...user, role, apiKey: expect.stringMatching(/^ckb_/) })),
      })),
    });
    expect(statSync(join(first.dataDir, 'demo-credentials.json')).mode & 0o777).toBe(0o600);
    expect(await new Caller(first.baseUrl, printed).ok('/v1/clinic')).toMatchObject({ id: printed.clinics[0]!.id });
  });

  (existsSync(SMOKE) ? it : it.skip)('passes the acceptance story of the main path', async () => {
    const file = join(first.dataDir, 'demo-credentials.json');
    const { code, out } = await run('smoke', { command: [process.execPath, SMOKE, file] });
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining(' 0 failed') });
  });

  it('stops on SIGTERM to npm within seconds and leaves nothing running', async () => {
    expect(await stopped(first, 'SIGTERM')).toEqual({ code: 0, left: [] });
  });

  it('starts again on the same folder with the same logins, and stops on SIGINT', async () => {
    const again = await startService({ dataDir: first.dataDir, env: first.env });
    expect(again.credentials).toEqual(first.credentials);
    expect(await stopped(again, 'SIGINT')).toEqual({ code: 0, left: [] });
  });

  it('leaves nothing running when it is told to stop while it still starts', async () => {
    const dataDir = newFolder();
    const starting = launch('main', { env: { PORT: String(await freePort()), DATA_DIR: dataDir } });
    const postmaster = await until(() => postmasterOf(dataDir), 'the database starts');
    expect(await starting.stop()).toBe(0);
    expect(isAlive(postmaster)).toBe(false);
    expect(starting.out).toBe('');
  });
});
