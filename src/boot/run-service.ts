import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OpenDemoClinics } from '../demo/open-demo-clinics';
import { type Environment, readEnvironment } from '../platform/config/environment';
import { openFolder } from '../platform/postgres/embedded/cluster';
import { JobRunner } from '../platform/queue/job-runner';
import { createApp } from './create-app';
import { inPlainWords } from './plain-words';
import { assertPortIsFree, listenOn } from './port';
import { prepareServices, type PreparedServices } from './prepare-services';
import type { ProcessRole } from './process-role';
import { listenForStop, told } from './stop-signal';

/** Starts the service and keeps it until SIGINT or SIGTERM. What a person can mend is said in plain words, and exits 1. */
export function runService(role: ProcessRole): Promise<void> {
  return inPlainWords(async () => {
    const stop = listenForStop();
    const environment = readEnvironment(process.env);
    if (role !== 'worker') await assertPortIsFree(environment);
    if (opensDemo(environment, role)) openFolder(environment.dataDir);
    const releases: (() => Promise<void>)[] = [];
    try {
      const services = await prepareServices(environment, role);
      releases.unshift(() => services.stop());
      if (!stop.aborted) {
        const app = await createApp(services.settings);
        // Stops taking requests, and finishes those and the jobs under way.
        releases.unshift(() => app.close());
        await startApplication(app, { environment, services, role });
        if (!stop.aborted) announce(environment, services, role);
        await told(stop);
      }
    } finally {
      for (const release of releases) await release();
    }
    process.exit(0);
  });
}

/** Everything a first caller needs is there before the port opens. */
async function startApplication(
  app: NestFastifyApplication,
  { environment, services, role }: { environment: Environment; services: PreparedServices; role: ProcessRole },
): Promise<void> {
  await app.init();
  if (opensDemo(environment, role))
    await app
      .get(OpenDemoClinics, { strict: false })
      .execute({ appSecret: services.settings.appSecret, dataDir: environment.dataDir });
  if (role !== 'worker') await listenOn(app, environment);
  if (role !== 'api') await app.get(JobRunner).start();
}

const opensDemo = ({ nodeEnv }: Environment, role: ProcessRole): boolean =>
  nodeEnv !== 'production' && role !== 'worker';

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
