import type { IncomingMessage, ServerResponse } from 'node:http';

const LARGEST_BODY = 1_000_000;

/** A request with its body read. */
export interface Incoming {
  message: IncomingMessage;
  response: ServerResponse;
  method: string;
  url: URL;
  body: string;
}

/** Reads a request to its end; undefined when it is larger than 1 MB or breaks off. */
export async function readRequest(message: IncomingMessage, response: ServerResponse): Promise<Incoming | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_BODY) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  const url = new URL(`http://sandbox${(message.url ?? '/').replace(/^\/+/, '/')}`);
  return { message, response, method: message.method ?? 'GET', url, body: Buffer.concat(chunks).toString('utf8') };
}

/** Sends a whole answer, unless the caller has gone. */
export function send(
  response: ServerResponse,
  answer: { status: number; headers?: Record<string, string>; body?: string },
): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(answer.status, { 'Cache-Control': 'no-store', ...answer.headers });
  response.end(answer.body ?? '');
}

/** Sends an object as JSON, indented as Stripe does. */
export function sendJson(
  response: ServerResponse,
  answer: { status: number; headers?: Record<string, string>; body: object },
): void {
  const headers = { 'Content-Type': 'application/json', ...answer.headers };
  send(response, { status: answer.status, headers, body: JSON.stringify(answer.body, null, 2) });
}
