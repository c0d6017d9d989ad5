const HERE = 'http://here.invalid';

/**
 * A path of our own to go on to after signing in, or `/` for anything that could lead elsewhere: another host, a scheme,
 * `//host`, a backslash, or dots that normalize into one of them.
 */
export function safePath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || /[\\\p{Cc}]/u.test(wanted)) return '/';
  if (!URL.canParse(wanted, HERE)) return '/';
  const url = new URL(wanted, HERE);
  const path = `${url.pathname}${url.search}`;
  return url.origin === HERE && !path.startsWith('//') ? path : '/';
}
