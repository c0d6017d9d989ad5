import { DomainError } from '../../../kernel/errors';

const VERSION = /^(?:W\/)?"?([1-9]\d{0,8})"?$/;

const refusal = (message: string): DomainError =>
  new DomainError('validation_failed', { errors: [{ pointer: '/version', message }] });

/**
 * The version an editor saw: from the body, or from an `If-Match` header that holds it.
 * Errors: `validation_failed` at `/version` when neither is given, the header holds no version, or the two differ.
 */
export function versionSeen(body: number | undefined, ifMatch: string | undefined): number {
  if (ifMatch === undefined) {
    if (body === undefined) throw refusal('is required, here or as If-Match');
    return body;
  }
  const header = Number(VERSION.exec(ifMatch.trim())?.[1] ?? Number.NaN);
  if (Number.isNaN(header)) throw refusal('the If-Match header must hold the version');
  if (body !== undefined && body !== header) throw refusal('differs from the If-Match header');
  return header;
}
