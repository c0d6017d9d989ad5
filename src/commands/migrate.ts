import { inPlainWords } from '../boot/plain-words';
import { prepareServices } from '../boot/prepare-services';
import { readEnvironment } from '../platform/config/environment';

/** Brings the database up to date and stops: for releases that migrate before they start. */
void inPlainWords(async () => {
  const services = await prepareServices(readEnvironment(process.env), 'command');
  await services.stop();
  process.stdout.write('The database is up to date.\n');
});
