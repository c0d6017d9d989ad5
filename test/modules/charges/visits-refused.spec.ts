import { randomUUID } from 'node:crypto';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { SetPrice } from '../../../src/modules/catalog/set-price';
import { VisitsReader } from '../../../src/modules/charges/visits.reader';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { type Desk, openDesk } from './support/desk';
import { codeOf, invoiceOf, postVisit, registerPatient } from './support/visits';

const TODAY = '2026-11-22';

describe('What a visit may not be', () => {
  let app: TestApp;
  let desk: Desk;
  const clock = FixedClock.at('2026-11-22T17:00:00Z');

  beforeAll(async () => {
    app = await startTestApp({ clock });
  });

  beforeEach(async () => {
    desk = await openDesk(app);
  });

  afterEach(async () => {
    await expectLedgerTies(app, desk.clinicId);
    clock.set('2026-11-22T17:00:00Z');
  });

  afterAll(() => app.close());

  const refuse = async (body: object, at = desk) => {
    const visit = {
      providerId: desk.providerId,
      dateOfService: TODAY,
      diagnoses: ['F33.2'],
      lines: [{ serviceCode: 'intake' }],
      ...body,
    };
    return at.post<{ code: string; errors?: { pointer: string }[] }>('/v1/visits', visit);
  };

  it('gets invoice numbers without a gap when one is refused in between', async () => {
    const patientId = await registerPatient(desk);
    const lines = [{ serviceCode: 'intake' }];
    const first = await postVisit(desk, { patientId, lines });
    // The last write of the visit fails, after its number was taken.
    await app.database.query('ALTER TABLE charges ADD CONSTRAINT ck_charges_none CHECK (false) NOT VALID');
    expect(codeOf(await refuse({ patientId }))).toEqual([500, 'internal_error']);
    await app.database.query('ALTER TABLE charges DROP CONSTRAINT ck_charges_none');
    const second = await postVisit(desk, { patientId, lines });
    const numbers = [await invoiceOf(desk, first.invoiceId), await invoiceOf(desk, second.invoiceId)].map(
      ({ number }) => number,
    );
    expect(numbers).toEqual(['INV-000001', 'INV-000002']);
    expect(await app.database.query('SELECT 1 FROM visits WHERE clinic_id = $1', [desk.clinicId])).toHaveLength(2);
  });

  it('lies at most one day after the clinic’s today', async () => {
    const patientId = await registerPatient(desk);
    clock.set('2026-11-23T05:00:00Z');
    expect((await refuse({ patientId, dateOfService: '2026-11-23' })).status).toBe(201);
    const refused = await refuse({ patientId, dateOfService: '2026-11-24' });
    expect([...codeOf(refused), refused.body.errors?.[0]?.pointer]).toEqual([
      422,
      'date_of_service_in_future',
      '/dateOfService',
    ]);
  });

  it('is charged the server’s price, whatever the caller thinks', async () => {
    const patientId = await registerPatient(desk);
    expect(codeOf(await refuse({ patientId, lines: [{ serviceCode: 'intake', amountCents: 1 }] }))).toEqual([
      400,
      'validation_failed',
    ]);
    await app.as(desk.clinicId, () =>
      app.get(SetPrice).execute({
        serviceCode: 'intake',
        effectiveFrom: parseBusinessDate('2026-11-22'),
        rule: { rule: 'fixed', priceCents: 25000 },
      }),
    );
    const cents = async (dateOfService: string) =>
      (await postVisit(desk, { patientId, dateOfService, lines: [{ serviceCode: 'intake' }] })).charges[0]?.amountCents;
    expect([await cents('2026-11-21'), await cents('2026-11-22')]).toEqual([22000, 25000]);
  });

  it.each([
    [{ diagnoses: ['F33.2', 'depression'] }, 'diagnosis_invalid', '/diagnoses/1'],
    [{ diagnoses: ['F332'] }, 'diagnosis_invalid', '/diagnoses/0'],
    [{ diagnoses: ['F33.2', 'F33.2'] }, 'diagnosis_invalid', '/diagnoses/1'],
    [
      { lines: [{ serviceCode: 'intake', diagnosisPointers: [1, 2] }] },
      'diagnosis_pointer_invalid',
      '/lines/0/diagnosisPointers/1',
    ],
    [
      { lines: [{ serviceCode: 'intake', diagnosisPointers: [1, 1] }] },
      'diagnosis_pointer_invalid',
      '/lines/0/diagnosisPointers/1',
    ],
  ])('is refused with %j', async (wrong, problem, pointer) => {
    const answer = await refuse({ patientId: await registerPatient(desk), ...wrong });
    expect([...codeOf(answer), answer.body.errors?.map((error) => error.pointer)]).toEqual([422, problem, [pointer]]);
  });

  it.each([
    { diagnoses: Array.from({ length: 13 }, (_, n) => `F3${n % 10}.${n % 9}`) },
    { lines: [] },
    { lines: [{ serviceCode: 'intake', diagnosisPointers: [] }] },
    { lines: [{ serviceCode: 'intake', diagnosisPointers: [0] }] },
    { lines: [{ serviceCode: 'intake', diagnosisPointers: ['1'] }] },
    { lines: [{ serviceCode: 'intake', modifiers: ['25', '59', 'KX', 'GA', 'GY'] }] },
    { lines: [{ serviceCode: 'intake', quantity: 1.5 }] },
    { lines: ['intake'] },
    { note: 'x' },
  ])('is malformed with %j', async (wrong) => {
    expect(codeOf(await refuse({ patientId: await registerPatient(desk), ...wrong }))).toEqual([
      400,
      'validation_failed',
    ]);
  });

  it('needs a patient, a provider and a location of this clinic', async () => {
    const other = await openDesk(app);
    const theirs = await registerPatient(other);
    const patientId = await registerPatient(desk);
    const [location] = await app.database.query<{ id: string }>('SELECT id FROM locations WHERE clinic_id = $1', [
      other.clinicId,
    ]);
    for (const id of [theirs, randomUUID()])
      expect(codeOf(await refuse({ patientId: id }))).toEqual([404, 'patient_unknown']);
    for (const providerId of [other.providerId, randomUUID()])
      expect(codeOf(await refuse({ patientId, providerId }))).toEqual([404, 'provider_unknown']);
    for (const locationId of [location?.id, randomUUID()])
      expect(codeOf(await refuse({ patientId, locationId }))).toEqual([404, 'location_unknown']);
  });

  it('of another clinic does not exist', async () => {
    const other = await openDesk(app);
    const visit = await postVisit(desk, { patientId: await registerPatient(desk), lines: [{ serviceCode: 'intake' }] });
    for (const id of [visit.id, randomUUID()])
      expect(codeOf(await other.get(`/v1/visits/${id}`))).toEqual([404, 'visit_unknown']);
    for (const id of [visit.invoiceId, randomUUID()])
      expect(codeOf(await other.get(`/v1/invoices/${id}`))).toEqual([404, 'invoice_unknown']);
    const { body } = await other.get<{ data: object[] }>(`/v1/visits?patientId=${visit.patientId}`);
    expect(body.data).toEqual([]);
  });

  it('posted without a trace, or traced without being posted', async () => {
    const patientId = await registerPatient(desk);
    await refuse({ patientId, diagnoses: ['?'] });
    const visit = await postVisit(desk, { patientId, lines: [{ serviceCode: 'intake' }] });
    const events = await app.database.query<{ subject_id: string; facts: object }>(
      `SELECT subject_id, facts FROM audit_events WHERE clinic_id = $1 AND action = 'visit.post'`,
      [desk.clinicId],
    );
    expect(events).toEqual([
      { subject_id: visit.id, facts: { patientId, lines: 1, amountCents: 22000, invoiceId: visit.invoiceId } },
    ]);
  });

  it('shows an accountant no diagnosis', async () => {
    const visit = await postVisit(desk, { patientId: await registerPatient(desk), lines: [{ serviceCode: 'intake' }] });
    const books = await desk.as('accountant');
    expect(codeOf(await books.get(`/v1/visits/${visit.id}`))).toEqual([403, 'forbidden']);
    expect(codeOf(await books.post('/v1/visits', {}))).toEqual([403, 'forbidden']);
    const seen = await app.as(desk.clinicId, () => app.get(VisitsReader).get(visit.id), { role: 'accountant' });
    expect([seen.diagnoses, seen.charges[0]?.diagnosisPointers]).toEqual([undefined, undefined]);
    const invoice = await books.get(`/v1/invoices/${visit.invoiceId}`);
    expect(invoice.status).toBe(200);
    expect(JSON.stringify(invoice.body)).not.toContain('F33.2');
  });
});
