import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** On Linux a name in the kernel's own socket space: it vanishes with its process, however that dies. */
function addressOf(folder: string): string {
  const id = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
  const name = `clinic-billing-postgres-${id}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}

async function tryListen(address: string): Promise<Server | undefined> {
  const server = createServer();
  server.on('connection', (socket) => socket.on('error', () => socket.destroy()).resume());
  server.listen(address);
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return undefined;
  }
}

/** Waits until the holder lets go or dies: the kernel then closes our connection to it. */
async function waitForHolder(address: string): Promise<void> {
  const socket = connect(address);
  socket.resume();
  const refused = await new Promise<boolean>((done) => {
    socket.once('close', () => done(false));
    socket.once('error', (error: NodeJS.ErrnoException) => done(error.code === 'ECONNREFUSED'));
  });
  // Outside Linux the name is a file, and it outlives a holder that was killed.
  if (refused && !address.startsWith('\0')) rmSync(address, { force: true });
  await delay(5);
}

/** Runs `work` while no other process of this machine does so for the same folder. The folder must exist. */
export async function withFolderMutex<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const address = addressOf(folder);
  let server = await tryListen(address);
  while (!server) {
    await waitForHolder(address);
    server = await tryListen(address);
  }
  const waiting = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => waiting.add(socket));
  try {
    return await work();
  } finally {
    const closed = once(server, 'close');
    server.close();
    for (const socket of waiting) socket.destroy();
    await closed;
  }
}
