import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors';
import { PROBLEMS } from '../../platform/http/problem-table';
import { toDomainError, toProblem } from '../../platform/http/problem.filter';
import { Logger } from '../../platform/observability/logger';
import { ProblemPage } from '../errors/problem.page';
import { renderPage } from '../ui/render';

const DETAILS: Readonly<Record<number, string>> = {
  403: 'Your role does not open this. Ask an administrator if it should.',
  404: 'The address may be mistyped, or what it named is not in this clinic.',
  429: 'Please wait a minute, then try again.',
};
const SOMETHING_BROKE =
  'Something went wrong on our side; nothing you typed caused it. Try again, and tell us the reference if it stays.';

/** An error as a page in plain words for a browser, as a problem document for a program that wandered here. */
@Injectable()
@Catch(DomainError, HttpException)
export class PageProblemFilter implements ExceptionFilter<DomainError | HttpException> {
  constructor(private readonly logger: Logger) {}

  catch(thrown: DomainError | HttpException, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = toDomainError(thrown);
    const { status, title } = PROBLEMS[error.code];
    if (status >= 500)
      this.logger.failure('page failed', error.cause ?? error, { code: error.code, requestId: request.id });
    if (reply.sent) return;
    void reply.status(status).header('cache-control', 'no-store');
    if (!(request.headers.accept ?? '').includes('text/html')) {
      const problem = JSON.stringify(toProblem(error, request.id));
      void reply.header('content-type', 'application/problem+json; charset=utf-8').send(problem);
      return;
    }
    const detail = error.detail ?? DETAILS[status] ?? (status >= 500 ? SOMETHING_BROKE : 'Go back and try again.');
    // A patient's page must not lead to the staff's door.
    const isPatient = request.url.startsWith('/pay/');
    const home = isPatient ? undefined : { href: '/', label: 'Go to the first page' };
    const problems = error.errors?.map(({ message }) => message);
    const html = renderPage(ProblemPage, { status, title, detail, problems, requestId: request.id, home });
    void reply.header('content-type', 'text/html; charset=utf-8').send(html);
  }
}
