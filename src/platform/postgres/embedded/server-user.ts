import { readFileSync } from 'node:fs';

/** The user and group a server process runs as. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

function passwdEntries(): ServerUser[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/**
 * Whom the server must run as, or undefined for ourselves. PostgreSQL refuses to run as root, so root hands over to the
 * user that owns the data already, else to `postgres`, else to `nobody` (initdb wants an entry in /etc/passwd).
 */
export function serverUser(ownerUid?: number): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const entries = passwdEntries();
  const owner = ownerUid ? entries.find((entry) => entry.uid === ownerUid) : undefined;
  return (
    owner ??
    entries.find((entry) => entry.name === 'postgres') ??
    entries.find((entry) => entry.name === 'nobody') ?? { name: 'nobody', uid: 65_534, gid: 65_534 }
  );
}
