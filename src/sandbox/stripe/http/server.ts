import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerControl } from '../control/control';
import { answerPage } from '../pages/pages';
import { answerApi, type ApiParts } from './api';
import { readRequest, sendJson, type Incoming } from './messages';

/** The sandbox's HTTP server, on this machine only. */
export function createSandboxServer(parts: ApiParts): Server {
  return createServer((message, response) => {
    const answering = readRequest(message, response).then((incoming) => {
      if (incoming) return dispatch(parts, incoming);
      sendJson(response, { status: 413, body: { error: { type: 'invalid_request_error', message: 'Too large' } } });
      return undefined;
    });
    answering.catch(() => {
      sendJson(response, { status: 500, body: { error: { type: 'api_error', message: 'An unknown error occurred' } } });
    });
  });
}

async function dispatch(parts: ApiParts, incoming: Incoming): Promise<void> {
  const path = incoming.url.pathname;
  if (path.startsWith('/v1/')) return answerApi(parts, incoming);
  if (path.startsWith('/_sandbox/')) return answerControl(parts, incoming);
  return answerPage(parts.sandbox, incoming);
}

/** Listens on 127.0.0.1, on the wanted port or, when that is taken, on any free one; answers the port. */
export async function listen(server: Server, wanted: number): Promise<number> {
  try {
    await listenOn(server, wanted);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    await listenOn(server, 0);
  }
  return (server.address() as AddressInfo).port;
}

function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
