import { type IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

const POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    scriptSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
};

/** The headers every answer carries. They are the same for all of them, so they are worked out once and not per request. */
export function securityHeaders(isHttps: boolean): Readonly<Record<string, string>> {
  const request = { headers: {} } as IncomingMessage;
  const response = new ServerResponse(request);
  const apply = helmet({ contentSecurityPolicy: POLICY, referrerPolicy: { policy: 'same-origin' }, hsts: isHttps });
  apply(request, response, (error) => {
    if (error) throw error;
  });
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
}
