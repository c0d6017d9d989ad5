// The plugin's types add cookies to Fastify's requests and replies.
import '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../platform/config/config';

/**
 * The session cookie. Over https its `__Host-` name makes browsers refuse one that another host or path has set
 * (RFC 6265bis §4.1.3.2). It ends with the browser; the server ends it earlier.
 */
@Injectable()
export class SessionCookie {
  readonly name: string;
  private readonly options: { path: string; httpOnly: true; sameSite: 'lax'; secure: boolean };

  constructor(config: Config) {
    const isHttps = config.publicUrl.startsWith('https:');
    this.name = isHttps ? '__Host-sid' : 'sid';
    this.options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isHttps };
  }

  /** The token the browser holds, whether or not it is worth anything. */
  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.name] || undefined;
  }

  write(reply: FastifyReply, token: string): void {
    void reply.setCookie(this.name, token, this.options);
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(this.name, this.options);
  }
}
