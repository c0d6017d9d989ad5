import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock';
import { type ClinicId, newId } from '../kernel/ids';
import { invariant } from '../kernel/invariant';
import { Config } from '../platform/config/config';
import { type Actor, RequestContext } from '../platform/context/request-context';
import { CASCADE } from './data/cascade';
import { POTOMAC } from './data/potomac';
import { type DemoCredentials, demoUsers, writeDemoCredentials } from './demo-credentials';
import { EnsureDemoClinic } from './ensure-demo-clinic';

/** What the demo users' secrets derive from, and where they are written. */
export interface OpenDemoClinicsInput {
  /** The service's secret as hex, the same for every replica. */
  readonly appSecret: string;
  /** The folder that gets `demo-credentials.json`. */
  readonly dataDir: string;
  /** Where the service listens, when that is not its public URL. */
  readonly baseUrl?: string;
}

const ACTOR: Actor = { kind: 'system', id: 'demo', label: 'demo clinics' };

/**
 * Makes the service usable out of the box: two clinics with staff, prices and patients, and a file with their logins.
 * Never in production. Runs at every start; what is already there stays as people have changed it since.
 */
@Injectable()
export class OpenDemoClinics {
  constructor(
    private readonly config: Config,
    private readonly context: RequestContext,
    private readonly clock: Clock,
    private readonly ensureClinic: EnsureDemoClinic,
  ) {}

  async execute({ appSecret, dataDir, baseUrl }: OpenDemoClinicsInput): Promise<DemoCredentials> {
    invariant(!this.config.isProduction, 'demo clinics are not for production');
    const clinics: DemoCredentials['clinics'][number][] = [];
    for (const demo of [CASCADE, POTOMAC]) {
      const { slug, name } = demo.clinic;
      const users = demoUsers(slug, appSecret);
      const clinicId = newId<ClinicId>(this.clock.now());
      const id = await this.context.runAs({ clinicId, actor: ACTOR }, () => this.ensureClinic.execute(demo, users));
      clinics.push({ id, slug, name, users });
    }
    const credentials = {
      baseUrl: baseUrl ?? this.config.publicUrl,
      stripeSandboxUrl: this.config.stripe.sandboxUrl ?? null,
      clinics,
    };
    writeDemoCredentials(dataDir, credentials);
    return credentials;
  }
}
