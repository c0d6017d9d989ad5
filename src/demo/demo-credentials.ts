import { createHmac } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '../platform/context/request-context';

/** How one demo user signs in, and the key a program uses with their role. */
export interface DemoUser {
  readonly role: Role;
  readonly email: string;
  readonly password: string;
  readonly apiKey: string;
}

/** What `npm run demo:credentials` prints. */
export interface DemoCredentials {
  readonly baseUrl: string;
  readonly stripeSandboxUrl: string | null;
  readonly clinics: readonly {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly users: readonly DemoUser[];
  }[];
}

const ROLES: readonly Role[] = ['front_desk', 'biller', 'accountant', 'admin'];

const derive = (appSecret: string, purpose: string): Buffer =>
  createHmac('sha256', Buffer.from(appSecret, 'hex')).update(`demo ${purpose}`).digest();

/** One user for every role. Derived from the service's secret, so that every replica knows the same ones. */
export function demoUsers(slug: string, appSecret: string): DemoUser[] {
  return ROLES.map((role) => {
    const email = `${role.replace('_', '-')}@${slug}.example`;
    const prefix = derive(appSecret, `key prefix ${email}`).toString('hex', 0, 6);
    return {
      role,
      email,
      password: derive(appSecret, `password ${email}`).toString('base64url'),
      apiKey: `ckb_${prefix}_${derive(appSecret, `key ${email}`).toString('base64url')}`,
    };
  });
}

/** Where the credentials of a data folder are. */
export const credentialsPath = (dataDir: string): string => join(dataDir, 'demo-credentials.json');

/** Writes the credentials for the owner of the data folder alone; a reader never sees half a file. */
export function writeDemoCredentials(dataDir: string, credentials: DemoCredentials): void {
  mkdirSync(dataDir, { recursive: true });
  const path = credentialsPath(dataDir);
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(draft, path);
}
