import { createHash, randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { type Biller, openBiller } from '../charges/support/biller';
import { type PdfAnswer, pdfReader } from './fetch-pdf';
import { readPdf, textOf } from './pdf-reader';

const HSA = { type: 'hsa_fsa_card', reference: 't 42', card: { brand: 'visa', last4: '4242' } };

describe('Papers for the patient', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let at: Biller;
  let pdf: (path: string) => Promise<PdfAnswer>;
  const read = async (path: string) => {
    const answer = await pdf(path);
    const isPdf = answer.status === 200;
    const code = isPdf ? undefined : (JSON.parse(answer.bytes.toString()) as { code: string }).code;
    return { ...answer, code, text: isPdf ? textOf(await readPdf(answer.bytes)) : '' };
  };
  const pay = async (invoiceId: string, ...tenders: object[]) => {
    clock.advance({ minutes: 1 });
    return ok(await desk.post<{ id: string }>(`/v1/invoices/${invoiceId}/payments`, { tenders }));
  };

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
    at = await openBiller(app, cascade);
    pdf = await pdfReader(app, cascade.id);
  });
  beforeEach(() => clock.set('2026-03-02T20:00:00Z'));
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  describe('an invoice', () => {
    it('shows lines, adjustments, what was paid and what is due by when, and where to pay', async () => {
      const { invoiceId } = await postVisit(desk, ['intake', 'integration']);
      const { number } = await at.invoice(invoiceId);
      await pay(invoiceId, { ...HSA, amountCents: 10_000 });
      clock.advance({ minutes: 1 });
      ok(await at.courtesy(await at.firstCharge(invoiceId), 5_000));
      const { text, headers, status } = await read(`/v1/invoices/${invoiceId}.pdf`);
      expect(status).toBe(200);
      for (const words of [number, '04/01/2026', 'HSA/FSA Visa ••4242', 'Courtesy −$50.00', '/pay/', 'Ada Lovelace'])
        expect(text).toContain(words);
      expect(text).toContain('Amount due  $240.00');
      expect(text).not.toMatch(/F33|ketamine|spravato/i);
      expect(headers).toMatchObject({
        'content-type': 'application/pdf',
        'cache-control': 'no-store',
        'content-disposition': `inline; filename="invoice-${number}-v1.pdf"`,
      });
    });

    it('is the same file until something on it changes, then its next version; the first stays to be read', async () => {
      const { invoiceId, patientId } = await postVisit(desk, ['intake']);
      const path = `/v1/invoices/${invoiceId}.pdf`;
      const first = await read(path);
      clock.advance({ hours: 30 });
      const again = await read(path);
      expect(again.bytes.equals(first.bytes)).toBe(true);
      expect(`"${createHash('sha256').update(first.bytes).digest('hex')}"`).toBe(first.headers['etag']);
      await pay(invoiceId, { type: 'cash', amountCents: 22_000 });
      const second = await read(path);
      expect(second.text).toContain('version 1 of 03/02/2026');
      expect(second.text).toContain('NOTHING DUE');
      expect(second.text).not.toContain('/pay/');
      const rows = await app.database.query<{ id: string; version: number }>(
        `SELECT id, version FROM documents WHERE patient_id = $1 AND kind = 'invoice' ORDER BY version`,
        [patientId],
      );
      expect(rows.map(({ version }) => version)).toEqual([1, 2]);
      expect((await pdf(`/v1/documents/${rows[0]!.id}.pdf`)).bytes.equals(first.bytes)).toBe(true);
    });

    it('reads void when it is', async () => {
      const { invoiceId } = await postVisit(desk, ['intake']);
      ok(await at.voidInvoice(invoiceId));
      const { text } = await read(`/v1/invoices/${invoiceId}.pdf`);
      expect(text).toContain('VOID');
      expect(text).toContain('Amount due  $0.00');
      expect(text).not.toContain('/pay/');
    });

    it('is issued once by requests that race for it', async () => {
      const { invoiceId, patientId } = await postVisit(desk, ['intake']);
      const answers = await Promise.all(Array.from({ length: 4 }, () => pdf(`/v1/invoices/${invoiceId}.pdf`)));
      expect(new Set(answers.map(({ headers }) => headers['etag'])).size).toBe(1);
      const [row] = await app.database.query(`SELECT count(*)::int AS n FROM documents WHERE patient_id = $1`, [
        patientId,
      ]);
      expect(row).toEqual({ n: 1 });
    });
  });

  describe('a statement', () => {
    it('opens with what was owed before, and closes with what the ledger says', async () => {
      const { patientId, invoiceId } = await postVisit(desk, ['intake'], { dateOfService: '2026-01-15' });
      await pay(invoiceId, { ...HSA, amountCents: 10_000 });
      const next = await postVisit(desk, ['integration'], { patientId });
      clock.advance({ minutes: 1 });
      ok(await at.courtesy(await at.firstCharge(next.invoiceId), 2_000));
      const { text, headers } = await read(`/v1/patients/${patientId}/statement.pdf?from=2026-02-01&to=2026-03-31`);
      for (const words of [
        '02/01/2026  Opening balance  $220.00',
        'Payment, HSA/FSA Visa ••4242  −$100.00  $120.00',
        'Courtesy  −$20.00  $270.00',
        'Closing balance  $270.00',
        '/pay/',
      ])
        expect(text).toContain(words);
      expect(headers['content-disposition']).toMatch(/^inline; filename="statement-ST-\d{6}-v1\.pdf"$/);
    });

    it('shows a void, a credit and its spending so that it still adds up', async () => {
      const { patientId, invoiceId } = await postVisit(desk, ['intake']);
      await pay(invoiceId, { type: 'cash', amountCents: 22_000 });
      clock.advance({ minutes: 1 });
      ok(await at.courtesy(await at.firstCharge(invoiceId), 5_000));
      const wrong = await postVisit(desk, ['integration'], { patientId });
      ok(await at.voidInvoice(wrong.invoiceId));
      const { text } = await read(`/v1/patients/${patientId}/statement.pdf?from=2026-03-01&to=2026-03-31`);
      expect(text).toContain('Charge voided');
      expect(text).toContain('Credit held  $50.00');
      expect(text).toContain('Closing balance  −$50.00');
      const right = await postVisit(desk, ['integration'], { patientId });
      await pay(right.invoiceId, { type: 'unapplied_credit', amountCents: 5_000 });
      const later = await read(`/v1/patients/${patientId}/statement.pdf?from=2026-03-01&to=2026-03-31`);
      expect(later.text).toContain('Closing balance  $120.00');
      expect(later.text).toContain('version 1 of');
    });

    it.each([
      ['that ends before it begins', 'from=2026-03-02&to=2026-03-01', 422, 'statement_period_invalid'],
      ['of ten years', 'from=2016-03-01&to=2026-03-01', 422, 'statement_period_invalid'],
      ['from a day that is none', 'from=2026-02-30&to=2026-03-01', 400, 'validation_failed'],
      ['in words', 'from=yesterday', 400, 'validation_failed'],
    ])('over a period %s is refused, and nothing is stored', async (_what, query, status, code) => {
      const { id } = await registerPatient(desk);
      const refused = await read(`/v1/patients/${id}/statement.pdf?${query}`);
      expect([refused.status, refused.code]).toEqual([status, code]);
      expect(await app.database.query('SELECT 1 FROM documents WHERE patient_id = $1', [id])).toEqual([]);
    });

    it('of a patient without any movement says so in zeros', async () => {
      const { id } = await registerPatient(desk);
      const { text, status } = await read(`/v1/patients/${id}/statement.pdf`);
      expect(status).toBe(200);
      expect(text).toContain('Closing balance  $0.00');
      expect(text).not.toContain('/pay/');
    });
  });

  describe('an HSA/FSA pack', () => {
    it('lists the care of the year that HSA and FSA money paid for, less what was credited back', async () => {
      const { patientId, invoiceId } = await postVisit(desk, ['intake']);
      await pay(invoiceId, { ...HSA, amountCents: 10_000 }, { type: 'cash', amountCents: 12_000 });
      const lastYear = await postVisit(desk, ['integration'], { patientId, dateOfService: '2025-12-30' });
      await pay(lastYear.invoiceId, { ...HSA, amountCents: 17_000 });
      const of = (year: number) => read(`/v1/patients/${patientId}/hsa-fsa-pack.pdf?year=${year}`);
      const { text } = await of(2026);
      for (const words of ['03/02/2026', 'HSA/FSA Visa ••4242', 'Total  $100.00']) expect(text).toContain(words);
      expect(text).not.toMatch(/F33|ketamine|\$120\.00|\$170\.00/i);
      expect((await of(2025)).text).toContain('Total  $170.00');
      clock.advance({ minutes: 1 });
      ok(await at.courtesy(await at.firstCharge(invoiceId), 5_000));
      const after = await of(2026);
      expect(after.text).toContain('$100.00  −$22.73  $77.27');
      expect(after.text).toContain('version 1 of');
    });

    it('names the receipt of a payment once there is one', async () => {
      const { patientId, invoiceId } = await postVisit(desk, ['intake']);
      const payment = await pay(invoiceId, { ...HSA, amountCents: 22_000 });
      const receipt = await read(`/v1/payments/${payment.id}/receipt.pdf`);
      const number = /RCT-\d{6}/.exec(receipt.text)![0];
      expect((await read(`/v1/patients/${patientId}/hsa-fsa-pack.pdf?year=2026`)).text).toContain(`Receipt ${number}`);
    });

    it.each([
      ['year=1999', 422, 'plan_year_invalid'],
      ['year=2027', 422, 'plan_year_invalid'],
      ['year=2024', 422, 'hsa_fsa_pack_empty'],
      ['year=next', 400, 'validation_failed'],
      ['', 400, 'validation_failed'],
    ])('of %s is refused', async (query, status, code) => {
      const { patientId } = await postVisit(desk, ['intake']);
      const refused = await read(`/v1/patients/${patientId}/hsa-fsa-pack.pdf?${query}`);
      expect([refused.status, refused.code]).toEqual([status, code]);
    });
  });

  it('are not another clinic’s, nor the accountant’s, and every reading is on record', async () => {
    const { invoiceId, patientId } = await postVisit(desk, ['intake']);
    const paths = [`/v1/invoices/${invoiceId}.pdf`, `/v1/patients/${patientId}/statement.pdf`];
    const stranger = await pdfReader(app, potomac.id);
    const accountant = await pdfReader(app, cascade.id, 'accountant');
    for (const path of paths) {
      expect((await stranger(path)).status).toBe(404);
      expect((await accountant(path)).status).toBe(403);
      expect((await pdf(path)).status).toBe(200);
      expect((await pdf(path.replace(/[0-9a-f-]{36}/, randomUUID()))).status).toBe(404);
    }
    expect((await pdf(`/v1/documents/${randomUUID()}.pdf`)).status).toBe(404);
    const rows = await app.database.query<{ action: string }>(
      `SELECT DISTINCT action FROM audit_events WHERE subject_id = ANY ($1::text[]) ORDER BY action`,
      [[invoiceId, patientId]],
    );
    expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['invoice_paper.read', 'statement.read']));
  });
});
