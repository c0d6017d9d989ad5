import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';
import { type PdfAnswer, pdfReader } from './fetch-pdf';
import { readPdf, textOf } from './pdf-reader';

interface Paper {
  id: string;
  number: string;
  version: number;
  replaces_id: string | null;
}

describe('The receipt of a payment that was voided', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let pdf: (path: string) => Promise<PdfAnswer>;

  const receiptOf = (paymentId: string) => pdf(`/v1/payments/${paymentId}/receipt.pdf`);
  const papersOf = (paymentId: string) =>
    app.database.query<Paper>(
      `SELECT id, number, version, replaces_id FROM documents WHERE subject_ids = ARRAY[$1::uuid] ORDER BY version`,
      [paymentId],
    );
  const paid = async (): Promise<string> => {
    const { invoiceId } = await postVisit(desk, ['intake']);
    const tenders = [{ type: 'cash', amountCents: 22_000 }];
    return ok(await desk.post<{ id: string }>(`/v1/invoices/${invoiceId}/payments`, { tenders })).id;
  };
  const voidIt = async (id: string) => ok(await desk.post(`/v1/payments/${id}/void`, { reason: 'Wrong patient' }));

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    pdf = await pdfReader(app, cascade.id);
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('is given out anew with the void, under its number, and the first stays as it was', async () => {
    const id = await paid();
    const first = await receiptOf(id);
    expect(textOf(await readPdf(first.bytes))).toContain('Paid in full');
    await voidIt(id);
    const [one, two, ...others] = await papersOf(id);
    expect(others).toEqual([]);
    expect(two).toEqual({ id: expect.any(String) as string, number: one!.number, version: 2, replaces_id: one!.id });
    const again = await receiptOf(id);
    const text = textOf(await readPdf(again.bytes));
    expect(text).toContain('void');
    expect(text).toContain('03/02/2026');
    expect(text).not.toMatch(/Paid in full|left to pay|Wrong patient/);
    expect((await receiptOf(id)).bytes.equals(again.bytes)).toBe(true);
    expect((await pdf(`/v1/documents/${one!.id}.pdf`)).bytes.equals(first.bytes)).toBe(true);
    await voidIt(id);
    expect(await papersOf(id)).toHaveLength(2);
  });

  it('is not there when nobody ever had one, and no number is spent on it', async () => {
    const id = await paid();
    await voidIt(id);
    expect(await papersOf(id)).toEqual([]);
    expect(await desk.get(`/v1/payments/${id}/receipt.pdf`)).toMatchObject({
      status: 409,
      body: { code: 'payment_state_conflict' },
    });
  });
});
