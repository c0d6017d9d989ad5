import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Listens on 127.0.0.1 for a moment; answers the port, or undefined when it is taken. Port 0 finds a free one. */
async function probe(port: number): Promise<number | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
  const found = (server.address() as AddressInfo).port;
  server.close();
  await once(server, 'close');
  return found;
}

/** Whether a server could listen on this port of 127.0.0.1 now. */
export const isPortFree = async (port: number): Promise<boolean> => (await probe(port)) !== undefined;

/** A port of 127.0.0.1 that is free now: the preferred one if it is. */
export async function freePort(preferred?: number): Promise<number> {
  const found = (preferred ? await probe(preferred) : undefined) ?? (await probe(0));
  if (found === undefined) throw new Error('no free port on 127.0.0.1');
  return found;
}
