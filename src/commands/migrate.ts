import { EnvironmentError, readEnvironment } from '../platform/config/environment';
import { prepareServices } from '../boot/prepare-services';

/** Brings the database up to date and stops: for releases that migrate before they start. */
async function main(): Promise<void> {
  try {
    const services = await prepareServices({ ...readEnvironment(process.env), port: 0 });
    await services.stop();
    process.stdout.write('The database is up to date.\n');
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

void main();
