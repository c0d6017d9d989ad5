import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '../../kernel/error-codes';
import { DomainError } from '../../kernel/errors';
import { RequestContext } from '../context/request-context';
import { isOutage, isUnstorableText } from '../database/pg-errors';
import { Logger } from '../observability/logger';
import { PROBLEMS } from './problem-table';

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'body_malformed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'body_too_large',
  415: 'content_type_unsupported',
  429: 'rate_limited',
  503: 'service_unavailable',
};

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** Any error as a DomainError: ours as it is, the framework's by status, an outage as 503, the rest as 500. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (isOutage(error)) return new DomainError('service_unavailable', { cause: error });
  if (isUnstorableText(error)) return new DomainError('validation_failed', { cause: error });
  const code = BY_STATUS[statusOf(error) ?? 500];
  return new DomainError(code ?? 'internal_error', { cause: error });
}

/** The problem document of an error. */
export function toProblem(error: DomainError, requestId: string): Record<string, unknown> & { status: number } {
  const { status, title } = PROBLEMS[error.code];
  return {
    ...error.facts,
    type: `urn:problem:${error.code}`,
    title,
    status,
    code: error.code,
    ...(error.detail ? { detail: error.detail } : {}),
    ...(error.errors?.length ? { errors: error.errors } : {}),
    requestId,
  };
}

const RETRY_AFTER_SECONDS: Partial<Record<ErrorCode, number>> = {
  service_unavailable: 2,
  checkout_unavailable: 5,
  card_unavailable: 5,
  idempotency_in_progress: 1,
  rate_limited: 10,
  sign_in_throttled: 60,
};

/** The one place an error becomes an answer. Nothing of an unexpected error is shown but its request id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly context: RequestContext,
    private readonly logger: Logger,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const error = toDomainError(thrown);
    const problem = toProblem(error, http.getRequest<FastifyRequest>().id);
    if (problem.status >= 500)
      this.logger.failure('request failed', thrown, { code: error.code, requestId: this.context.requestId });
    if (reply.sent) return;
    const retryAfter = error.facts?.['retryAfterSeconds'] ?? RETRY_AFTER_SECONDS[error.code];
    if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problem));
  }
}
