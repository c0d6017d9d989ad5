import { startTestApp, type TestApp } from '../support/app';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';
import { type Desk, openDesk } from '../modules/charges/support/desk';
import { invoiceOf, postVisit, quoteOf, registerPatient } from '../modules/charges/support/visits';

/** Scenario S6 of the domain brief: a group session on a sliding scale by household income. */
describe('A patient pays for a group session by income', () => {
  let app: TestApp;
  let desk: Desk;
  let patientId: string;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-11-22T17:00:00Z') });
  });

  beforeEach(async () => {
    desk = await openDesk(app);
    patientId = await registerPatient(desk);
  });

  afterEach(() => expectLedgerTies(app, desk.clinicId));

  afterAll(() => app.close());

  const line = (household: object = {}) => ({ serviceCode: 'group-im', ...household });
  const cents = async (household: object): Promise<number | undefined> => {
    const { lines } = await quoteOf(desk, { patientId, dateOfService: '2026-11-22', lines: [line(household)] });
    return lines[0]?.amountCents;
  };

  it('is quoted and billed 180.00 of 220.00 for one person on 30,000.00, and the scale is booked as an adjustment', async () => {
    const household = { householdSize: 1, householdIncomeCents: 3_000_000 };
    const quote = await quoteOf(desk, { patientId, dateOfService: '2026-11-22', lines: [line(household)] });
    expect(quote.lines[0]).toMatchObject({
      unitPriceCents: 18000,
      listPriceCents: 22000,
      discountCents: 4000,
      amountCents: 18000,
      priceSource: { rule: 'sliding_scale' },
      route: { destination: 'self_pay', rule: 'ketamine_self_pay' },
      patientResponsibilityCents: 18000,
      insuranceExpectedCents: 0,
    });
    const visit = await postVisit(desk, { patientId, lines: [line(household)] });
    expect(await journalOf(app, desk.clinicId)).toEqual(
      expect.arrayContaining([
        ['Dr 1100 22000', 'Cr 4030 22000'],
        ['Dr 4910 4000', 'Cr 1100 4000'],
      ]),
    );
    expect(await journalOf(app, desk.clinicId)).toHaveLength(2);
    expect(visit.charges[0]).toMatchObject({
      amountCents: 18000,
      openCents: 18000,
      adjustments: [{ type: 'sliding_scale', amountCents: 4000, reason: expect.any(String) }],
    });
    expect(await invoiceOf(desk, visit.invoiceId)).toMatchObject({
      status: 'open',
      totalCents: 18000,
      paidCents: 0,
      balanceCents: 18000,
      hsaFsaEligibleCents: 18000,
    });
  });

  it('is paid by Venmo, whose fee is booked as its statement says', async () => {
    const household = { householdSize: 1, householdIncomeCents: 3_000_000 };
    const { invoiceId } = await postVisit(desk, { patientId, lines: [line(household)] });
    const venmo = { type: 'venmo', amountCents: 18000, reference: '3928471029384', feeCents: 352 };
    const paid = await desk.post(`/v1/invoices/${invoiceId}/payments`, { tenders: [venmo] });
    expect(paid).toMatchObject({ status: 201, body: { balanceCents: 0 } });
    const journal = await journalOf(app, desk.clinicId);
    expect(journal).toHaveLength(4);
    expect(journal).toEqual(
      expect.arrayContaining([
        ['Dr 1035 18000', 'Cr 1100 18000'],
        ['Dr 6000 352', 'Cr 1035 352'],
      ]),
    );
    expect(await invoiceOf(desk, invoiceId)).toMatchObject({ status: 'paid', paidCents: 18000, balanceCents: 0 });
  });

  it('moves up a step one cent above 200 % of the guideline', async () => {
    expect(await cents({ householdSize: 1, householdIncomeCents: 31_920_00 })).toBe(18000);
    expect(await cents({ householdSize: 1, householdIncomeCents: 31_920_01 })).toBe(20000);
    expect(await cents({ householdSize: 1, householdIncomeCents: 47_880_00 })).toBe(20000);
    expect(await cents({ householdSize: 1, householdIncomeCents: 47_880_01 })).toBe(22000);
    expect(await cents({ householdSize: 4, householdIncomeCents: 66_000_00 })).toBe(18000);
    expect(await cents({ householdSize: 4, householdIncomeCents: 66_000_01 })).toBe(20000);
  });

  it('is 220.00 when the income is not verified, and nothing is adjusted', async () => {
    expect(await cents({})).toBe(22000);
    expect(await cents({ householdSize: 3 })).toBe(22000);
    await postVisit(desk, { patientId, lines: [line()] });
    expect(await journalOf(app, desk.clinicId)).toEqual([['Dr 1100 22000', 'Cr 4030 22000']]);
  });

  it('is measured against the guideline of the year of the session', async () => {
    const household = { householdSize: 1, householdIncomeCents: 31_920_00 };
    const body = { patientId, dateOfService: '2026-01-05', lines: [line(household)] };
    expect((await quoteOf(desk, body)).lines[0]?.amountCents).toBe(20000);
  });
});
