import { RemindOfLateMoneyJob } from '../../../src/modules/plans/jobs/remind-of-late-money.job';
import { startTestApp, type TestApp } from '../../support/app';
import { autopayDesk } from '../../support/autopay';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../../support/demo';
import { type Desk, ok, openDesk } from '../../support/desk';
import { billUnder, issueEstimate, openDispute } from '../../support/estimates';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { cash, offerPackage, sellPackage, type SoldPackage } from '../../support/packages';
import { type Plan, planOf } from '../../support/plans';

/** Four journeys and four integration visits, $2,880.00 without a discount, by six installments of $480.00. */
describe('A payment plan over a package that is paid by itself', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  const terms = { installments: 6, frequency: 'monthly', firstDueOn: '2026-03-10' };
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let biller: Desk;
  let autopay: ReturnType<typeof autopayDesk>;

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true, clock });
    ({ cascade } = await openDemo(app));
    ({ desk } = cascade);
    biller = await openDesk(app, cascade.id, 'biller');
    autopay = autopayDesk(app, cascade);
    await app.database.query(
      `UPDATE clinics SET policies = policies || '{"refundApprovalCents": 1000000}' WHERE id = $1`,
      [cascade.id],
    );
    await offerPackage(app, cascade.id, 'plain', { discountBasisPoints: 0 });
  });
  beforeEach(() => clock.set('2026-03-02T20:00:00Z'));
  afterEach(async () => {
    await autopay.cards.calm();
    await expectLedgerTies(app, cascade.id);
  });
  afterAll(() => app.close());

  const at = (day: string) => clock.set(`${day}T20:00:00Z`);
  const planOver = async (pack: SoldPackage): Promise<Plan> =>
    ok(
      await desk.post<Plan>('/v1/payment-plans', {
        ...terms,
        patientId: pack.patientId,
        packageId: pack.id,
        agreement: { signedName: 'Ada Lovelace' },
      }),
    );
  const planned = async (patientId?: string) => {
    const pack = await sellPackage(desk, {
      patientId: patientId ?? (await registerPatient(desk)).id,
      offerCode: 'plain',
    });
    return { pack, plan: await planOver(pack) };
  };
  const running = async (number?: string, patientId?: string) => {
    const { pack, plan } = await planned(patientId);
    const card = await autopay.cards.save(plan.patientId, number);
    ok(await autopay.start(plan, card));
    return { pack, plan, card };
  };
  /** What Stripe took of the patient's package. */
  const taken = async ({ id }: SoldPackage): Promise<number[]> => {
    const payments = await app.database.query<{ id: string }>(
      'SELECT payment_id AS id FROM package_payments WHERE package_id = $1',
      [id],
    );
    const { data } = await autopay.cards.stripe().paymentIntents.list({ limit: 100 });
    return data
      .filter(({ metadata }) => payments.some((payment) => payment.id === metadata['payment_id']))
      .filter(({ status }) => status === 'succeeded')
      .map(({ amount_received }) => amount_received);
  };

  it('is charged on the day, once, and what is taken is held for its sessions', async () => {
    const { pack, plan } = await running();
    await autopay.collect();
    expect(await taken(pack)).toEqual([]);
    at('2026-03-10');
    const before = (await journalOf(app, cascade.id)).length;
    await autopay.collect();
    await autopay.collect();
    expect(await taken(pack)).toEqual([48_000]);
    const entries = (await journalOf(app, cascade.id)).slice(before);
    expect(entries.filter((lines) => lines.includes('Cr 2100 48000'))).toEqual([['Dr 1030 48000', 'Cr 2100 48000']]);
    expect(await autopay.collectionOf(plan)).toMatchObject({
      status: 'collected',
      collectedCents: 48_000,
      attempts: [{ outcome: 'collected', amountCents: 48_000 }],
    });
    expect(await planOf(desk, plan)).toMatchObject({ paidCents: 48_000, leftCents: 240_000 });
    // What was given before it was paid is paid first.
    await postVisit(desk, ['experiential-im', 'integration'], {
      patientId: plan.patientId,
      dateOfService: '2026-03-10',
    });
    at('2026-04-10');
    await autopay.collect();
    expect(await planOf(desk, plan)).toMatchObject({ paidCents: 96_000, leftCents: 192_000 });
    expect(await app.database.query('SELECT held_cents FROM package_uses')).toHaveLength(2);
    expect((await journalOf(app, cascade.id)).slice(before)).toContainEqual([
      'Dr 2100 24000',
      'Cr 1100 7000',
      'Cr 1100 17000',
    ]);
  });

  it('charges no more than is left, and nothing that was paid by another door', async () => {
    const { pack, plan } = await running();
    ok(await desk.post(`/v1/payment-plans/${plan.id}/payments`, cash(30_000)));
    at('2026-03-10');
    await autopay.collect();
    expect(await taken(pack)).toEqual([18_000]);
    ok(await desk.post(`/v1/packages/${pack.id}/payments`, cash(48_000)));
    at('2026-04-10');
    await autopay.collect();
    expect(await taken(pack)).toEqual([18_000]);
    expect(await autopay.collectionOf(plan, 2)).toMatchObject({ status: 'covered' });
  });

  it('never takes an HSA or FSA card: nothing was given yet', async () => {
    const { plan } = await planned();
    for (const label of ['hsa', 'fsa']) {
      const card = await autopay.cards.save(plan.patientId, undefined, { label });
      expect(await autopay.offer(plan, card)).toMatchObject({ status: 422, body: { code: 'hsa_fsa_not_eligible' } });
    }
    const { pack, plan: other, card } = await running();
    // Whoever saved it learns later what it is.
    await app.database.query(`UPDATE payment_methods SET label = 'hsa' WHERE id = $1`, [card.id]);
    at('2026-03-10');
    await autopay.collect();
    expect(await taken(pack)).toEqual([]);
    expect(await autopay.collectionOf(other)).toMatchObject({ status: 'stopped', reason: 'hsa_fsa_not_eligible' });
  });

  it('is tried again after a decline, and tells the patient and the desk', async () => {
    const { pack, plan } = await running('4000000000000341');
    at('2026-03-10');
    await autopay.collect();
    expect(await autopay.collectionOf(plan)).toMatchObject({ status: 'waiting', declines: 1, tryOn: '2026-03-13' });
    expect((await autopay.notices(plan)).map(({ kind }) => kind)).toContain('installment_failed');
    expect(await planOf(desk, plan)).toMatchObject({ installments: [{ status: 'failed' }, {}, {}, {}, {}, {}] });
    expect(await taken(pack)).toEqual([]);
  });

  it('whose answer was lost is unknown, blocks every other payment of the package, and comes out once', async () => {
    const { pack, plan } = await running();
    at('2026-03-10');
    app.stripe.setWebhook('http://127.0.0.1:9/nobody', 'whsec_nobody_listens_here');
    await autopay.cards.chaos({ fault: 'server_error', when: 'after', times: 2 });
    await autopay.collect();
    expect(await autopay.collectionOf(plan)).toMatchObject({ status: 'charging' });
    const second = await desk.post<{ code: string }>(`/v1/packages/${pack.id}/payments`, cash(48_000));
    expect(second.body.code).toBe('payment_in_progress');
    clock.advance({ minutes: 2 });
    await autopay.collect();
    expect(await taken(pack)).toEqual([48_000]);
    expect(await autopay.collectionOf(plan)).toMatchObject({ status: 'collected', declines: 0 });
  });

  it('ends with the package, which gives back what was not used', async () => {
    const { pack, plan } = await running();
    at('2026-03-10');
    await autopay.collect();
    ok(await biller.post(`/v1/packages/${pack.id}/cancel`, { reason: 'Moves away', refundCents: 48_000 }));
    at('2026-04-10');
    await autopay.collect();
    expect(await taken(pack)).toEqual([48_000]);
    expect(await planOf(desk, plan)).toMatchObject({ status: 'canceled', paidCents: 48_000 });
  });

  it('is held while the patient disputes care of the package as beyond its estimate, and goes on once that is decided', async () => {
    const estimate = await issueEstimate(desk, { lines: [{ serviceCode: 'integration' }], scheduledFor: '2026-03-18' });
    const { pack, plan } = await running(undefined, estimate.patientId);
    ok(await desk.post(`/v1/payment-plans/${plan.id}/payments`, cash(96_000)));
    at('2026-03-18');
    // $170.00 were estimated; a journey of $550.00 was given besides, and the money held has paid both.
    ok(
      await billUnder(biller, estimate, {
        codes: ['integration', 'experiential-im'],
        on: '2026-03-18',
        estimateOverride: { reason: 'Agreed with the patient' },
      }),
    );
    const { id } = ok(await openDispute(biller, estimate.id, '2026-03-18'));
    expect(await planOf(desk, plan)).toMatchObject({ heldFor: 'estimate_dispute' });
    at('2026-06-30');
    await autopay.collect();
    await app.as(cascade.id, () => app.get(RemindOfLateMoneyJob).sweep());
    expect(await taken(pack)).toEqual([]);
    expect((await autopay.notices(plan)).map(({ kind }) => kind)).not.toContain('payment_reminder');
    ok(await biller.post(`/v1/estimate-disputes/${id}/decide`, { outcome: 'provider_prevails' }));
    expect(await planOf(desk, plan)).toMatchObject({ heldFor: null });
    await autopay.collect();
    expect(await taken(pack)).toEqual([48_000]);
  });
});
