import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { HTTP_CODE_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import { ApiExtension, ApiHeader, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { DomainError } from '../../kernel/errors';
import { Idempotency } from './idempotency';
import { toProblem } from './problem.filter';
import { ProblemView } from './problem.view';
import { StatedAnswer } from './stated-answer';

const STAGED = 'idempotency.staged';
const KEY_OPTIONAL = 'idempotency.key-optional';

export interface MoneyRouteOptions {
  /** The use case talks to Stripe: no transaction may be open around it. */
  readonly staged?: boolean;
  /** Without a key the request is taken for one of its own: a repeat of it is another. */
  readonly isKeyOptional?: boolean;
}

/** Runs a money route once per `Idempotency-Key` and gives repeats the first answer. */
@Injectable()
export class MoneyRouteInterceptor implements NestInterceptor {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return from(this.run(context, next));
  }

  private async run(context: ExecutionContext, next: CallHandler): Promise<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const route = `${request.method} ${request.routeOptions.url ?? ''}`;
    const handler = context.getHandler();
    const key = keyOf(request, this.reflector.get<boolean>(KEY_OPTIONAL, handler));
    const status = this.reflector.get<number | undefined>(HTTP_CODE_METADATA, handler) ?? 201;
    const staged = this.reflector.get<boolean>(STAGED, handler);
    const answer = await this.idempotency.run(
      { route, key, fingerprint: { params: request.params, body: request.body ?? null } },
      () => firstValueFrom(next.handle()).catch((error: unknown) => standing(error, request.id)),
      { status, staged },
    );
    const reply = http.getResponse<FastifyReply>();
    const mediaType = answer.status < 400 ? 'application/json' : 'application/problem+json';
    void reply.status(answer.status).header('content-type', `${mediaType}; charset=utf-8`);
    if (answer.replayed) void reply.header('idempotent-replayed', 'true');
    return answer.body;
  }
}

/** Errors: `idempotency_key_missing`. */
function keyOf({ headers, id }: FastifyRequest, isOptional: boolean): string {
  const key = headers['idempotency-key'];
  if (typeof key === 'string' && key !== '') return key;
  if (isOptional) return `unkeyed:${id}`;
  throw new DomainError('idempotency_key_missing');
}

/** A refusal that stands is an answer to keep; any other leaves the key free. */
function standing(error: unknown, requestId: string): StatedAnswer {
  if (!(error instanceof DomainError) || !error.stands) throw error;
  const body = toProblem(error, requestId);
  return new StatedAnswer(body.status, body);
}

const problem = (status: number, description: string): MethodDecorator =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemView) } } },
  });

/**
 * Marks a route that moves or promises money: `Idempotency-Key` is required, unless told, and a repeat has no second effect.
 */
export function MoneyRoute(options: MoneyRouteOptions = {}): MethodDecorator {
  return applyDecorators(
    SetMetadata(STAGED, options.staged ?? false),
    SetMetadata(KEY_OPTIONAL, options.isKeyOptional ?? false),
    UseInterceptors(MoneyRouteInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: !options.isKeyOptional,
      description: '1 to 255 printable characters, new for each intent; a UUID is a good one.',
      example: '0193a1f2-7c1e-7b52-9d7c-3c1a2b4d5e6f',
    }),
    ApiExtension('x-idempotent', true),
    problem(409, '`idempotency_in_progress` The first request with this key is still running'),
    problem(422, '`idempotency_key_reused` This key was used for another request'),
  );
}
