import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyHttpOptions, FastifyInstance, FastifyReply, RawServerDefault } from 'fastify';
import type { Config } from '../config/config';
import { RequestContext } from '../context/request-context';
import { Logger } from '../observability/logger';
import { Metrics } from '../observability/metrics';
import { drainOnClose } from './drain';
import { toDomainError, toProblem } from './problem.filter';
import { securityHeaders } from './security-headers';
import { createValidationPipe } from './validation';

const BODY_LIMIT_BYTES = 1_048_576;
const SAFE_REQUEST_ID = /^[\w.-]{1,64}$/;

const SERVER_OPTIONS: FastifyHttpOptions<RawServerDefault> = {
  bodyLimit: BODY_LIMIT_BYTES,
  routerOptions: { maxParamLength: 200 },
  requestIdHeader: false,
  genReqId: (request) => {
    const given = request.headers['x-request-id'];
    return typeof given === 'string' && SAFE_REQUEST_ID.test(given) ? given : randomUUID();
  },
  forceCloseConnections: 'idle',
  // See drainOnClose.
  return503OnClosing: false,
  requestTimeout: 30_000,
  // An error before routing (a path that does not decode) still answers in our own form.
  frameworkErrors: (error, request, reply) => sendProblem(error, request, reply as unknown as FastifyReply),
  onProtoPoisoning: 'error',
  onConstructorPoisoning: 'error',
};

/** The HTTP server: bodies of at most 1 MiB, an id for every request, no trust in proxies that were not configured. */
export const createFastifyAdapter = (): FastifyAdapter => new FastifyAdapter(SERVER_OPTIONS);

function sendProblem(error: unknown, request: { id: string }, reply: FastifyReply): void {
  const problem = toProblem(toDomainError(error), request.id);
  void reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

function addHooks(fastify: FastifyInstance, app: NestFastifyApplication): void {
  const context = app.get(RequestContext);
  const logger = app.get(Logger);
  const metrics = app.get(Metrics);
  // After the body has been read, so that nothing on the way to the handler can lose the context.
  fastify.addHook('preValidation', (request, _reply, done) =>
    context.begin({ requestId: request.id, ip: request.ip }, done),
  );
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    void reply.header('x-request-id', request.id);
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    metrics.observeRequest({
      method: request.method,
      route,
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
    logger.debugRequest({
      method: request.method,
      route,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
      requestId: request.id,
    });
    done();
  });
}

/** Headers, cookies, context, validation: everything between the socket and the controllers. */
export async function configureHttp(app: NestFastifyApplication, config: Config): Promise<void> {
  const headers = securityHeaders(config.publicUrl.startsWith('https:'));
  await app.register(cookie);
  app.useGlobalPipes(createValidationPipe());
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  addHooks(fastify, app);
  drainOnClose(fastify);
}
