import { writeFileSync } from 'node:fs';
import type { EstimateModel } from '../../../src/modules/documents/models/estimate.model';
import { renderEstimate } from '../../../src/modules/documents/pdf/render-estimate';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, registerPatient } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { pdfReader } from './fetch-pdf';
import { expectGolden } from './golden';
import { superbillS1 } from './models';
import { readPdf, textOf } from './pdf-reader';

const estimate: EstimateModel = {
  number: 'GFE-000001',
  version: 2,
  issuedOn: '2026-11-11',
  issuedAt: '2026-11-11T18:30:00.000Z',
  practice: superbillS1().practice,
  patient: { name: 'Łukasz Nguyễn', dateOfBirth: '1984-02-29' },
  provider: { name: 'Alex Smith, MD', npi: '1234567893', state: 'OR' },
  startsOn: '2026-11-18',
  endsOn: '2027-11-16',
  diagnoses: ['F33.2'],
  lines: [
    {
      description: 'Evaluation visit',
      codes: ['99204'],
      quantityMin: 1,
      quantityMax: 1,
      unitPriceCents: 22_000,
      amountMinCents: 22_000,
      amountMaxCents: 22_000,
    },
    {
      description: 'Treatment session',
      codes: [],
      quantityMin: 4,
      quantityMax: 8,
      unitPriceCents: 55_000,
      amountMinCents: 220_000,
      amountMaxCents: 440_000,
    },
  ],
  totalMinCents: 242_000,
  totalMaxCents: 462_000,
};

describe('The paper of a Good Faith Estimate', () => {
  it('says everything it has to, word for word', async () => {
    const bytes = await renderEstimate(estimate);
    if (process.env['PREVIEW_DIR']) writeFileSync(`${process.env['PREVIEW_DIR']}/estimate.pdf`, bytes);
    expectGolden('estimate.txt', textOf(await readPdf(bytes)));
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

    it('is printed once, and names everybody it has to', async () => {
      const { providers } = ok(await desk.get<{ providers: { id: string }[] }>('/v1/clinic'));
      const { id: patientId } = await registerPatient(desk, { firstName: 'Zoë', lastName: 'Łukasz' });
      const wish = { patientId, providerId: providers[0]!.id };
      const { id } = ok(
        await desk.post<{ id: string }>('/v1/estimates', {
          ...wish,
          protocolCode: 'im-weekly',
          scheduledFor: '2026-03-18',
        }),
      );
      const fetchPdf = await pdfReader(app, cascade.id);
      const first = await fetchPdf(`/v1/estimates/${id}.pdf`);
      const again = await fetchPdf(`/v1/estimates/${id}.pdf`);
      expect([first.status, Buffer.compare(first.bytes, again.bytes)]).toEqual([200, 0]);
      const text = textOf(await readPdf(first.bytes));
      for (const words of ['Zoë Łukasz', '01/31/1985', '$3,100.00', '99204', '03/18/2026', '$400.00', 'Ashby'])
        expect(text).toContain(words);
      const owed = ok(
        await desk.post<{ id: string }>('/v1/estimates', { ...wish, requestedAt: '2026-03-02T18:00:00Z' }),
      );
      expect((await fetchPdf(`/v1/estimates/${owed.id}.pdf`)).status).toBe(409);
      const foreign = await pdfReader(app, potomac.id);
      expect((await foreign(`/v1/estimates/${id}.pdf`)).status).toBe(404);
    });
  });
});
