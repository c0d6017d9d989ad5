import { parseBusinessDate } from '../../../src/kernel/business-date';
import type { PatientId } from '../../../src/kernel/ids';
import { Money } from '../../../src/kernel/money';
import { PostVisitCharges } from '../../../src/modules/charges/post-visit-charges';
import type { VisitView } from '../../../src/modules/charges/visit.view';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { type Desk, openDesk } from './support/desk';
import { codeOf, coveredPatient, registerPatient } from './support/visits';

const AGREED = {
  unitPrice: Money.cents(15000),
  unitDiscount: { type: 'package_discount', amount: Money.cents(2000) },
  source: {
    priceList: 'Standard 2026',
    effectiveFrom: parseBusinessDate('2026-01-01'),
    rule: 'fixed',
    reason: 'Standard 2026 price list, in effect since 2026-01-01: $170.00.',
  },
  agreedOn: parseBusinessDate('2026-11-01'),
} as const;

describe('A line with a price that was agreed before', () => {
  let app: TestApp;
  let desk: Desk;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-11-22T17:00:00Z') });
  });

  beforeEach(async () => {
    desk = await openDesk(app);
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(() => app.close());

  const post = (patientId: string, serviceCode: string): Promise<VisitView> =>
    app.as(desk.clinicId, () =>
      app.get(PostVisitCharges).execute({
        patientId: patientId as PatientId,
        providerId: desk.providerId,
        dateOfService: parseBusinessDate('2026-11-22'),
        diagnoses: ['F33.2'],
        lines: [{ serviceCode, agreedPrice: AGREED }],
      }),
    );

  it('costs a self-payer that, books the discount as what it is, and explains itself', async () => {
    const visit = await post(await registerPatient(desk), 'integration');
    expect(visit.charges[0]).toMatchObject({
      unitPriceCents: 15000,
      listPriceCents: 17000,
      amountCents: 15000,
      priceSource: { priceList: 'Standard 2026', effectiveFrom: '2026-01-01', rule: 'fixed', agreedOn: '2026-11-01' },
      adjustments: [{ type: 'package_discount', amountCents: 2000 }],
    });
    expect(await journalOf(app, desk.clinicId)).toEqual(
      expect.arrayContaining([
        ['Dr 1100 17000', 'Cr 4020 17000'],
        ['Dr 4920 2000', 'Cr 1100 2000'],
      ]),
    );
  });

  it('is billed to a payer at the price of the list', async () => {
    const { id } = await coveredPatient(desk);
    const visit = await post(id, 'integration');
    expect(visit.charges[0]).toMatchObject({
      amountCents: 17000,
      route: { destination: 'insurance' },
      adjustments: [],
    });
    expect(visit.charges[0]?.priceSource).not.toHaveProperty('agreedOn');
  });

  it('is never taken from a caller', async () => {
    const line = { serviceCode: 'integration', agreedPrice: { unitPriceCents: 1 } };
    const body = { patientId: await registerPatient(desk), providerId: desk.providerId, diagnoses: ['F33.2'] };
    const answer = await desk.post('/v1/visits', { ...body, dateOfService: '2026-11-22', lines: [line] });
    expect(codeOf(answer)).toEqual([400, 'validation_failed']);
  });
});
