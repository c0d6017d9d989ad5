import type { TestApp } from '../../../support/app';

/** An answer as bytes. */
export interface Bytes {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Fetches as a browser or a script would, over a socket. The app must listen. */
export async function fetchBytes(app: TestApp, apiKey: string, path: string): Promise<Bytes> {
  const answer = await fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${apiKey}` } });
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
}
