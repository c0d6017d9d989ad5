import { startEmbeddedPostgres } from '../../../src/platform/postgres/embedded-postgres';

/**
 * A process that uses the embedded server until its standard input closes: `hold-server.ts <folder>`.
 * Says in one line of JSON what it got; it is killed by tests that need a process to die.
 */
async function hold(dataDir: string): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  process.stdout.write(`${JSON.stringify({ url: server.url, owned: server.owned })}\n`);
  process.stdin.resume().once('end', () => void server.stop());
}

void hold(process.argv[2] ?? '');
