import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth } from '@nestjs/swagger';
import type { Permission } from './permissions';

/** Where the global guard finds a route's declaration; a route without one is refused. */
export const ROUTE_ACCESS = 'access:route';

/** What a route declares: one permission, or that anyone may call it. */
export type RouteAccess = Permission | 'public';

/**
 * Opens a route to callers whose role has the permission. On a class it covers every route that declares nothing itself.
 * Errors: `unauthenticated` (401), `forbidden` (403); `csrf_invalid` (403) for a cookie without its token.
 */
export const Permit = (permission: Permission) =>
  applyDecorators(
    SetMetadata<string, RouteAccess>(ROUTE_ACCESS, permission),
    ApiBearerAuth('apiKey'),
    ApiCookieAuth('session'),
  );

/** Opens a route to anyone: health, the sign-in page, patient links and webhooks, which prove themselves otherwise. */
export const Public = () => SetMetadata<string, RouteAccess>(ROUTE_ACCESS, 'public');
