import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { safePath } from '../safe-path';
import { SessionCookie } from '../session-cookie';

/** A person asked for a page without being signed in. */
export class SignInRequired extends Error {
  override readonly name = 'SignInRequired';

  constructor(readonly wantedPath: string) {
    super('sign in first');
  }
}

/** Sends a browser to the sign-in page, and after it to the page it wanted. */
@Injectable()
@Catch(SignInRequired)
export class SignInRequiredFilter implements ExceptionFilter<SignInRequired> {
  constructor(private readonly cookie: SessionCookie) {}

  catch(error: SignInRequired, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const next = safePath(error.wantedPath);
    this.cookie.clear(reply);
    void reply.redirect(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`, 303);
  }
}
