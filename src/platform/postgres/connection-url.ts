import { ProvisioningError } from './provisioning.error';

/** Throws {@link ProvisioningError} `url_unusable` for a URL without a host: a socket that trusts the system user cannot take our logins. */
export function requireHost(url: string): void {
  if (!URL.canParse(url) || new URL(url).hostname === '')
    throw new ProvisioningError(
      'url_unusable',
      'DATABASE_URL must name a host, as in postgres://user:password@127.0.0.1:5432/billing.',
    );
}

/** The same connection, acting as another role from its first statement. Options already in the URL are kept. */
export function actingAs(url: string, role: string): string {
  const changed = new URL(url);
  const options = changed.searchParams.get('options');
  changed.searchParams.set('options', `${options ? `${options} ` : ''}-c role=${role}`);
  return changed.href;
}

/** The same server and database, under another login. The password must not need encoding. */
export function loggingInAs(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.href;
}
