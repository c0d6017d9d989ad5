import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../../platform/context/request-context';
import { AuthenticateApiKey } from '../authenticate-api-key';
import { AuthenticateSession } from '../authenticate-session';
import { SessionCookie } from '../session-cookie';

/** Who calls, and by what they proved it. */
export interface Caller {
  readonly principal: Principal;
  readonly by: 'api_key' | 'session';
}

const BEARER = /^Bearer ([^\s]+)$/i;

/** Whether the request speaks for itself; browsers never add this header on behalf of another site. */
export const hasAuthorization = (request: FastifyRequest): boolean => request.headers.authorization !== undefined;

/** Finds out who calls. An Authorization header is the only thing looked at when there is one. */
@Injectable()
export class Callers {
  constructor(
    private readonly apiKeys: AuthenticateApiKey,
    private readonly sessions: AuthenticateSession,
    private readonly cookie: SessionCookie,
  ) {}

  async identify(request: FastifyRequest): Promise<Caller | undefined> {
    if (hasAuthorization(request)) {
      const key = BEARER.exec(request.headers.authorization ?? '')?.[1];
      const principal = key === undefined ? undefined : await this.apiKeys.execute(key);
      return principal && { principal, by: 'api_key' };
    }
    const token = this.cookie.read(request);
    const principal = token === undefined ? undefined : await this.sessions.execute(token);
    return principal && { principal, by: 'session' };
  }
}
