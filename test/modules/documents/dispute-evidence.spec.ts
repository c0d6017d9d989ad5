import { randomUUID } from 'node:crypto';
import type { DisputeEvidenceModel } from '../../../src/modules/documents/models/dispute-evidence.model';
import { renderDisputeEvidence } from '../../../src/modules/documents/pdf/render-dispute-evidence';
import { startTestApp, type TestApp } from '../../support/app';
import { ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { expectLedgerTies } from '../../support/ledger';
import { stripeDesk } from '../../support/stripe-desk';
import { type PdfAnswer, pdfReader } from './fetch-pdf';
import { expectGolden } from './golden';
import { receiptS1 } from './models';
import { readPdf, textOf } from './pdf-reader';

const S5: DisputeEvidenceModel = {
  caseNumber: 'du_1S5',
  openedOn: '2026-11-20',
  openedAt: '2026-11-20T18:00:00.000Z',
  dueOn: '2026-11-29',
  reason: 'The cardholder says the payment was not theirs',
  practice: receiptS1().practice,
  disputedCents: 55_000,
  payment: {
    paidOn: '2026-11-10',
    amountCents: 55_000,
    card: 'Visa ••4242',
    taken: 'Entered by the cardholder on the processor’s secure page',
    invoiceNumber: 'INV-000001',
    receiptNumber: 'RCT-000001',
  },
  papers: [
    { name: 'Invoice', number: 'INV-000001', issuedOn: '2026-11-10' },
    { name: 'Receipt', number: 'RCT-000001', issuedOn: '2026-11-10' },
    { name: 'Payment plan agreement', number: 'PLN-000001', issuedOn: '2026-11-10' },
  ],
};

describe('The evidence pack of a dispute', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let pdf: (path: string) => Promise<PdfAnswer>;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade, potomac } = await openDemo(app));
    pdf = await pdfReader(app, cascade.id);
  });
  afterAll(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('prints scenario S5 word for word, the same bytes every time', async () => {
    const bytes = await renderDisputeEvidence(S5);
    expect(Buffer.from(bytes).equals(Buffer.from(await renderDisputeEvidence(S5)))).toBe(true);
    expectGolden('dispute-evidence-s5.txt', textOf(await readPdf(bytes)));
  });

  it('proves the payment and tells nothing about whom it was for or why', async () => {
    const at = stripeDesk(app, cascade.desk);
    const paid = await at.payByCard('intake');
    ok({ ...(await pdf(`/v1/payments/${paid.paymentId}/receipt.pdf`)), body: {} });
    ok(await cascade.desk.post('/v1/superbills', { patientId: paid.visit.patientId, visitIds: [paid.visit.id] }));
    await at.control('dispute', { charge: paid.chargeId });
    await at.quiet();
    const { data } = ok(
      await cascade.desk.get<{ data: { id: string; processorId: string }[] }>(
        `/v1/disputes?paymentId=${paid.paymentId}`,
      ),
    );
    const dispute = data[0]!;
    const answer = await pdf(`/v1/disputes/${dispute.id}/evidence.pdf`);
    expect(answer.status).toBe(200);
    const text = textOf(await readPdf(answer.bytes));
    for (const words of ['$220.00', 'Visa ••4242', dispute.processorId]) expect(text).toContain(words);
    expect(text).toMatch(/INV-\d{6}/);
    expect(text).toMatch(/RCT-\d{6}/);
    const patient = ok(
      await cascade.desk.get<{ firstName: string; lastName: string; dateOfBirth: string }>(
        `/v1/patients/${paid.visit.patientId}`,
      ),
    );
    const forbidden = [patient.lastName, patient.firstName, '1985', 'F33', 'SB-', 'etamine', 'ntake', 'HSA'];
    expect(forbidden.filter((word) => text.includes(word))).toEqual([]);
    expect((await pdf(`/v1/disputes/${dispute.id}/evidence.pdf`)).headers['etag']).toBe(answer.headers['etag']);
    expect((await pdf(`/v1/disputes/${randomUUID()}/evidence.pdf`)).status).toBe(404);
    const foreign = await openDesk(app, potomac.id);
    expect((await foreign.get(`/v1/disputes/${dispute.id}/evidence.pdf`)).status).toBe(404);
  });
});
