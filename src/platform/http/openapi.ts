import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The whole public contract, from the same declarations that validate and guard the routes. */
export function buildOpenApi(app: NestFastifyApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Clinic billing')
    .setDescription(
      'Pricing, routing, payments, documents and books for ketamine and Spravato clinics. Amounts are integers of US cents; dates are days in the clinic’s time zone.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key of one clinic and one role.' }, 'apiKey')
    .addCookieAuth('sid', { type: 'apiKey', in: 'cookie' }, 'session')
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  return complete(modernize(document));
}

type Node = Record<string, unknown>;

/** OpenAPI 3.1 has no `nullable`: a null is one of a schema's types. */
function modernize<T>(node: T): T {
  if (Array.isArray(node)) return node.map(modernize) as T;
  if (node === null || typeof node !== 'object') return node;
  const { nullable, ...rest } = node as Node;
  const schema = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, modernize(value)]));
  if (nullable !== true) return schema as T;
  if (typeof schema['type'] === 'string') return { ...schema, type: [schema['type'], 'null'] } as T;
  return { anyOf: [schema, { type: 'null' }] } as T;
}

/** The parameters of a path template: every one is required, and an id is a UUID. */
const pathParameters = (path: string): Node[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'id' ? { type: 'string', format: 'uuid' } : { type: 'string' },
  }));

/** Names of the schemas a node refers to, directly or through others. */
function reachable(node: unknown, schemas: Record<string, Node>, found = new Set<string>()): Set<string> {
  for (const [, name = ''] of JSON.stringify(node ?? null).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    if (found.has(name)) continue;
    found.add(name);
    reachable(schemas[name], schemas, found);
  }
  return found;
}

/** What the decorators cannot say, or say only under one compiler: path parameters, and that a view only comes from us. */
function complete(document: OpenAPIObject): OpenAPIObject {
  for (const [path, methods] of Object.entries(document.paths))
    for (const operation of Object.values(methods) as { parameters?: Node[] }[])
      operation.parameters = [
        ...pathParameters(path),
        ...(operation.parameters ?? []).filter((parameter) => parameter['in'] !== 'path'),
      ];
  const schemas = (document.components?.schemas ?? {}) as Record<string, Node>;
  const requests = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((operation) => (operation as Node)['requestBody']),
  );
  const sent = reachable(requests, schemas);
  for (const [name, schema] of Object.entries(schemas))
    if (!sent.has(name))
      for (const property of Object.values((schema['properties'] ?? {}) as Record<string, Node>))
        property['readOnly'] = true;
  return document;
}

/** Serves `/openapi.json` and a readable `/docs`. Not in production, where the contract is not for strangers. */
export function publishOpenApi(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= buildOpenApi(app)), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Clinic billing: API reference',
    swaggerOptions: { defaultModelsExpandDepth: -1, docExpansion: 'none', tagsSorter: 'alpha' },
  });
  // The viewer styles itself inline; no page of ours does, and no other page may.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', (request, reply, _payload, done) => {
      const policy = reply.getHeader('content-security-policy');
      if (/^\/docs(\/|$|\?)/.test(request.url) && typeof policy === 'string')
        void reply.header(
          'content-security-policy',
          policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
        );
      done();
    });
}
