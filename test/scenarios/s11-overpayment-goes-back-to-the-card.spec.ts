import { startTestApp, type TestApp } from '../support/app';
import { type Desk, ok, openDesk } from '../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../support/demo';
import { FixedClock } from '../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../support/ledger';

describe('S11: $200.00 were collected ahead of a visit that costs the patient $180.00', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let biller: Desk;

  beforeAll(async () => {
    app = await startTestApp({ clock: FixedClock.at('2026-03-02T20:00:00Z') });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    biller = await openDesk(app, cascade.id, 'biller');
  });
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  it('the care takes its part, the rest is the patient’s credit and goes back to the card', async () => {
    const { id: patientId } = await registerPatient(desk);
    const taken = ok(
      await desk.post<{ id: string; heldCents: number }>(`/v1/patients/${patientId}/deposits`, {
        purpose: 'prepayment',
        tenders: [
          {
            type: 'external_card',
            amountCents: 20_000,
            reference: 'terminal 0043',
            card: { brand: 'visa', last4: '4242' },
          },
        ],
      }),
    );
    expect(await journalOf(app, cascade.id)).toEqual([['Dr 1030 20000', 'Cr 2150 20000']]);

    // A group seat on the sliding scale: $220.00, of which this patient owes $180.00.
    const { invoiceId } = await postVisit(desk, [], {
      patientId,
      lines: [{ serviceCode: 'group-im', householdSize: 1, householdIncomeCents: 3_000_000 }],
    });
    const before = (await journalOf(app, cascade.id)).length;
    expect(ok(await desk.post(`/v1/patients/${patientId}/credits/apply`, { invoiceId }))).toMatchObject({
      appliedCents: 18_000,
      releasedCents: 2_000,
    });
    expect((await journalOf(app, cascade.id)).slice(before).sort()).toEqual([
      ['Dr 2150 18000', 'Cr 1100 18000'],
      ['Dr 2150 2000', 'Cr 2000 2000'],
    ]);
    expect(ok(await desk.get(`/v1/invoices/${invoiceId}`))).toMatchObject({ status: 'paid', balanceCents: 0 });
    expect(ok(await desk.get(`/v1/patients/${patientId}/account`))).toMatchObject({
      unappliedCreditCents: 2_000,
      depositCents: 0,
      held: [{ paymentId: taken.id, kind: 'credit', amountCents: 2_000 }],
    });

    const refund = await biller.post(`/v1/payments/${taken.id}/refunds`, { amountCents: 2_000, reason: 'overpayment' });
    expect(ok(refund)).toMatchObject({
      status: 'succeeded',
      tenders: [{ type: 'external_card', reference: 'terminal 0043', lines: [{ from: 'credit', amountCents: 2_000 }] }],
    });
    expect((await journalOf(app, cascade.id)).at(-1)).toEqual(['Dr 2000 2000', 'Cr 1030 2000']);
    expect(ok(await desk.get(`/v1/patients/${patientId}/account`))).toMatchObject({
      unappliedCreditCents: 0,
      held: [],
    });
  });
});
