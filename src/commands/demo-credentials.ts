import { readFileSync } from 'node:fs';
import { credentialsPath } from '../demo/demo-credentials';
import { EnvironmentError, readEnvironment } from '../platform/config/environment';

function refuse(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Prints the logins of the demo clinics as JSON on standard output. */
function main(): void {
  if (process.env['NODE_ENV'] === 'production') return refuse('There are no demo clinics in production.');
  try {
    const path = credentialsPath(readEnvironment(process.env).dataDir);
    process.stdout.write(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof EnvironmentError) return refuse(error.message);
    if (!isMissing(error)) throw error;
    refuse('There are no demo clinics yet: start the service once with `npm start`, then ask again.');
  }
}

main();
