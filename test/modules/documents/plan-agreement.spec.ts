import { writeFileSync } from 'node:fs';
import { planAgreement } from '../../../src/domain/plans/plan-agreement';
import { planSchedule } from '../../../src/domain/plans/plan-schedule';
import { disclosePlan } from '../../../src/domain/plans/truth-in-lending';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import { Money } from '../../../src/kernel/money';
import { renderPlanAgreement } from '../../../src/modules/documents/pdf/render-plan-agreement';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { openPlan, type Plan } from '../../support/plans';
import { pdfReader } from './fetch-pdf';
import { expectGolden } from './golden';
import { superbillS1 } from './models';
import { readPdf, textOf } from './pdf-reader';

/** S2: $2,880.00 with $100.00 down in six. */
function s2() {
  const terms = {
    total: Money.cents(288_000),
    downPayment: Money.cents(10_000),
    installments: 6,
    frequency: 'monthly' as const,
    firstDueOn: parseBusinessDate('2026-12-31'),
  };
  const today = parseBusinessDate('2026-11-24');
  const installments = planSchedule(terms, { today, leastInstallment: Money.ZERO, mostInstallments: 36 });
  return planAgreement({
    creditor: { name: 'Example Clinic PC', address: '100 Test St, Portland, OR 97201', phone: '+15035550100' },
    patientName: 'Łukasz Nguyễn',
    bills: [{ number: 'INV-000001', amount: terms.total }],
    total: terms.total,
    downPayment: { amount: terms.downPayment, dueOn: today.toString() },
    frequency: terms.frequency,
    installments,
    disclosures: disclosePlan({ ...terms, cashPrice: terms.total, installments }),
    graceDays: 5,
  });
}

describe('The agreement of a payment plan', () => {
  it('says everything it has to, word for word', async () => {
    const bytes = await renderPlanAgreement({
      number: 'PP-000001',
      version: 1,
      issuedOn: '2026-11-24',
      issuedAt: '2026-11-24T18:30:00.000Z',
      practice: superbillS1().practice,
      planVersion: 1,
      agreement: s2(),
      agreementSha256: 'a'.repeat(64),
      signature: null,
    });
    if (process.env['PREVIEW_DIR']) writeFileSync(`${process.env['PREVIEW_DIR']}/plan-agreement.pdf`, bytes);
    expectGolden('plan-agreement-s2.txt', textOf(await readPdf(bytes)));
  });

  describe('of the service', () => {
    let app: TestApp;
    let cascade: DemoClinicUnderTest;
    let potomac: DemoClinicUnderTest;
    let desk: Desk;

    beforeAll(async () => {
      app = await startTestApp({ clock: FixedClock.at('2026-03-02T20:00:00Z') });
      ({ cascade, potomac } = await openDemo(app));
      desk = cascade.desk;
    });
    afterAll(() => app.close());

    it('is the same bytes until it is signed or rescheduled, and then the next version', async () => {
      const plan = await openPlan(desk, [['experiential-im']], { installments: 5 });
      const fetchPdf = await pdfReader(app, cascade.id);
      const print = () => fetchPdf(`/v1/payment-plans/${plan.id}/agreement.pdf`);
      const textNow = async () => textOf(await readPdf((await print()).bytes));
      const first = await print();
      expect([first.status, Buffer.compare(first.bytes, (await print()).bytes)]).toEqual([200, 0]);
      const unsigned = await textNow();
      const words = ['TRUTH IN LENDING', '0.00 %', '$550.00', '$110.00', '03/31/2026', 'CLAIMS AND DEFENSES'];
      for (const said of [...words, plan.agreement.textSha256]) expect(unsigned).toContain(said);
      expect(unsigned).not.toContain('Signed');
      ok(await desk.post(`/v1/payment-plans/${plan.id}/sign`, { signedName: 'Zoë Łukasz' }));
      expect(await textNow()).toContain('By Zoë Łukasz, on paper, on 03/02/2026');
      const terms = { installments: 2, frequency: 'monthly', firstDueOn: '2026-04-15' };
      ok(await desk.post<Plan>(`/v1/payment-plans/${plan.id}/reschedule`, terms));
      const short = await textNow();
      expect(short).toContain('$275.00');
      for (const said of ['TRUTH IN LENDING', 'CLAIMS AND DEFENSES', 'Signed']) expect(short).not.toContain(said);
      const versions = await app.database.query<{ version: number }>(
        `SELECT version FROM documents WHERE kind = 'plan_agreement' AND number = $1 ORDER BY version`,
        [plan.number],
      );
      expect(versions.map(({ version }) => version)).toEqual([1, 2, 3]);
      const foreign = await pdfReader(app, potomac.id);
      expect((await foreign(`/v1/payment-plans/${plan.id}/agreement.pdf`)).status).toBe(404);
    });
  });
});
