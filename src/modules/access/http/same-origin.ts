import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../../../platform/config/config';

/**
 * Whether a browser sent the request from our own pages, by what scripts cannot forge: `Sec-Fetch-Site`, else `Origin`.
 * A request with neither is not from a browser of the last years; the token of the session still has to be right.
 */
@Injectable()
export class SameOrigin {
  private readonly publicHost: string;

  constructor(config: Config) {
    this.publicHost = new URL(config.publicUrl).host;
  }

  accepts(request: FastifyRequest): boolean {
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined) return site === 'same-origin';
    const { origin } = request.headers;
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    const { host } = new URL(origin);
    return host !== '' && (host === this.publicHost || host === request.headers.host);
  }
}
