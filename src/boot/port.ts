import { once } from 'node:events';
import { createServer } from 'node:net';

/** Somebody else listens where the service should. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
}

/** Looks before anything is started, so that a taken port leaves nothing half up. */
export async function assertPortIsFree({ host, port }: { host: string; port: number }): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new PortTakenError(
        `Port ${port} is taken by another program. Stop it, or choose another: PORT=3010 npm start`,
      );
    throw new PortTakenError(`Cannot listen on ${host}:${port} (${code}). Choose another address with HOST and PORT.`);
  } finally {
    probe.close();
  }
}
