import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { catchError, map, type Observable, throwError } from 'rxjs';
import { unreachable } from '../../kernel/invariant';
import { toDomainError } from '../../platform/http/problem.filter';
import type { PageAnswer } from './page-answer';

/**
 * Turns a {@link PageAnswer} into HTTP, and any error into a DomainError for the page filter: an unexpected one becomes
 * `internal_error` and keeps its cause for the log.
 */
@Injectable()
export class PageInterceptor implements NestInterceptor<PageAnswer, string | Buffer> {
  intercept(execution: ExecutionContext, next: CallHandler<PageAnswer>): Observable<string | Buffer> {
    const reply = execution.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer) => write(answer, reply)),
      catchError((error: unknown) => throwError(() => toDomainError(error))),
    );
  }
}

/** Sets status and headers; the body is what is returned. */
function write(answer: PageAnswer, reply: FastifyReply): string | Buffer {
  switch (answer.kind) {
    case 'html':
      if (answer.formAction) allowFormAction(reply, answer.formAction);
      void reply.status(answer.status).header('content-type', 'text/html; charset=utf-8');
      return answer.html;
    case 'redirect':
      void reply.status(303).header('location', answer.to);
      return '';
    case 'file':
      void reply
        .status(200)
        .header('content-type', answer.contentType)
        .header('content-disposition', `inline; filename="${answer.fileName.replace(/[^A-Za-z0-9._-]/g, '-')}"`);
      return answer.body;
    default:
      return unreachable(answer);
  }
}

/** Browsers hold the redirect after a form to `form-action` too, so the card page's origin has to be in it. */
function allowFormAction(reply: FastifyReply, origin: string): void {
  const policy = reply.getHeader('content-security-policy');
  if (typeof policy !== 'string') return;
  void reply.header('content-security-policy', policy.replace(/form-action 'self'/, `form-action 'self' ${origin}`));
}
