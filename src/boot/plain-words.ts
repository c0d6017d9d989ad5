import { EnvironmentError } from '../platform/config/environment';
import { EmbeddedPostgresError } from '../platform/postgres/embedded-postgres.error';
import { ProvisioningError } from '../platform/postgres/provisioning.error';
import { DatabaseUnreachableError } from './database-unreachable.error';
import { PortTakenError } from './port';

const isForPeople = (error: unknown): error is Error =>
  error instanceof EnvironmentError ||
  error instanceof EmbeddedPostgresError ||
  error instanceof ProvisioningError ||
  error instanceof DatabaseUnreachableError ||
  error instanceof PortTakenError;

/** Runs a program. What a person can mend is said in plain words on standard error, and the exit code is 1. */
export async function inPlainWords(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    if (!isForPeople(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
