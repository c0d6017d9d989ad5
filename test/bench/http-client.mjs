// A bare HTTP/1.1 client over one kept-alive socket: the generator must cost as little as it can, it shares the cores.
import { once } from 'node:events';
import { connect } from 'node:net';

export async function openConnection(port) {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await once(socket, 'connect');
  let waiting;
  let buffer = '';
  socket.on('data', (chunk) => {
    buffer += chunk.toString('latin1');
    const head = buffer.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(buffer.slice(0, head))?.[1] ?? 0);
    if (buffer.length < head + 4 + length) return;
    const answer = { status: Number(buffer.slice(9, 12)), body: buffer.slice(head + 4, head + 4 + length) };
    buffer = '';
    waiting?.(answer);
  });
  return {
    post: (path, headers, body) =>
      new Promise((resolve) => {
        waiting = resolve;
        const lines = Object.entries({
          host: '127.0.0.1',
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...headers,
        });
        socket.write(
          `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
        );
      }),
    close: () => socket.destroy(),
  };
}
