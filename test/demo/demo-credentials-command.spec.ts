import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoUsers, writeDemoCredentials } from '../../src/demo/demo-credentials';

const ROOT = join(__dirname, '../..');

describe('npm run demo:credentials', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'demo-'));
  });

  afterEach(() => rmSync(dataDir, { recursive: true }));

  const run = (env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, ['-r', './test/support/register-swc.cjs', './src/commands/demo-credentials.ts'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], DATA_DIR: dataDir, ...env },
    });

  const credentials = {
    baseUrl: 'http://127.0.0.1:3000',
    stripeSandboxUrl: null,
    clinics: [{ id: 'c', slug: 'cascade', name: 'Cascade', users: demoUsers('cascade', '5a'.repeat(32)) }],
  };

  it('prints the logins and nothing else', () => {
    writeDemoCredentials(dataDir, credentials);
    writeDemoCredentials(dataDir, credentials);
    const { status, stdout, stderr } = run();
    expect([status, stderr, JSON.parse(stdout)]).toEqual([0, '', credentials]);
  });

  it('says that the service must be started first', () => {
    const { status, stdout, stderr } = run();
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('npm start');
  });

  it('is refused in production, even when a file is there', () => {
    writeDemoCredentials(dataDir, credentials);
    const { status, stdout, stderr } = run({ NODE_ENV: 'production' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).not.toBe('');
  });
});
