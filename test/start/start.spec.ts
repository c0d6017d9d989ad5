import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(__dirname, '..', '..');

/** A package with nothing in it but the launcher and one command. */
const folder = mkdtempSync(join(tmpdir(), 'clinic-billing-start-'));
const command = join(folder, 'src', 'commands', 'say.ts');
const compiled = join(folder, 'dist', 'src', 'commands', 'say.js');

function write(file: string, source: string): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, source);
}

async function launch(argument: string): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(folder, 'src', 'start.cjs'), argument], { cwd: tmpdir() });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, out, err };
}

beforeAll(() => {
  for (const file of ['tsconfig.json', 'tsconfig.build.json', 'package.json', 'src/start.cjs'])
    cpSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  write(command, `process.stdout.write('one ' + process.env['PROCESS_ROLE']);`);
  write(join(folder, 'migrations', '1-old.ts'), 'export const old = 1;');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('The launcher', () => {
  it('compiles once when two start at the same moment, and leaves standard output to what it starts', async () => {
    const both = await Promise.all([launch('say'), launch('say')]);
    expect(both.map(({ code, out }) => ({ code, out }))).toEqual(Array(2).fill({ code: 0, out: 'one command' }));
    expect(both.filter(({ err }) => err !== '')).toHaveLength(1);
  });

  it('does not compile what has not changed', async () => {
    const before = statSync(compiled).mtimeMs;
    expect(await launch('say')).toEqual({ code: 0, out: 'one command', err: '' });
    expect(statSync(compiled).mtimeMs).toBe(before);
  });

  it('compiles a change, and drops the output of a deleted migration', async () => {
    expect(existsSync(join(folder, 'dist', 'migrations', '1-old.js'))).toBe(true);
    write(command, `process.stdout.write('two ' + process.env['PROCESS_ROLE']);`);
    rmSync(join(folder, 'migrations', '1-old.ts'));
    expect(await launch('say')).toMatchObject({ code: 0, out: 'two command' });
    expect(existsSync(join(folder, 'dist', 'migrations', '1-old.js'))).toBe(false);
    expect(existsSync(join(folder, 'dist', 'migrations', '1-old.js.map'))).toBe(false);
  });

  it('goes on after a build that was killed', async () => {
    write(join(folder, 'dist', '.build-lock', 'pid'), '999999999');
    write(command, `process.stdout.write('three ' + process.env['PROCESS_ROLE']);`);
    expect(await launch('say')).toMatchObject({ code: 0, out: 'three command' });
  });

  it('starts nothing when the program does not compile', async () => {
    write(command, `const wrong: number = 'text'; process.stdout.write(String(wrong));`);
    const failed = await launch('say');
    expect(failed).toMatchObject({ code: 1, out: '' });
    expect(failed.err).toContain('src/commands/say.ts(1,7)');
    expect(await launch('--build-only')).toMatchObject({ code: 1, out: '' });
  });

  it('knows no part of another name', async () => {
    write(command, `process.stdout.write('four');`);
    for (const name of ['nothing', '../commands/say', 'toString']) expect((await launch(name)).code).toBe(2);
  });
});
