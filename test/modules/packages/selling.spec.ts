import type { PackageQuoteView, PackageView } from '../../../src/modules/packages/package.view';
import { type Desk, ok } from '../../support/desk';
import { postVisit } from '../../support/demo';
import { expectLedgerTies } from '../../support/ledger';
import { cash, offerPackage, sellPackage, signPackage } from '../../support/packages';
import { openPackageDesk, type PackageDesk } from './package-desk';

describe('A package is sold', () => {
  let at: PackageDesk;
  let desk: Desk;

  beforeAll(async () => {
    at = await openPackageDesk();
    ({ desk } = at);
  });
  beforeEach(() => at.clock.advance({ minutes: 1 }));
  afterEach(() => expectLedgerTies(at.app, at.cascade.id));
  afterAll(() => at.app.close());

  it('at the desk by a split of tenders, under the agreement that was shown', async () => {
    const patientId = await at.patient();
    const { agreement, lines } = ok(
      await desk.post<PackageQuoteView>('/v1/packages/preview', { offerCode: 'course-4' }),
    );
    expect(lines).toMatchObject([
      { serviceCode: 'experiential-im', quantity: 4, unitListPriceCents: 55_000, priceCents: 209_000 },
      { serviceCode: 'integration', quantity: 4, unitListPriceCents: 17_000, priceCents: 64_600 },
    ]);
    const before = await at.entries();
    const tenders = [
      { type: 'cash', amountCents: 100_000, tenderedCents: 100_000 },
      { type: 'check', amountCents: 100_000, reference: '1042' },
      { type: 'venmo', amountCents: 73_600, reference: 'V-77', feeCents: 1_408 },
    ];
    const view = await sellPackage(desk, { patientId, offerCode: 'course-4', tenders });
    expect(view).toMatchObject({
      status: 'active',
      number: expect.stringMatching(/^PKG-\d{6}$/),
      soldOn: '2026-03-02',
      cancellationPolicy: 'pro_rata',
      unpaidCents: 0,
      deferredCents: 273_600,
      earnedCents: 0,
      signedBy: 'Ada Lovelace',
      agreement,
      payments: [{ status: 'succeeded', amountCents: 273_600, heldCents: 273_600 }],
      checkout: null,
    });
    expect((await at.since(before)).sort()).toEqual([
      ['Dr 1010 100000', 'Cr 2100 100000'],
      ['Dr 1020 100000', 'Cr 2100 100000'],
      ['Dr 1035 73600', 'Cr 2100 73600'],
      ['Dr 6000 1408', 'Cr 1035 1408'],
    ]);
    expect(ok(await desk.get(`/v1/patients/${patientId}/packages`))).toMatchObject({ data: [{ id: view.id }] });
    expect(ok(await desk.get(`/v1/patients/${patientId}/account`))).toMatchObject({
      depositCents: 273_600,
      unappliedCreditCents: 0,
      held: [{ kind: 'package', amountCents: 273_600 }],
    });
  });

  it('for the patient’s own credit', async () => {
    const visit = await postVisit(desk, ['integration']);
    ok(await desk.post(`/v1/invoices/${visit.invoiceId}/payments`, { ...cash(50_000), keepExcessAsCredit: true }));
    const before = await at.entries();
    const tenders = [{ type: 'unapplied_credit', amountCents: 30_600 }];
    const { id } = await at.sold({ tenders }, visit.patientId);
    expect(await at.since(before)).toEqual([['Dr 2000 30600', 'Cr 2100 30600']]);
    const canceled = ok(await at.biller.post<PackageView>(`/v1/packages/${id}/cancel`, { reason: 'Changed mind' }));
    expect(canceled.cancellation).toMatchObject({ refundedCents: 30_600, toRefundCents: 0 });
    expect((await at.since(before)).at(-1)).toEqual(['Dr 2100 30600', 'Cr 2000 30600']);
  });

  it('or not at all: what is refused leaves nothing behind', async () => {
    const patientId = await at.patient();
    const before = [await at.entries(), await at.count('packages'), await at.count('payments')];
    const refusals: [object, string][] = [
      [
        { offerCode: 'two', tenders: [{ type: 'hsa_fsa_card', amountCents: 30_600, reference: 't1' }] },
        'hsa_fsa_not_eligible',
      ],
      [{ offerCode: 'two', ...cash(30_601) }, 'amount_exceeds_balance'],
      [{ offerCode: 'two', tenders: [{ type: 'check', amountCents: 100 }] }, 'tender_reference_required'],
      [{ offerCode: 'two', tenders: [{ type: 'unapplied_credit', amountCents: 100 }] }, 'amount_exceeds_balance'],
      [{ offerCode: 'two', ...cash(100), startCheckout: true }, 'validation_failed'],
      [{ offerCode: 'two', ...cash(30_600), patientId: at.potomac.id }, 'patient_unknown'],
      [
        { offerCode: 'two', ...cash(30_600), agreement: { textSha256: 'a'.repeat(64), signedBy: 'Ada' } },
        'package_agreement_changed',
      ],
      [
        { offerCode: 'two', ...cash(30_600), agreement: { textSha256: 'a'.repeat(64), signedBy: '  ' } },
        'validation_failed',
      ],
    ];
    for (const [sale, code] of refusals) {
      const answer = await signPackage(desk, { patientId, ...sale } as never);
      expect([answer.body.code, answer.status < 500]).toEqual([code, true]);
    }
    expect([await at.entries(), await at.count('packages'), await at.count('payments')]).toEqual(before);
    expect((await desk.post('/v1/packages/preview', { offerCode: 'none' })).body['code']).toBe('package_offer_unknown');
  });

  it('never under an agreement to a price that has changed since', async () => {
    await offerPackage(at.app, at.cascade.id, 'changing', { discountBasisPoints: 500 });
    const shown = ok(await desk.post<PackageQuoteView>('/v1/packages/preview', { offerCode: 'changing' }));
    await offerPackage(at.app, at.cascade.id, 'changing', { discountBasisPoints: 400 });
    const agreement = { textSha256: shown.agreement.textSha256, signedBy: 'Ada' };
    const sale = { patientId: await at.patient(), offerCode: 'changing', agreement };
    expect((await desk.post('/v1/packages', sale)).body['code']).toBe('package_agreement_changed');
  });

  it('of services that have a price, and of no fee', async () => {
    const offers = { name: 'X', discountBasisPoints: 0, cancellationPolicy: 'pro_rata' } as const;
    for (const serviceCode of ['no-show-fee', 'unheard-of'])
      await expect(
        offerPackage(at.app, at.cascade.id, 'bad', { ...offers, lines: [{ serviceCode, quantity: 1 }] }),
      ).rejects.toMatchObject({ code: 'package_offer_invalid' });
  });
});
