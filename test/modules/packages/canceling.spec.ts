import type { PackageView } from '../../../src/modules/packages/package.view';
import { type Desk, ok, openDesk } from '../../support/desk';
import { postVisit } from '../../support/demo';
import { expectLedgerTies } from '../../support/ledger';
import { cash } from '../../support/packages';
import { openPackageDesk, type PackageDesk } from './package-desk';

describe('The money of a package', () => {
  let at: PackageDesk;
  let desk: Desk;

  beforeAll(async () => {
    at = await openPackageDesk();
    ({ desk } = at);
  });
  beforeEach(() => at.clock.advance({ minutes: 1 }));
  afterEach(() => expectLedgerTies(at.app, at.cascade.id));
  afterAll(() => at.app.close());

  describe('keeps its money', () => {
    it('from other charges, refunds and voids', async () => {
      const { id, patientId, payments } = await at.sold();
      const other = await postVisit(desk, ['intake'], { patientId });
      expect((await desk.post(`/v1/patients/${patientId}/credits/apply`, {})).body['code']).toBe(
        'credit_nothing_to_apply',
      );
      const spend = { tenders: [{ type: 'unapplied_credit', amountCents: 1 }] };
      expect((await desk.post(`/v1/invoices/${other.invoiceId}/payments`, spend)).body['code']).toBe(
        'amount_exceeds_balance',
      );
      const refund = await at.biller.post(`/v1/payments/${payments[0]!.id}/refunds`, { reason: 'other' });
      expect([refund.status, refund.body['code']]).toEqual([409, 'package_holds_payment']);

      const visit = await postVisit(desk, ['integration'], { patientId });
      const { data } = ok(await desk.get<{ data: { id: string }[] }>(`/v1/payments?invoiceId=${visit.invoiceId}`));
      const earned = data[0]!.id;
      expect((await at.biller.post(`/v1/payments/${earned}/refunds`, { reason: 'other' })).body['code']).toBe(
        'package_holds_payment',
      );
      expect(await desk.post(`/v1/payments/${earned}/void`, { reason: 'mistake' })).toMatchObject({
        body: { code: 'payment_not_voidable', because: 'earned_by_session' },
      });
      expect(await at.read(id)).toMatchObject({ deferredCents: 15_300, earnedCents: 15_300 });
    });

    it('until it was entered in error: then it is to be paid again', async () => {
      const { id, payments } = await at.sold();
      ok(await desk.post(`/v1/payments/${payments[0]!.id}/void`, { reason: 'mistake' }));
      expect(await at.read(id)).toMatchObject({
        unpaidCents: 30_600,
        deferredCents: 0,
        payments: [{ amountCents: 0 }],
      });
    });
  });

  describe('is canceled', () => {
    it('once; asked again it sends back what is still held, and nothing is paid for it any more', async () => {
      const { id, patientId } = await at.sold();
      await postVisit(desk, ['integration'], { patientId });
      const stale = await at.biller.post(`/v1/packages/${id}/cancel`, { reason: 'x', refundCents: 30_600 });
      expect(stale).toMatchObject({ status: 409, body: { code: 'package_figures_changed', refundCents: 15_300 } });
      expect((await desk.post(`/v1/packages/${id}/cancel`, { reason: 'x' })).body['code']).toBe('forbidden');
      const before = await at.entries();
      const key = 'cancel-once';
      const first = await at.biller.post<PackageView>(`/v1/packages/${id}/cancel`, { reason: 'Moved' }, key);
      expect(ok(first)).toMatchObject({
        status: 'canceled',
        deferredCents: 0,
        cancellation: { refundedCents: 15_300 },
      });
      expect((await at.biller.post(`/v1/packages/${id}/cancel`, { reason: 'Moved' }, key)).body).toEqual(first.body);
      ok(await at.biller.post(`/v1/packages/${id}/cancel`, { reason: 'again' }));
      expect(await at.since(before)).toEqual([['Dr 2100 15300', 'Cr 1020 15300']]);
      expect((await desk.post(`/v1/packages/${id}/payments`, cash(1))).body['code']).toBe('package_not_active');
      expect((await desk.get(`/v1/packages/${id}/cancellation`)).body['code']).toBe('package_not_active');
      const next = await postVisit(desk, ['integration'], { patientId });
      expect(ok(await desk.get(`/v1/invoices/${next.invoiceId}`))).toMatchObject({ totalCents: 17_000 });
    });

    it('after a visit of it was voided, the returned session’s money goes back, too', async () => {
      const { id, patientId } = await at.sold();
      const visit = await postVisit(desk, ['integration'], { patientId });
      ok(await at.biller.post(`/v1/packages/${id}/cancel`, { reason: 'Moved' }));
      ok(await at.biller.post(`/v1/visits/${visit.id}/void`, { reason: 'Wrong patient' }));
      expect((await at.read(id)).cancellation).toMatchObject({ toRefundCents: 15_300 });
      ok(await at.biller.post(`/v1/packages/${id}/cancel`, { reason: 'rest' }));
      expect((await at.read(id)).cancellation).toMatchObject({ refundedCents: 30_600, toRefundCents: 0 });
    });

    it('at once by two people gives back what was held, and no more', async () => {
      const { id } = await at.sold();
      await Promise.all([at.biller, at.admin].map((by) => by.post(`/v1/packages/${id}/cancel`, { reason: 'Moved' })));
      expect(await at.read(id)).toMatchObject({ deferredCents: 0, cancellation: { refundedCents: 30_600 } });
    });
  });

  it('of another clinic answers as one that does not exist', async () => {
    const { id } = await at.sold();
    const elsewhere = await openDesk(at.app, at.potomac.id, 'admin');
    const answers = await Promise.all([
      elsewhere.get(`/v1/packages/${id}`),
      elsewhere.get(`/v1/packages/${id}/cancellation`),
      elsewhere.post(`/v1/packages/${id}/payments`, cash(1)),
      elsewhere.post(`/v1/packages/${id}/cancel`, { reason: 'x' }),
    ]);
    expect(answers.map(({ status, body }) => [status, body['code']])).toEqual(
      answers.map(() => [404, 'package_unknown']),
    );
  });
});
