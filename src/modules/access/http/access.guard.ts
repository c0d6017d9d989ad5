import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../kernel/errors';
import { RequestContext } from '../../../platform/context/request-context';
import { CsrfToken } from '../csrf-token';
import { isAllowed } from '../permissions';
import { ROUTE_ACCESS, type RouteAccess } from '../permit';
import { AccessTrail } from '../persistence/access-trail';
import { type Caller, Callers, hasAuthorization } from './callers';
import { SameOrigin } from './same-origin';
import { SignInRequired } from './sign-in-required';

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * The one gate. A route opens because it says to whom, never because it says nothing. The matched route decides, not the
 * text of the URL, so that no spelling of a path is weaker than another.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
    private readonly sameOrigin: SameOrigin,
    private readonly csrf: CsrfToken,
    private readonly context: RequestContext,
    private readonly trail: AccessTrail,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      execution.getHandler(),
      execution.getClass(),
    ]);
    if (access === undefined) throw new DomainError('forbidden');
    const isWrite = !SAFE_METHODS.includes(request.method);
    if (isWrite && !hasAuthorization(request) && !this.sameOrigin.accepts(request))
      throw new DomainError('csrf_invalid');
    if (access === 'public') return true;
    const caller = await this.callers.identify(request);
    if (!caller) throw this.refuse(request, execution.switchToHttp().getResponse<FastifyReply>());
    this.context.become(caller.principal);
    if (isWrite && caller.by === 'session' && !this.csrf.isRight(request))
      return this.deny(caller, 'csrf_invalid', { method: request.method, reason: 'csrf' });
    const { role } = caller.principal.actor;
    if (role === undefined || !isAllowed(role, access))
      return this.deny(caller, 'forbidden', { method: request.method, permission: access });
    return true;
  }

  /** Programs are told 401; people are sent to the sign-in page and back to where they were going. */
  private refuse(request: FastifyRequest, reply: FastifyReply): Error {
    const isApi = request.routeOptions.url?.startsWith('/v1/') ?? true;
    if (!isApi && !hasAuthorization(request))
      return new SignInRequired(SAFE_METHODS.includes(request.method) ? request.url : '/');
    void reply.header('www-authenticate', 'Bearer');
    return new DomainError('unauthenticated');
  }

  private async deny(
    { principal }: Caller,
    code: 'forbidden' | 'csrf_invalid',
    facts: Readonly<Record<string, string>>,
  ): Promise<never> {
    await this.trail.record(principal.clinicId, principal.actor, { action: 'access.deny', facts });
    throw new DomainError(code);
  }
}
