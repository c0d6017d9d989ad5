import { randomUUID } from 'node:crypto';
import type { PatientId } from '../../../src/kernel/ids';
import { DocumentsReader } from '../../../src/modules/documents/documents.reader';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { type PdfAnswer, pdfReader } from './fetch-pdf';
import { meetAtCounter } from './held-counter';
import { readPdf, textOf } from './pdf-reader';

describe('Receipts', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let pdf: (path: string) => Promise<PdfAnswer>;
  const pay = async (invoiceId: string, tenders: object[]) =>
    ok(await desk.post<{ id: string; receiptId: string }>(`/v1/invoices/${invoiceId}/payments`, { tenders }));
  const receipt = async (paymentId: string) => {
    const answer = await pdf(`/v1/payments/${paymentId}/receipt.pdf`);
    return { ...answer, text: answer.status === 200 ? textOf(await readPdf(answer.bytes)) : '' };
  };

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
    pdf = await pdfReader(app, cascade.id);
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('proves scenario S1 to a health account: who, what, when, how much, by what', async () => {
    const visit = await postVisit(desk, ['intake']);
    const paid = await pay(visit.invoiceId, [
      { type: 'hsa_fsa_card', amountCents: 10_000, reference: 'terminal 0042', card: { brand: 'visa', last4: '4242' } },
      { type: 'cash', amountCents: 12_000, tenderedCents: 15_000 },
    ]);
    const { text, headers } = await receipt(paid.id);
    for (const words of [
      '03/02/2026',
      'HSA/FSA',
      'HSA/FSA Visa ••4242',
      'terminal 0042',
      '$100.00',
      '$120.00',
      'PAID IN FULL',
    ])
      expect(text).toContain(words);
    expect(text).toContain('$150.00 handed over');
    expect(text).toMatch(/Change given {2}\$30\.00/);
    expect(text).not.toContain('F33.2');
    expect(headers['content-disposition']).toMatch(/^inline; filename="receipt-RCT-\d{6}\.pdf"$/);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('exists once per payment: the first request issues it, every later one gets the same bytes', async () => {
    const visit = await postVisit(desk, ['intake']);
    const paid = await pay(visit.invoiceId, [{ type: 'cash', amountCents: 22_000 }]);
    await receipt((await pay((await postVisit(desk, ['intake'])).invoiceId, [{ type: 'cash', amountCents: 1 }])).id);
    const answers = await meetAtCounter(
      app,
      'receipt',
      Array.from({ length: 4 }, () => () => receipt(paid.id)),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map((answer) => answer.headers['etag'])).size).toBe(1);
    const rows = await app.database.query<{ id: string; kind: string }>(
      `SELECT id, kind FROM documents WHERE subject_ids = ARRAY[$1]::uuid[]`,
      [paid.id],
    );
    expect(rows).toEqual([{ id: paid.receiptId, kind: 'receipt' }]);
    clock.advance({ hours: 30 });
    expect((await receipt(paid.id)).headers['etag']).toBe(answers[0]!.headers['etag']);
  });

  it('shows the account as it stood after each payment, in whatever order receipts are asked for', async () => {
    const visit = await postVisit(desk, ['intake']);
    const first = await pay(visit.invoiceId, [{ type: 'cash', amountCents: 5_000 }]);
    clock.advance({ minutes: 5 });
    const second = await pay(visit.invoiceId, [{ type: 'cash', amountCents: 17_000 }]);
    const late = await receipt(second.id);
    const early = await receipt(first.id);
    expect(early.text).toContain('$170.00 left to pay');
    expect(early.text.toLowerCase()).not.toContain('paid in full');
    expect(late.text).toContain('PAID IN FULL');
    expect(late.text).toContain('$50.00  $170.00  $0.00');
  });

  it('counts the lines of the invoice it did not reach', async () => {
    const visit = await postVisit(desk, ['intake', 'integration']);
    const paid = await pay(visit.invoiceId, [{ type: 'cash', amountCents: 22_000 }]);
    const { text } = await receipt(paid.id);
    expect(text).toContain('$170.00 left to pay');
  });

  it('shows a sliding-scale discount openly', async () => {
    const line = { serviceCode: 'group-im', householdSize: 1, householdIncomeCents: 3_000_000 };
    const visit = await postVisit(desk, [], { lines: [line] });
    const paid = await pay(visit.invoiceId, [{ type: 'cash', amountCents: 18_000 }]);
    expect((await receipt(paid.id)).text).toContain('$220.00  −$40.00');
  });

  it("stands in the patient's list beside the superbill, the last issued first, page by page", async () => {
    const visit = await postVisit(desk, ['intake']);
    const paid = await pay(visit.invoiceId, [{ type: 'cash', amountCents: 22_000 }]);
    const superbill = ok(
      await desk.post<{ id: string }>('/v1/superbills', { patientId: visit.patientId, visitIds: [visit.id] }),
    );
    clock.advance({ minutes: 1 });
    await receipt(paid.id);
    const list = (cursor?: string) =>
      app.as(cascade.id, () => app.get(DocumentsReader).ofPatient(visit.patientId as PatientId, { limit: 1, cursor }));
    const first = await list();
    const second = await list(first.nextCursor ?? undefined);
    expect([...first.data, ...second.data].map(({ id, kind, version }) => ({ id, kind, version }))).toEqual([
      { id: paid.receiptId, kind: 'receipt', version: 1 },
      { id: superbill.id, kind: 'superbill', version: 1 },
    ]);
    expect(second.nextCursor).toBeNull();
    await expect(list('bm90IG91cnM')).rejects.toMatchObject({ code: 'cursor_invalid' });
  });

  it('is not for a payment that does not exist, here or elsewhere', async () => {
    const visit = await postVisit(desk, ['intake']);
    const paid = await pay(visit.invoiceId, [{ type: 'cash', amountCents: 22_000 }]);
    const stranger = await pdfReader(app, potomac.id);
    expect((await receipt(randomUUID())).status).toBe(404);
    expect((await stranger(`/v1/payments/${paid.id}/receipt.pdf`)).status).toBe(404);
    expect((await pdf('/v1/payments/nothing/receipt.pdf')).status).toBe(404);
  });

  it('waits until the money has been taken', async () => {
    const visit = await postVisit(desk, ['intake']);
    const paid = await pay(visit.invoiceId, [{ type: 'cash', amountCents: 22_000 }]);
    await app.database.query(`UPDATE payments SET state = 'processing' WHERE id = $1`, [paid.id]);
    const refused = await receipt(paid.id);
    expect([refused.status, JSON.parse(refused.bytes.toString()).code]).toEqual([409, 'payment_state_conflict']);
    await app.database.query(`UPDATE payments SET state = 'succeeded' WHERE id = $1`, [paid.id]);
    expect((await receipt(paid.id)).status).toBe(200);
  });

  it('may be read by the accountant: it names no diagnosis and no drug', async () => {
    const visit = await postVisit(desk, ['experiential-im']);
    const paid = await pay(visit.invoiceId, [{ type: 'cash', amountCents: 55_000 }]);
    const read = await pdfReader(app, cascade.id, 'accountant');
    const { status, bytes } = await read(`/v1/payments/${paid.id}/receipt.pdf`);
    expect(status).toBe(200);
    const body = textOf(await readPdf(bytes)).split('WHAT WAS PAID FOR')[1];
    expect(body).not.toMatch(/ketamine|spravato|F33/i);
  });
});
