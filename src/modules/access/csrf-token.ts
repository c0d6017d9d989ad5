import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SessionCookie } from './session-cookie';

/** The hidden field of a form; the guard takes it out of the body, so that no DTO has to name it. */
export const CSRF_FIELD = '_csrf';
/** The header, for scripts. */
export const CSRF_HEADER = 'x-csrf-token';

/**
 * The proof that a form was made by our own page for this session: an HMAC under the session's own token, which no other
 * site can read. A new sign-in makes every older form worthless.
 */
@Injectable()
export class CsrfToken {
  constructor(private readonly cookie: SessionCookie) {}

  /** What a page writes into its forms; empty for a caller without a session, who needs none. */
  of(request: FastifyRequest): string {
    const token = this.cookie.read(request);
    return token === undefined ? '' : createHmac('sha256', token).update('csrf').digest('base64url');
  }

  /** Whether the request brings its session's proof. Takes it out of the body. */
  isRight(request: FastifyRequest): boolean {
    const given = takeField(request) ?? request.headers[CSRF_HEADER];
    const wanted = Buffer.from(this.of(request));
    if (typeof given !== 'string' || wanted.length === 0) return false;
    const bytes = Buffer.from(given);
    return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
  }
}

function takeField(request: FastifyRequest): unknown {
  const { body } = request;
  if (typeof body !== 'object' || body === null || !(CSRF_FIELD in body)) return undefined;
  const { [CSRF_FIELD]: given, ...rest } = body as Record<string, unknown>;
  request.body = rest;
  return given;
}
