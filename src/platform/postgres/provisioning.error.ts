/** The database of DATABASE_URL cannot be made ready; the message says exactly what an administrator must run. */
export class ProvisioningError extends Error {
  override readonly name = 'ProvisioningError';

  constructor(
    /** Stable reason: rights are missing, another process prepares for too long, or the URL cannot carry our logins. */
    readonly problem: 'rights_missing' | 'locked' | 'url_unusable',
    message: string,
    /** SQL that an administrator must run, when rights are missing. */
    readonly statements: readonly string[] = [],
  ) {
    super([message, ...statements.map((statement) => `  ${statement}`)].join('\n'));
  }
}
