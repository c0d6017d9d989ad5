import { ok } from '../../support/desk';
import { postVisit } from '../../support/demo';
import { expectLedgerTies } from '../../support/ledger';
import { cash, offerPackage, sellPackage } from '../../support/packages';
import type { Plan } from '../../support/plans';
import { openPackageDesk, type PackageDesk } from '../packages/package-desk';

describe('A down payment of a package from money that is held', () => {
  const terms = { installments: 6, frequency: 'monthly', firstDueOn: '2026-03-31', downPaymentFromHeld: true };
  let clinic: PackageDesk;

  beforeAll(async () => {
    clinic = await openPackageDesk();
    await offerPackage(clinic.app, clinic.cascade.id, 'plain', { discountBasisPoints: 0 });
  });
  afterEach(() => expectLedgerTies(clinic.app, clinic.cascade.id));
  afterAll(() => clinic.app.close());

  const sold = async () => sellPackage(clinic.desk, { patientId: await clinic.patient(), offerCode: 'plain' });
  const openOver = (pack: { id: string; patientId: string }, downPaymentCents: number) =>
    clinic.desk.post<Plan & { code?: string; maximumCents?: number }>('/v1/payment-plans', {
      ...terms,
      patientId: pack.patientId,
      packageId: pack.id,
      downPaymentCents,
    });

  it('comes of a deposit and of credit, and goes back as credit with the package', async () => {
    const { desk, biller, since, entries, read } = clinic;
    const pack = await sold();
    const { patientId } = pack;
    const deposit = (purpose: string, amountCents: number) =>
      desk.post(`/v1/patients/${patientId}/deposits`, { ...cash(amountCents), purpose });
    ok(await deposit('deposit', 6_000));
    // $5.00 above a bill of $220.00 are the patient's credit; $50.00 were collected ahead of another visit, and stay there.
    const { invoiceId } = await postVisit(desk, ['intake'], { patientId, dateOfService: '2026-03-01' });
    const overpaid = [{ type: 'check', amountCents: 22_500, reference: '88' }];
    ok(await desk.post(`/v1/invoices/${invoiceId}/payments`, { tenders: overpaid, keepExcessAsCredit: true }));
    ok(await deposit('prepayment', 5_000));
    const refused = await openOver(pack, 6_501);
    expect(refused.body).toMatchObject({ code: 'amount_exceeds_balance', maximumCents: 6_500 });
    const before = await entries();
    const plan = ok(await openOver(pack, 6_500));
    expect(await since(before)).toEqual([['Dr 2100 6000', 'Dr 2000 500', 'Cr 2100 6500']]);
    expect(plan).toMatchObject({ paidCents: 6_500, leftCents: 281_500, downPayment: { status: 'paid' } });
    expect(await read(pack.id)).toMatchObject({ unpaidCents: 281_500, deferredCents: 6_500 });
    const later = await entries();
    ok(await biller.post(`/v1/packages/${pack.id}/cancel`, { reason: 'Moves away', refundCents: 6_500 }));
    // Which of two parts comes first is the order of ids made in the same millisecond.
    expect((await since(later)).map((lines) => [...lines].sort())).toEqual([
      ['Cr 2000 500', 'Cr 2000 6000', 'Dr 2100 6500'],
    ]);
  });

  it('that nothing is held for opens no plan', async () => {
    const pack = await sold();
    const before = await clinic.entries();
    expect((await openOver(pack, 10_000)).body).toMatchObject({ code: 'amount_exceeds_balance', maximumCents: 0 });
    expect(await clinic.entries()).toBe(before);
    const { data } = ok(await clinic.desk.get<{ data: object[] }>(`/v1/payment-plans?patientId=${pack.patientId}`));
    expect(data).toEqual([]);
  });
});
