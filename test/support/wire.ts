import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Where on its way something is caught. */
export interface Trap {
  /** Bytes that tell what is meant from everything else that travels: an id, a key, the name of a statement. */
  readonly marker: string;
  /** `request`: the far end does not hear it. `answer`: it hears and does it, and the near end is not told. */
  readonly hold: 'request' | 'answer';
  /** Only at the COMMIT of the transaction that carried the marker. */
  readonly atCommit?: boolean;
}

/** A trap that was set: waits for its prey, then holds it. */
export class SetTrap {
  readonly sprung: Promise<void>;
  private spring: () => void = () => undefined;
  private ends: Socket[] = [];
  private withheld: (() => void)[] = [];

  constructor(readonly trap: Trap) {
    this.sprung = new Promise((resolve) => (this.spring = resolve));
  }

  /** @internal Keeps what would have been written; the connection is now caught. */
  keep(ends: Socket[], write: () => void, isComplete: boolean): void {
    this.ends = ends;
    this.withheld.push(write);
    if (isComplete) this.spring();
  }

  /** Cuts the connection: what was held is lost. */
  cut(): void {
    for (const end of this.ends) end.destroy();
  }

  /** Lets what was held travel on. */
  go(): void {
    for (const write of this.withheld.splice(0)) write();
  }
}

/**
 * A wire between the service and a server, on a port of its own. Everything passes, except what a trap catches: once, on
 * the connection that carried its marker, from then on and for good.
 */
export class Wire {
  private readonly server: Server;
  private readonly traps = new Set<SetTrap>();
  private readonly sockets = new Set<Socket>();

  constructor({ hostname, port }: Pick<URL, 'hostname' | 'port'>) {
    this.server = createServer((near) => this.join(near, connect(Number(port), hostname)));
  }

  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  set(trap: Trap): SetTrap {
    const set = new SetTrap(trap);
    this.traps.add(set);
    return set;
  }

  /** Cuts every connection there is; new ones may be made. */
  cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.cutAll();
    this.server.close();
  }

  private join(near: Socket, far: Socket): void {
    const ends = [near, far];
    const seen = new Set<string>();
    let caught: SetTrap | undefined;
    near.on('data', (bytes) => {
      caught ??= this.springs(bytes.toString('latin1'), seen);
      if (caught?.trap.hold === 'request') caught.keep(ends, () => far.write(bytes), true);
      else far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (caught?.trap.hold !== 'answer') return near.write(bytes);
      // The answers of pipelined statements come together; the last of them says that the transaction is over.
      return caught.keep(ends, () => near.write(bytes), !caught.trap.atCommit || bytes.includes('COMMIT'));
    });
    const end = () => ends.forEach((socket) => socket.destroy());
    for (const socket of ends) {
      this.sockets.add(socket);
      socket.on('error', end).on('close', () => {
        this.sockets.delete(socket);
        end();
      });
    }
  }

  /** The trap that these bytes set off, given what the transaction under way has carried so far. */
  private springs(text: string, seen: Set<string>): SetTrap | undefined {
    const isEnd = text.includes('COMMIT') || text.includes('ROLLBACK');
    for (const set of this.traps) {
      const { marker, atCommit } = set.trap;
      if (text.includes(marker)) seen.add(marker);
      if (!seen.has(marker) || (atCommit && !text.includes('COMMIT'))) continue;
      this.traps.delete(set);
      return set;
    }
    if (isEnd) seen.clear();
    return undefined;
  }
}
