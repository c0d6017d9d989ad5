import type { FastifyInstance } from 'fastify';

const IDLE_FOR_MS = 250;

/**
 * Lets a closing server come to its end without turning anybody away. It stops listening at once; requests that arrive on
 * open connections are still answered, and each answer closes its connection. Those that stay unused are closed after a
 * moment: Node would close them at once, also when a request is on its way to us, and afterwards wait for the rest for as
 * long as they are kept alive.
 */
export function drainOnClose(fastify: FastifyInstance): void {
  let isClosing = false;
  fastify.addHook('preClose', (done) => {
    isClosing = true;
    const { server } = fastify;
    const closeIdle = server.closeIdleConnections.bind(server);
    server.closeIdleConnections = () => undefined;
    const sweep = setInterval(closeIdle, IDLE_FOR_MS);
    server.once('close', () => clearInterval(sweep));
    done();
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) void reply.header('connection', 'close');
    done();
  });
}
