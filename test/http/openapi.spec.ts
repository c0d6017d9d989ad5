import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { startTestApp, type TestApp } from '../support/app';

interface Operation {
  readonly summary?: string;
  readonly security?: object[];
  readonly responses: Record<string, unknown>;
  readonly parameters?: { readonly name: string; readonly required: boolean }[];
  readonly 'x-idempotent'?: boolean;
}

/** The contract as it was agreed; regenerate on purpose: `npm run --silent openapi > test/golden/openapi.json`. */
const GOLDEN = join(__dirname, '../golden/openapi.json');

describe('The OpenAPI document', () => {
  let app: TestApp;
  let document: { openapi: string; paths: Record<string, Record<string, Operation>> };
  const operations = (): [string, Operation][] =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Operation] => [
        `${method.toUpperCase()} ${path}`,
        operation,
      ]),
    );

  beforeAll(async () => {
    app = await startTestApp();
    document = (await request(app.app.getHttpServer()).get('/openapi.json')).body;
  });
  afterAll(() => app.close());

  it('is the one that was agreed', () => {
    expect(document).toEqual(JSON.parse(readFileSync(GOLDEN, 'utf8')));
  });

  it('says of every operation what it does, who may call it and what it answers', () => {
    expect(document.openapi).toBe('3.1.0');
    for (const [name, operation] of operations()) {
      expect({ name, summary: Boolean(operation.summary) }).toEqual({ name, summary: true });
      expect({ name, ok: Object.keys(operation.responses).some((status) => status.startsWith('2')) }).toEqual({
        name,
        ok: true,
      });
      expect({ name, isGuarded: Boolean(operation.security?.length) }).toEqual({
        name,
        isGuarded: name !== 'POST /v1/webhooks/stripe',
      });
    }
  });

  it('requires an Idempotency-Key on the routes that move or promise money', () => {
    const keyed = operations().filter(([, operation]) =>
      operation.parameters?.some(({ name, required }) => name === 'Idempotency-Key' && required),
    );
    expect(keyed.map(([name]) => name).sort()).toEqual([
      'POST /v1/adjustments/{id}/reverse',
      'POST /v1/bank-deposits',
      'POST /v1/bank-lines',
      'POST /v1/bank-lines/{id}/match',
      'POST /v1/bank-lines/{id}/unmatch',
      'POST /v1/charges/{id}/adjustments',
      'POST /v1/checks/{tenderId}/return',
      'POST /v1/claims/{id}/convert-to-self-pay',
      'POST /v1/disputes/{id}/accept',
      'POST /v1/disputes/{id}/evidence',
      'POST /v1/estimate-disputes/{id}/decide',
      'POST /v1/group-sessions/{id}/complete',
      'POST /v1/group-sessions/{id}/seats',
      'POST /v1/group-sessions/{id}/seats/{seatId}/checkout-sessions',
      'POST /v1/group-sessions/{id}/seats/{seatId}/payments',
      'POST /v1/invoices/{id}/checkout-sessions',
      'POST /v1/invoices/{id}/payments',
      'POST /v1/invoices/{id}/void',
      'POST /v1/invoices/{id}/write-off',
      'POST /v1/packages',
      'POST /v1/packages/{id}/cancel',
      'POST /v1/packages/{id}/checkout-sessions',
      'POST /v1/packages/{id}/payments',
      'POST /v1/patients/{id}/credits/apply',
      'POST /v1/patients/{id}/deposits',
      'POST /v1/payment-plans',
      'POST /v1/payment-plans/{id}/autopay',
      'POST /v1/payment-plans/{id}/pay-off',
      'POST /v1/payment-plans/{id}/payments',
      'POST /v1/payments/{id}/refunds',
      'POST /v1/payments/{id}/unclaimed-transfers',
      'POST /v1/payments/{id}/void',
      'POST /v1/superbills',
      'POST /v1/visits',
      'POST /v1/visits/{id}/void',
    ]);
  });

  it('names no nullable field in the manner of OpenAPI 3.0', () => {
    expect(JSON.stringify(document)).not.toContain('"nullable"');
  });

  it('refers only to schemas that are there, and marks as read-only nothing that is sent', () => {
    const text = JSON.stringify(document);
    const { schemas } = (document as unknown as { components: { schemas: Record<string, object> } }).components;
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w*)"/g))
      expect(Object.keys(schemas)).toContain(name);
    expect(JSON.stringify(schemas['TakePaymentDto'])).not.toContain('readOnly');
    expect(JSON.stringify(schemas['PaymentView'])).toContain('readOnly');
  });
});
