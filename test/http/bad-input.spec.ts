import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { startTestApp, type TestApp } from '../support/app';
import { type DemoClinicUnderTest, openDemo, postVisit, type PostedVisit, registerPatient } from '../support/demo';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies } from '../support/ledger';

type Body = Record<string, unknown>;

/** Tables a refused request must leave as they were. */
const COUNTS = `SELECT (SELECT count(*) FROM patients)::int AS patients, (SELECT count(*) FROM visits)::int AS visits,
  (SELECT count(*) FROM payments)::int AS payments, (SELECT count(*) FROM journal_entries)::int AS entries,
  (SELECT count(*) FROM idempotency_keys)::int AS keys, (SELECT count(*) FROM documents)::int AS documents`;

describe('Bad input', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let visit: PostedVisit;
  let providerId: string;
  const send = (method: 'post' | 'get', path: string) =>
    request(app.app.getHttpServer())
      [method](path)
      .set({ authorization: `Bearer ${cascade.users[0]!.apiKey}`, 'idempotency-key': randomUUID() });

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-03-02T20:00:00Z') });
    ({ cascade, potomac } = await openDemo(app));
    visit = await postVisit(cascade.desk, ['intake']);
    providerId = (await cascade.desk.get<{ providers: { id: string }[] }>('/v1/clinic')).body.providers[0]!.id;
  });
  afterAll(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  const patient = { firstName: 'A', lastName: 'B', dateOfBirth: '1990-01-01' };
  it.each<[string, Body, string]>([
    ['a day that does not exist', { ...patient, dateOfBirth: '2026-02-30' }, '/dateOfBirth'],
    ['a day in the future', { ...patient, dateOfBirth: '2026-03-04' }, '/dateOfBirth'],
    ['a NUL byte', { ...patient, firstName: 'A\u0000' }, '/firstName'],
    ['a lone surrogate', { ...patient, lastName: 'B\ud800' }, '/lastName'],
    ['a bidirectional override', { ...patient, lastName: 'B\u202e' }, '/lastName'],
    ['only spaces', { ...patient, lastName: '   ' }, '/lastName'],
    ['a number for a name', { ...patient, firstName: 7 }, '/firstName'],
    ['an object for a name', { ...patient, firstName: { $gt: '' } }, '/firstName'],
    ['null for a name', { ...patient, firstName: null }, '/firstName'],
    ['a megabyte of name', { ...patient, firstName: 'x'.repeat(100_000) }, '/firstName'],
    ['an unknown field', { ...patient, isAdmin: true }, '/isAdmin'],
    [
      'an unknown field inside',
      { ...patient, address: { line1: '1', city: 'P', state: 'OR', postalCode: '97201', x: 1 } },
      '/address/x',
    ],
  ])('a patient with %s is refused with a pointer, and nothing is stored', async (_what, body, pointer) => {
    const [before] = await app.database.query(COUNTS);
    const answer = await send('post', '/v1/patients').send(body);
    expect([400, 422]).toContain(answer.status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      code: 'validation_failed',
      errors: expect.arrayContaining([expect.objectContaining({ pointer })]),
    });
    expect(await app.database.query(COUNTS)).toEqual([before]);
  });

  it.each<[string, Body | ((ids: Record<string, string>) => Body), number, string]>([
    ['a service without a price on that date', { dateOfService: '1999-01-01' }, 422, 'price_not_set'],
    ['an unknown service', { lines: [{ serviceCode: 'teleportation' }] }, 404, 'service_unknown'],
    ['a day in the future', { dateOfService: '2026-03-05' }, 422, 'date_of_service_in_future'],
    ['a diagnosis in words', { diagnoses: ['depression'] }, 422, 'diagnosis_invalid'],
    [
      'a pointer to no diagnosis',
      { lines: [{ serviceCode: 'intake', diagnosisPointers: [2] }] },
      422,
      'diagnosis_pointer_invalid',
    ],
    ['no lines', { lines: [] }, 400, 'validation_failed'],
    ['a fractional quantity', { lines: [{ serviceCode: 'intake', quantity: 1.5 }] }, 400, 'validation_failed'],
    ['a negative quantity', { lines: [{ serviceCode: 'intake', quantity: -1 }] }, 400, 'validation_failed'],
    [
      'income without household size',
      { lines: [{ serviceCode: 'group-im', householdIncomeCents: 3_000_000 }] },
      422,
      'household_size_required',
    ],
    ['another clinic’s patient', (ids) => ({ patientId: ids['foreignPatient'] }), 404, 'patient_unknown'],
    ['another clinic’s provider', (ids) => ({ providerId: ids['foreignProvider'] }), 404, 'provider_unknown'],
    ['a patient nobody has', { patientId: randomUUID() }, 404, 'patient_unknown'],
    [
      'a price of the caller’s own',
      { lines: [{ serviceCode: 'intake', unitPriceCents: 1 }] },
      400,
      'validation_failed',
    ],
  ])('a visit with %s is refused, and nothing is stored', async (_what, change, status, code) => {
    const foreignProvider = (await potomac.desk.get<{ providers: { id: string }[] }>('/v1/clinic')).body.providers[0]!
      .id;
    const foreignPatient = (await registerPatient(potomac.desk)).id;
    const overrides = typeof change === 'function' ? change({ foreignPatient, foreignProvider }) : change;
    const body = {
      patientId: visit.patientId,
      providerId,
      dateOfService: '2026-03-02',
      diagnoses: ['F33.2'],
      lines: [{ serviceCode: 'intake' }],
      ...overrides,
    };
    const [before] = await app.database.query(COUNTS);
    const answer = await send('post', '/v1/visits').send(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await app.database.query(COUNTS)).toEqual([before]);
  });

  it.each<[string, string, string, number, string]>([
    ['a 10 MB body', 'application/json', ' '.repeat(10 * 1024 * 1024), 413, 'body_too_large'],
    ['XML', 'application/xml', '<a/>', 415, 'content_type_unsupported'],
    ['half a JSON', 'application/json', '{"firstName":', 400, 'body_malformed'],
    ['nothing', 'application/json', '', 400, 'body_malformed'],
    ['a prototype', 'application/json', '{"__proto__":{"isAdmin":true},"firstName":"A"}', 400, 'body_malformed'],
    ['a list for an object', 'application/json', '[]', 400, 'validation_failed'],
  ])('a body of %s is refused without a 5xx', async (_what, type, body, status, code) => {
    const answer = await send('post', '/v1/patients').set('content-type', type).send(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('null where a field may only be left out is refused, not a 5xx', async () => {
    const coverage = {
      payerName: 'Plan',
      payerId: 'P1',
      memberId: 'M1',
      planType: 'commercial',
      networkStatus: 'in',
      effectiveFrom: '2026-01-01',
    };
    const answer = await send('post', `/v1/patients/${visit.patientId}/coverages`).send({
      ...coverage,
      effectiveTo: null,
    });
    expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining({ pointer: '/effectiveTo' })]]);
  });

  it.each([
    ['/v1/patients/%00', 404],
    ['/v1/patients/..%2f..%2fetc', 404],
    ['/v1/invoices?limit=0', 400],
    ['/v1/invoices?limit=201', 400],
    ['/v1/invoices?limit=ten', 400],
    ['/v1/payments?cursor=%27%3B--', 400],
    ['/v1/payments?from=2026-02-30', 400],
    ['/v1/payments?unknown=1', 400],
    ['/v1/payments?tender=gold', 400],
    ['/v1/nothing', 404],
  ])('GET %s answers %i as a problem', async (path, status) => {
    const answer = await send('get', path);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).not.toHaveProperty('stack');
  });

  it.each(['', 'x'.repeat(256), 'päivä', 'a b'])('an Idempotency-Key of %j is refused', async (key) => {
    const answer = await send('post', `/v1/invoices/${visit.invoiceId}/payments`)
      .set('idempotency-key', Buffer.from(key).toString('latin1'))
      .send({ tenders: [{ type: 'cash', amountCents: 1 }] });
    expect(answer.status).toBe(400);
    expect(['idempotency_key_missing', 'idempotency_key_invalid']).toContain(answer.body.code);
  });

  it('every answer carries a request id, and a safe one of the caller’s own', async () => {
    const answer = await send('get', '/v1/nothing').set('x-request-id', 'desk-7.42');
    expect([answer.headers['x-request-id'], answer.body.requestId]).toEqual(['desk-7.42', 'desk-7.42']);
    const forged = await send('get', '/v1/nothing').set('x-request-id', 'a b<script>');
    expect(forged.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});
