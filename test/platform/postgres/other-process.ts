import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Another process that uses the same embedded server. */
export class OtherProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly owned: boolean,
  ) {}

  /** Starts it and waits until it has the server. */
  static async on(dataDir: string): Promise<OtherProcess> {
    const register = join(__dirname, '..', '..', 'support', 'register-swc.cjs');
    const child = spawn(process.execPath, ['-r', register, join(__dirname, 'hold-server.ts'), dataDir], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { url, owned } = JSON.parse(line) as { url: string; owned: boolean };
    return new OtherProcess(child, url, owned);
  }

  /** Lets it stop cleanly; answers its exit code. */
  async finish(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit');
      this.child.stdin?.end();
      await exited;
    }
    return this.child.exitCode;
  }

  /** kill -9 */
  async kill(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}
