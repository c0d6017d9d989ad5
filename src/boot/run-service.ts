import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OpenDemoClinics } from '../demo/open-demo-clinics';
import { EnvironmentError, type Environment, readEnvironment } from '../platform/config/environment';
import { EmbeddedPostgresError } from '../platform/postgres/embedded-postgres.error';
import { ProvisioningError } from '../platform/postgres/provisioning.error';
import { JobRunner } from '../platform/queue/job-runner';
import { createApp } from './create-app';
import { assertPortIsFree, PortTakenError } from './port';
import { prepareServices, type PreparedServices } from './prepare-services';

/** Which part of the service this process is. */
export type ProcessRole = 'all' | 'api' | 'worker';

const STOP_WITHIN_MS = 25_000;

/** Starts the service and keeps it until SIGINT or SIGTERM. What a person can mend is said in plain words, and exits 1. */
export async function runService(role: ProcessRole): Promise<void> {
  try {
    const environment = readEnvironment(process.env);
    if (role !== 'worker') await assertPortIsFree(environment);
    const services = await prepareServices(environment);
    const app = await startApplication(environment, services, role).catch(async (error: unknown) => {
      await services.stop();
      throw error;
    });
    stopOnSignal(app, services);
    announce(environment, services, role);
  } catch (error) {
    if (!isForPeople(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

async function startApplication(
  environment: Environment,
  services: PreparedServices,
  role: ProcessRole,
): Promise<NestFastifyApplication> {
  const app = await createApp(services.settings);
  if (role === 'worker') await app.init();
  else await app.listen(environment.port, environment.host);
  if (environment.nodeEnv !== 'production' && role !== 'worker')
    await app
      .get(OpenDemoClinics, { strict: false })
      .execute({ appSecret: services.settings.appSecret, dataDir: environment.dataDir });
  if (role !== 'api') await app.get(JobRunner).start();
  return app;
}

/** Stops taking requests, finishes those and the jobs under way, then lets go of the services. */
function stopOnSignal(app: NestFastifyApplication, services: PreparedServices): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void app
      .close()
      .then(() => services.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function announce(environment: Environment, { settings }: PreparedServices, role: ProcessRole): void {
  if (role === 'worker') return void process.stdout.write('The worker is running.\n');
  const lines = [`Clinic billing is ready:  ${settings.publicUrl}`];
  if (settings.stripe.sandboxUrl)
    lines.push(`Stripe sandbox:           ${settings.stripe.sandboxUrl}  (test cards only)`);
  if (environment.nodeEnv !== 'production') {
    lines.push(`API reference:            ${settings.publicUrl}/docs`);
    lines.push('Demo logins:              npm run --silent demo:credentials');
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

const isForPeople = (error: unknown): error is Error =>
  error instanceof EnvironmentError ||
  error instanceof EmbeddedPostgresError ||
  error instanceof ProvisioningError ||
  error instanceof PortTakenError;
