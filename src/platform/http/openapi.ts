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

/** What the decorators cannot say: ids in paths are UUIDs, and a view only ever comes from us. */
function complete(document: OpenAPIObject): OpenAPIObject {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path) as { parameters?: Node[] }[]);
  for (const parameter of operations.flatMap((operation) => operation.parameters ?? []))
    if (parameter['in'] === 'path' && parameter['name'] === 'id')
      parameter['schema'] = { type: 'string', format: 'uuid' };
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {}))
    if (/(View|Body)$/.test(name))
      for (const property of Object.values((schema as { properties?: Record<string, Node> }).properties ?? {}))
        property['readOnly'] = true;
  return document;
}

/** Serves `/openapi.json` and a readable `/docs`. Not in production, where the contract is not for strangers. */
export function publishOpenApi(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= buildOpenApi(app)), { jsonDocumentUrl: 'openapi.json' });
}
