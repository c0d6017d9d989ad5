import type { PackageView } from '../../../src/modules/packages/package.view';
import { startTestApp, type TestApp } from '../../support/app';
import { cardDesk } from '../../support/cards';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../../support/demo';
import { eventually, payHosted } from '../../support/hosted-page';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { cash, offerPackage, sellPackage, signPackage } from '../../support/packages';
import { stripeDesk } from '../../support/stripe-desk';

/** Saved without a word, declined whenever it is charged. */
const DECLINES_LATER = '4000000000000341';
const today = new Date().toISOString().slice(0, 10);

describe('A package paid by card', () => {
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let biller: Desk;
  let cards: ReturnType<typeof cardDesk>;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    biller = await openDesk(app, cascade.id, 'biller');
    cards = cardDesk(app, desk);
    await offerPackage(app, cascade.id, 'two', { lines: [{ serviceCode: 'integration', quantity: 2 }] });
  });
  afterEach(async () => {
    await stripeDesk(app, desk).quiet();
    await expectLedgerTies(app, cascade.id);
  });
  afterAll(() => app.close());

  const entries = async () => (await journalOf(app, cascade.id)).length;
  const since = async (before: number) => (await journalOf(app, cascade.id)).slice(before);
  const read = async (id: string) => ok(await desk.get<PackageView>(`/v1/packages/${id}`));
  const onFile = (paymentMethodId: string, amountCents = 32_300) => ({
    tenders: [{ type: 'card_on_file', paymentMethodId, amountCents }],
  });

  it('on file is held under its payment, and given back to that card', async () => {
    const { id: patientId } = await registerPatient(desk);
    const card = await cards.save(patientId);
    const before = await entries();
    const sold = await sellPackage(desk, { patientId, offerCode: 'two', ...onFile(card.id) });
    expect(sold).toMatchObject({ unpaidCents: 0, deferredCents: 32_300, payments: [{ status: 'succeeded' }] });
    expect(await since(before)).toEqual([
      ['Dr 1030 32300', 'Cr 2100 32300'],
      ['Dr 6000 967', 'Cr 1030 967'],
    ]);
    await postVisit(desk, ['integration'], { patientId, dateOfService: today });
    ok(await biller.post(`/v1/packages/${sold.id}/cancel`, { reason: 'Moved' }));
    await stripeDesk(app, desk).quiet();
    expect((await since(before)).slice(2)).toEqual([
      ['Dr 2100 16150', 'Cr 4020 16150'],
      ['Dr 2100 16150', 'Cr 1030 16150'],
    ]);
    expect(await read(sold.id)).toMatchObject({ cancellation: { refundedCents: 16_150, toRefundCents: 0 } });
  });

  it('that is declined stands sold and unpaid, and the answer names it', async () => {
    const { id: patientId } = await registerPatient(desk);
    const card = await cards.save(patientId, DECLINES_LATER);
    const answer = await signPackage(desk, { patientId, offerCode: 'two', ...onFile(card.id) });
    expect(answer).toMatchObject({ status: 402, body: { code: 'card_declined', packageId: expect.any(String) } });
    const { packageId } = answer.body as unknown as { packageId: string };
    expect(await read(packageId)).toMatchObject({ status: 'active', unpaidCents: 32_300, deferredCents: 0 });
    expect(ok(await desk.post<PackageView>(`/v1/packages/${packageId}/payments`, cash(32_300)))).toMatchObject({
      unpaidCents: 0,
    });
  });

  it('that holds HSA money is refused, and nothing is sold', async () => {
    const { id: patientId } = await registerPatient(desk);
    const card = await cards.save(patientId, undefined, { label: 'hsa' });
    const tenders = [{ type: 'hsa_fsa_card', paymentMethodId: card.id, amountCents: 32_300 }];
    const sold = await sellPackage(desk, { patientId, offerCode: 'two' });
    const answer = await desk.post(`/v1/packages/${sold.id}/payments`, { tenders });
    expect([answer.status, answer.body['code']]).toEqual([422, 'hsa_fsa_not_eligible']);
    expect(await read(sold.id)).toMatchObject({ payments: [], unpaidCents: 32_300 });
  });

  it('on a page that stays open is ended when the desk takes the money, or cancels', async () => {
    const { id: patientId } = await registerPatient(desk);
    const sold = await sellPackage(desk, { patientId, offerCode: 'two', startCheckout: true });
    expect(ok(await desk.post<PackageView>(`/v1/packages/${sold.id}/payments`, cash(10_000)))).toMatchObject({
      unpaidCents: 22_300,
    });
    await expect(payHosted(sold.checkout!.url)).rejects.toThrow('410');
    const page = ok(
      await desk.post<{ url: string; amountCents: number }>(`/v1/packages/${sold.id}/checkout-sessions`, {}),
    );
    expect(page.amountCents).toBe(22_300);
    ok(await biller.post(`/v1/packages/${sold.id}/cancel`, { reason: 'Moved' }));
    await expect(payHosted(page.url)).rejects.toThrow('410');
    expect(await read(sold.id)).toMatchObject({ deferredCents: 0, cancellation: { refundedCents: 10_000 } });
  });

  it('after its sessions were given pays what is owed first', async () => {
    const { id: patientId } = await registerPatient(desk);
    const sold = await sellPackage(desk, { patientId, offerCode: 'two', startCheckout: true });
    const visit = await postVisit(desk, ['integration'], { patientId, dateOfService: today });
    const before = await entries();
    expect((await payHosted(sold.checkout!.url)).status).toBe(303);
    await eventually(async () => (await entries()) === before + 3, 'paid, applied and its fee booked');
    expect((await since(before)).sort()).toEqual([
      ['Dr 1030 32300', 'Cr 2100 32300'],
      ['Dr 2100 16150', 'Cr 1100 16150'],
      ['Dr 6000 967', 'Cr 1030 967'],
    ]);
    expect(ok(await desk.get(`/v1/invoices/${visit.invoiceId}`))).toMatchObject({ status: 'paid' });
    expect(await read(sold.id)).toMatchObject({ deferredCents: 16_150, earnedCents: 16_150, unpaidCents: 0 });
  });
});
