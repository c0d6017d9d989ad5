import { randomUUID, createHash } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient, type PostedVisit } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { type PdfAnswer, pdfReader } from './fetch-pdf';
import { meetAtCounter } from './held-counter';
import { readPdf, textOf } from './pdf-reader';

interface Superbill {
  id: string;
  number: string;
  version: number;
  replaces?: string;
  visitIds: string[];
  lines: Record<string, unknown>[];
  totals: Record<string, number>;
  diagnoses: unknown[];
  payments: Record<string, unknown>[];
  sha256: string;
}

const S1 = {
  tenders: [
    { type: 'hsa_fsa_card', amountCents: 10_000, reference: 'terminal 0042', card: { brand: 'visa', last4: '4242' } },
    { type: 'cash', amountCents: 12_000 },
  ],
};

describe('Superbills', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let pdf: (path: string) => Promise<PdfAnswer>;
  const issue = (body: Record<string, unknown>, key?: string | null) =>
    desk.post<Superbill & { code?: string; missing?: string[] }>('/v1/superbills', body, key);
  const ofVisit = (visit: PostedVisit, more: Record<string, unknown> = {}) =>
    issue({ patientId: visit.patientId, visitIds: [visit.id], ...more });
  const pay = async (visit: PostedVisit, body: unknown) =>
    ok(await desk.post(`/v1/invoices/${visit.invoiceId}/payments`, body));
  const issuedCount = async () =>
    (await app.database.query<{ count: number }>('SELECT count(*)::int AS count FROM documents'))[0]!.count;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
    pdf = await pdfReader(app, cascade.id);
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('says of scenario S1 what was charged, how it was paid and that nothing is left', async () => {
    const visit = await postVisit(desk, ['intake']);
    await pay(visit, S1);
    const superbill = ok(await ofVisit(visit));
    expect(superbill).toMatchObject({
      version: 1,
      visitIds: [visit.id],
      diagnoses: [{ pointer: 'A', code: 'F33.2' }],
      lines: [{ procedureCode: '99204', units: 1, diagnosisPointers: ['A'], chargeCents: 22_000, paidCents: 22_000 }],
      totals: { chargeCents: 22_000, adjustmentCents: 0, paidCents: 22_000, balanceCents: 0 },
      payments: [{ paidOn: '2026-03-02', tenders: ['HSA/FSA Visa ••4242', 'Cash'], appliedCents: 22_000 }],
    });
    expect(superbill.number).toMatch(/^SB-\d{6}$/);
    expect(superbill).not.toHaveProperty('replaces');
    expect(ok(await desk.get(`/v1/superbills/${superbill.id}`))).toEqual(superbill);
    const { bytes } = await pdf(`/v1/superbills/${superbill.id}.pdf`);
    const text = textOf(await readPdf(bytes));
    for (const words of [
      superbill.number,
      'HSA/FSA Visa ••4242 $100.00; Cash $120.00',
      'PAID IN FULL',
      '99204',
      'F33.2',
    ])
      expect(text).toContain(words);
  });

  it('hands out the stored bytes with their hash, and a file name that names nobody', async () => {
    const visit = await postVisit(desk, ['intake']);
    const superbill = ok(await ofVisit(visit));
    const first = await pdf(`/v1/superbills/${superbill.id}.pdf`);
    const second = await pdf(`/v1/superbills/${superbill.id}.pdf`);
    expect(first.status).toBe(200);
    expect(first.bytes.equals(second.bytes)).toBe(true);
    expect(createHash('sha256').update(first.bytes).digest('hex')).toBe(superbill.sha256);
    expect(first.headers).toMatchObject({
      'content-type': 'application/pdf',
      etag: `"${superbill.sha256}"`,
      'cache-control': 'no-store',
      'content-disposition': `inline; filename="superbill-${superbill.number}-v1.pdf"`,
    });
  });

  it('gives the same document while nothing changed and the next version when something did', async () => {
    const visit = await postVisit(desk, ['intake']);
    const first = ok(await ofVisit(visit));
    expect(first.totals).toMatchObject({ paidCents: 0, balanceCents: 22_000 });
    clock.advance({ hours: 1 });
    expect(ok(await ofVisit(visit))).toEqual(first);
    await pay(visit, S1);
    const second = ok(await ofVisit(visit));
    expect(second).toMatchObject({ number: first.number, version: 2, replaces: first.id });
    expect(second.totals).toMatchObject({ paidCents: 22_000, balanceCents: 0 });
    expect(textOf(await readPdf((await pdf(`/v1/superbills/${second.id}.pdf`)).bytes))).toContain('version 1 of');
    // The first is still what it was.
    expect(ok(await desk.get(`/v1/superbills/${first.id}`))).toEqual(first);
  });

  it('numbers without gaps, and issues one document when requests race for the same visit', async () => {
    ok(await ofVisit(await postVisit(desk, ['intake'])));
    const visit = await postVisit(desk, ['intake']);
    const before = await issuedCount();
    const answers = await meetAtCounter(
      app,
      'superbill',
      Array.from({ length: 4 }, () => () => ofVisit(visit)),
    );
    expect(new Set(answers.map((answer) => ok(answer).id)).size).toBe(1);
    expect(await issuedCount()).toBe(before + 1);
    const [{ gaps } = { gaps: -1 }] = await app.database.query<{ gaps: number }>(
      `SELECT (max(right(number, 6)::int) - count(DISTINCT number))::int AS gaps FROM documents WHERE kind = 'superbill'`,
    );
    expect(gaps).toBe(0);
  });

  it('leaves out what may not appear: the experiential session comes with a receipt alone', async () => {
    const visit = await postVisit(desk, ['intake', 'experiential-im', 'integration']);
    const superbill = ok(await ofVisit(visit));
    expect(superbill.lines.map((line) => line['procedureCode'])).toEqual(['99204', '90834']);
    expect(superbill.totals).toMatchObject({ chargeCents: 39_000 });
    const only = await postVisit(desk, ['experiential-im']);
    const refused = await ofVisit(only);
    expect([refused.status, refused.body.code]).toEqual([422, 'superbill_nothing_to_bill']);
  });

  it('gathers the visits of a period, the oldest first', async () => {
    const patientId = (await registerPatient(desk)).id;
    for (const dateOfService of ['2026-02-20', '2026-02-10', '2026-01-05'])
      await postVisit(desk, ['integration'], { patientId, dateOfService });
    const superbill = ok(await issue({ patientId, from: '2026-02-01', to: '2026-02-28' }));
    expect(superbill.lines.map((line) => line['dateOfService'])).toEqual(['2026-02-10', '2026-02-20']);
    const nothing = await issue({ patientId, from: '2025-01-01', to: '2025-12-31' });
    expect([nothing.status, nothing.body.code]).toEqual([422, 'superbill_nothing_to_bill']);
  });

  it('refuses with the list of what is missing, and issues once it is there', async () => {
    const patient = await registerPatient(desk, { address: undefined });
    const visit = await postVisit(desk, ['intake'], { patientId: patient.id });
    const before = await issuedCount();
    const refused = await ofVisit(visit);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'superbill_incomplete',
      missing: ['patient_address'],
      errors: [{ pointer: '/patient/address' }],
    });
    expect(await issuedCount()).toBe(before);
  });

  it('prints words beside diagnoses only when asked', async () => {
    const visit = await postVisit(desk, ['intake']);
    const plain = ok(await ofVisit(visit));
    const worded = ok(await ofVisit(visit, { showDiagnosisDescriptions: true }));
    const textFor = async (id: string) => textOf(await readPdf((await pdf(`/v1/superbills/${id}.pdf`)).bytes));
    expect(await textFor(plain.id)).not.toContain('depressive');
    expect(await textFor(worded.id)).toContain('F33.2 Major depressive disorder');
    expect(worded.version).toBe(2);
  });

  it('asks for visits or a period, never both, and for the days in order', async () => {
    const visit = await postVisit(desk, ['intake']);
    const { patientId } = visit;
    for (const body of [
      { patientId },
      { patientId, visitIds: [] },
      { patientId, visitIds: [visit.id], from: '2026-01-01', to: '2026-02-01' },
      { patientId, from: '2026-01-01' },
      { patientId, from: '2026-02-01', to: '2026-01-01' },
    ])
      expect((await issue(body)).body.code).toBe('validation_failed');
    expect((await ofVisit(visit, {})).status).toBe(201);
    expect((await issue({ patientId, visitIds: [visit.id] }, null)).body.code).toBe('idempotency_key_missing');
  });

  it('knows no visit of another patient and no paper of another clinic', async () => {
    const visit = await postVisit(desk, ['intake']);
    const other = await registerPatient(desk);
    for (const visitIds of [[visit.id], [randomUUID()]])
      expect((await issue({ patientId: other.id, visitIds })).body.code).toBe('visit_unknown');
    expect((await issue({ patientId: randomUUID(), visitIds: [visit.id] })).body.code).toBe('patient_unknown');
    const superbill = ok(await ofVisit(visit));
    const stranger = await openDesk(app, potomac.id);
    const unknown = await stranger.get(`/v1/superbills/${randomUUID()}`);
    const foreign = await stranger.get(`/v1/superbills/${superbill.id}`);
    expect([foreign.status, foreign.body['code']]).toEqual([404, 'document_unknown']);
    expect(foreign.body['code']).toBe(unknown.body['code']);
    const foreignPdf = await (await pdfReader(app, potomac.id))(`/v1/superbills/${superbill.id}.pdf`);
    expect(foreignPdf.status).toBe(404);
    const noUuid = await desk.get('/v1/superbills/nothing.pdf');
    expect(noUuid.status).toBe(404);
  });

  it('is not for the accountant, who sees no diagnosis', async () => {
    const visit = await postVisit(desk, ['intake']);
    const superbill = ok(await ofVisit(visit));
    const read = await pdfReader(app, cascade.id, 'accountant');
    expect((await read(`/v1/superbills/${superbill.id}.pdf`)).status).toBe(403);
    expect((await read(`/v1/superbills/${superbill.id}`)).status).toBe(403);
  });

  it('records who issued and who read it', async () => {
    const visit = await postVisit(desk, ['intake']);
    const superbill = ok(await ofVisit(visit));
    await pdf(`/v1/superbills/${superbill.id}.pdf`);
    const rows = await app.database.query<{ action: string }>(
      `SELECT action FROM audit_events WHERE subject_id = $1 ORDER BY action`,
      [superbill.id],
    );
    expect(rows.map((row) => row.action)).toEqual(['superbill.issue', 'superbill.read']);
  });

  it('is never changed, not even by its owner', async () => {
    const visit = await postVisit(desk, ['intake']);
    const { id } = ok(await ofVisit(visit));
    for (const statement of [
      `UPDATE documents SET number = 'SB-999999' WHERE id = '${id}'`,
      `DELETE FROM documents WHERE id = '${id}'`,
      'TRUNCATE documents',
    ])
      await expect(app.database.query(statement)).rejects.toThrow();
  });
});
