import type { PackageView } from '../../../src/modules/packages/package.view';
import { type Desk, ok } from '../../support/desk';
import { postVisit } from '../../support/demo';
import { expectLedgerTies } from '../../support/ledger';
import { cash } from '../../support/packages';
import { openPackageDesk, type PackageDesk } from './package-desk';

describe('A package is given session by session', () => {
  let at: PackageDesk;
  let desk: Desk;

  beforeAll(async () => {
    at = await openPackageDesk();
    ({ desk } = at);
  });
  beforeEach(() => at.clock.advance({ minutes: 1 }));
  afterEach(() => expectLedgerTies(at.app, at.cascade.id));
  afterAll(() => at.app.close());

  it('at the price it was sold at, whatever the list says by then, and charges the rest at list', async () => {
    const { id, patientId } = await at.sold();
    const quote = ok(
      await desk.post<{ lines: { amountCents: number; priceSource: object }[] }>('/v1/quotes', {
        patientId,
        dateOfService: '2026-03-02',
        lines: [{ serviceCode: 'integration', quantity: 3 }],
      }),
    );
    expect(quote.lines.map(({ amountCents }) => amountCents)).toEqual([15_300, 15_300, 17_000]);
    expect(quote.lines[0]!.priceSource).toMatchObject({ agreedOn: '2026-03-02' });
    const before = await at.entries();
    const visit = await postVisit(desk, [], { patientId, lines: [{ serviceCode: 'integration', quantity: 3 }] });
    expect((await at.since(before)).sort()).toEqual([
      ['Dr 1100 17000', 'Cr 4020 17000'],
      ['Dr 2100 15300', 'Cr 4020 15300'],
      ['Dr 2100 15300', 'Cr 4020 15300'],
    ]);
    expect(ok(await desk.get(`/v1/invoices/${visit.invoiceId}`))).toMatchObject({
      totalCents: 47_600,
      paidCents: 30_600,
      balanceCents: 17_000,
    });
    expect(await at.read(id)).toMatchObject({ status: 'completed', deferredCents: 0, earnedCents: 30_600 });
  });

  it('the oldest package first, and none for care before it was sold', async () => {
    const patientId = await at.patient();
    await postVisit(desk, ['integration'], { patientId, dateOfService: '2026-03-01' });
    const first = await at.sold(cash(30_600), patientId);
    at.clock.advance({ minutes: 1 });
    const second = await at.sold(cash(30_600), patientId);
    await postVisit(desk, ['integration'], { patientId, dateOfService: '2026-03-01' });
    expect((await at.read(first.id)).lines[0]).toMatchObject({ done: 0 });
    await postVisit(desk, ['integration', 'integration', 'integration'], { patientId });
    expect((await at.read(first.id)).lines[0]).toMatchObject({ done: 2, left: 0 });
    expect((await at.read(second.id)).lines[0]).toMatchObject({ done: 1, left: 1 });
  });

  it('and given back with its money when the visit is voided', async () => {
    const { id, patientId } = await at.sold();
    const visit = await postVisit(desk, ['integration'], { patientId });
    expect((await at.read(id)).sessions[0]).toMatchObject({ givenOn: '2026-03-02', visitId: visit.id });
    const before = await at.entries();
    ok(await at.biller.post(`/v1/visits/${visit.id}/void`, { reason: 'Wrong patient' }));
    expect((await at.since(before)).map((lines) => lines.sort())).toEqual([['Cr 2100 15300', 'Dr 4020 15300']]);
    expect(await at.read(id)).toMatchObject({
      status: 'active',
      deferredCents: 30_600,
      earnedCents: 0,
      lines: [{ done: 0, left: 2 }],
    });
    await postVisit(desk, ['integration'], { patientId });
    expect((await at.read(id)).lines[0]).toMatchObject({ done: 1, left: 1 });
  });

  it('never twice, however many visits are posted at once', async () => {
    const { id, patientId } = await at.sold();
    const visits = await Promise.all(Array.from({ length: 5 }, () => postVisit(desk, ['integration'], { patientId })));
    const bills = await Promise.all(
      visits.map(async ({ invoiceId }) => ok(await desk.get(`/v1/invoices/${invoiceId}`))['totalCents']),
    );
    expect(bills.sort()).toEqual([15_300, 15_300, 17_000, 17_000, 17_000]);
    expect(await at.read(id)).toMatchObject({ status: 'completed', deferredCents: 0, earnedCents: 30_600 });
  });

  it('to nobody whose insurance pays for it', async () => {
    const { id, patientId } = await at.sold();
    const plan = { payerName: 'Example Payer', payerId: '12345', memberId: 'W1', planType: 'commercial' };
    ok(
      await desk.post(`/v1/patients/${patientId}/coverages`, {
        ...plan,
        networkStatus: 'in',
        effectiveFrom: '2026-01-01',
      }),
    );
    await postVisit(desk, ['integration'], { patientId });
    expect(await at.read(id)).toMatchObject({ lines: [{ done: 0 }], deferredCents: 30_600 });
  });

  describe('that is not paid yet', () => {
    it('is owed session by session, and what comes in pays those first', async () => {
      const { id, patientId } = await at.sold({});
      const visit = await postVisit(desk, ['integration'], { patientId });
      expect(await at.read(id)).toMatchObject({ unpaidCents: 30_600, deferredCents: 0, earnedCents: 0 });
      const before = await at.entries();
      expect(ok(await desk.post<PackageView>(`/v1/packages/${id}/payments`, cash(20_000)))).toMatchObject({
        unpaidCents: 10_600,
        deferredCents: 4_700,
        earnedCents: 15_300,
      });
      expect((await at.since(before)).sort()).toEqual([
        ['Dr 1020 20000', 'Cr 2100 20000'],
        ['Dr 2100 15300', 'Cr 1100 15300'],
      ]);
      expect(ok(await desk.get(`/v1/invoices/${visit.invoiceId}`))).toMatchObject({ status: 'paid' });
      const next = await at.entries();
      await postVisit(desk, ['integration'], { patientId });
      expect((await at.since(next)).sort()).toEqual([
        ['Dr 1100 10600', 'Cr 4020 10600'],
        ['Dr 2100 4700', 'Cr 4020 4700'],
      ]);
      expect(await desk.post(`/v1/packages/${id}/payments`, cash(10_601))).toMatchObject({
        status: 422,
        body: { code: 'amount_exceeds_balance', maximumCents: 10_600 },
      });
      expect(ok(await desk.post<PackageView>(`/v1/packages/${id}/payments`, cash(10_600)))).toMatchObject({
        status: 'completed',
        unpaidCents: 0,
        deferredCents: 0,
        earnedCents: 30_600,
      });
      expect(await desk.post(`/v1/packages/${id}/payments`, cash(1))).toMatchObject({
        body: { code: 'amount_exceeds_balance', maximumCents: 0 },
      });
    });
  });
});
