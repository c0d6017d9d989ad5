import { once } from 'node:events';
import { createServer } from 'node:net';

/** Somebody else listens where the service should. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';

  /** This error in the place of one that only says that nobody may listen there; any other stays what it is. */
  static replacing(error: unknown, { host, port }: Address): unknown {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      return new PortTakenError(
        `Port ${port} is taken by another program. Stop it, or choose another: PORT=3010 npm start`,
      );
    if (syscall !== 'listen' && syscall !== 'getaddrinfo') return error;
    return new PortTakenError(`Cannot listen on ${host}:${port} (${code}). Choose another address with HOST and PORT.`);
  }
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Looks before anything is started, so that a taken port leaves nothing half up. */
export async function assertPortIsFree(address: Address): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(address.port, address.host);
    await once(probe, 'listening');
  } catch (error) {
    throw PortTakenError.replacing(error, address);
  } finally {
    probe.close();
  }
}

/** Opens the port. Throws {@link PortTakenError} when another program was faster. */
export async function listenOn(
  app: { listen(port: number, host: string): Promise<unknown> },
  address: Address,
): Promise<void> {
  try {
    await app.listen(address.port, address.host);
  } catch (error) {
    throw PortTakenError.replacing(error, address);
  }
}
