import { TellOfCollectionsJob } from '../../../src/modules/plans/jobs/tell-of-collections.job';
import { startTestApp, type TestApp } from '../../support/app';
import { autopayDesk } from '../../support/autopay';
import { type DemoClinicUnderTest, openDemo } from '../../support/demo';
import { ok } from '../../support/desk';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { openPlan, payCash, planOf } from '../../support/plans';

const DECLINES_LATER = '4000000000000341';
const WANTS_HOLDER = '4000002760003184';

describe('Installments that are charged by themselves', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let autopay: ReturnType<typeof autopayDesk>;
  const terms = { installments: 3, frequency: 'monthly', firstDueOn: '2026-03-31' };
  const noonOf = (day: string) => clock.set(`${day}T20:00:00Z`);

  beforeAll(async () => {
    app = await startTestApp({ withStripe: true, clock });
    ({ cascade } = await openDemo(app));
    autopay = autopayDesk(app, cascade);
  });
  beforeEach(() => noonOf('2026-03-02'));
  afterEach(async () => {
    await autopay.cards.calm();
    await expectLedgerTies(app, cascade.id);
  });
  afterAll(() => app.close());

  it('are taken on their days to the cent, over the bills of the plan, and thanked for', async () => {
    // $440.00 in three: $146.67, $146.67, $146.66; the second is charged as $73.33 of the first bill and $73.34 of the other.
    const plan = await autopay.open([['intake'], ['intake']], terms);
    await autopay.collect();
    expect(await autopay.taken(plan)).toEqual([]);
    noonOf('2026-03-31');
    await autopay.collect();
    await autopay.collect();
    expect(await autopay.taken(plan)).toEqual([14_667]);
    expect(await planOf(cascade.desk, plan)).toMatchObject({ paidCents: 14_667, leftCents: 29_333 });
    expect(await autopay.collectionOf(plan)).toMatchObject({ status: 'collected', collectedCents: 14_667 });
    noonOf('2026-04-30');
    const before = (await journalOf(app, cascade.id)).length;
    await autopay.collect();
    expect((await autopay.taken(plan)).sort((one, other) => one - other)).toEqual([7_333, 7_334, 14_667]);
    expect((await journalOf(app, cascade.id)).slice(before).flat()).toEqual(
      expect.arrayContaining(['Dr 1030 7333', 'Cr 1100 7333', 'Dr 1030 7334', 'Cr 1100 7334']),
    );
    noonOf('2026-05-31');
    await autopay.collect();
    await autopay.collect();
    expect((await autopay.taken(plan)).reduce((sum, cents) => sum + cents, 0)).toBe(44_000);
    expect(await planOf(cascade.desk, plan)).toMatchObject({ status: 'paid_off', leftCents: 0 });
    expect((await autopay.notices(plan)).filter(({ kind }) => kind === 'receipt')).toHaveLength(3);
  });

  it('are agreed to word for word, unticked, apart from the plan, and signed for first', async () => {
    const unsigned = await openPlan(cascade.desk, [['intake']], terms);
    const card = await autopay.cards.save(unsigned.patientId);
    expect(await autopay.offer(unsigned, card)).toMatchObject({
      status: 409,
      body: { code: 'plan_agreement_unsigned' },
    });
    expect(await autopay.autopayOf(unsigned)).toMatchObject({ status: 'off', consent: null });
    const plan = await autopay.open([['intake']], terms);
    const { consent, status } = await autopay.autopayOf(plan);
    expect([status, consent?.text]).toEqual(['on', expect.stringContaining('$73.34 on 2026-03-31')]);
    expect(consent?.text).toContain('I do not have to pay this way to have a payment plan or to be treated.');
    expect(await autopay.notices(plan)).toMatchObject([{ kind: 'autopay_started', amountCents: 7_334 }]);
    const wrong = await cascade.desk.post(`/v1/payment-plans/${plan.id}/autopay`, {
      paymentMethodId: plan.card.id,
      consent: { acceptedName: 'Ada', method: 'in_person', textSha256: '0'.repeat(64) },
    });
    expect(wrong).toMatchObject({ status: 409, body: { code: 'autopay_already_running' } });
    const other = await autopay.open([['intake']], terms);
    expect(await autopay.offer(plan, other.card)).toMatchObject({
      status: 404,
      body: { code: 'payment_method_unknown' },
    });
  });

  it('may be agreed to while the plan is opened, by its signature first', async () => {
    const other = await autopay.open([['intake']], terms);
    const { invoiceId } = await autopay.cards.visitOf(['intake'], {
      patientId: other.patientId,
      dateOfService: '2026-03-02',
    });
    const opening = (more: object) =>
      cascade.desk.post<{ id: string }>('/v1/payment-plans', {
        patientId: other.patientId,
        invoiceIds: [invoiceId],
        ...terms,
        autopay: { paymentMethodId: other.card.id, consent: { acceptedName: 'Ada Lovelace', method: 'electronic' } },
        ...more,
      });
    expect(await opening({})).toMatchObject({ status: 409, body: { code: 'plan_agreement_unsigned' } });
    const plan = ok(await opening({ agreement: { signedName: 'Ada Lovelace' } }));
    expect(await autopay.autopayOf(plan)).toMatchObject({
      status: 'on',
      consent: { version: 1, method: 'electronic' },
    });
  });

  it('are told of beforehand, and not charged by a plan that is held', async () => {
    const plan = await autopay.open([['intake']], terms);
    noonOf('2026-03-26');
    await app.as(cascade.id, () => app.get(TellOfCollectionsJob).sweep());
    expect((await autopay.notices(plan)).map(({ kind }) => kind)).toEqual(['autopay_started']);
    noonOf('2026-03-27');
    for (let twice = 0; twice < 2; twice += 1) await app.as(cascade.id, () => app.get(TellOfCollectionsJob).sweep());
    expect((await autopay.notices(plan)).filter(({ kind }) => kind === 'installment_upcoming')).toMatchObject([
      { amountCents: 7_334 },
    ]);
    ok(await cascade.desk.post(`/v1/patients/${plan.patientId}/reminder-hold`, { reason: 'estimate_dispute' }));
    noonOf('2026-03-31');
    await autopay.collect();
    expect(await autopay.taken(plan)).toEqual([]);
  });

  it('of HSA money pay only care that was given and qualifies', async () => {
    const plan = await autopay.open([['no-show-fee'], ['intake']], { ...terms, installments: 1 }, { label: 'hsa' });
    noonOf('2026-03-31');
    await autopay.collect();
    expect(await autopay.taken(plan)).toEqual([22_000]);
    expect(await autopay.collectionOf(plan)).toMatchObject({ status: 'stopped', reason: 'hsa_fsa_not_eligible' });
  });

  it('are not taken before nine in the clinic', async () => {
    const plan = await autopay.open([['intake']], terms);
    clock.set('2026-03-31T15:59:00Z');
    expect(await autopay.collect()).toBe(0);
    clock.set('2026-03-31T16:00:00Z');
    await autopay.collect();
    expect(await autopay.taken(plan)).toEqual([7_334]);
  });

  it.each([
    ['the patient took it back', (id: string) => cascade.desk.post(`/v1/payment-plans/${id}/autopay/stop`, {})],
    ['the plan is paused', (id: string) => cascade.desk.post(`/v1/payment-plans/${id}/pause`, {})],
    ['the plan was canceled', (id: string) => cascade.desk.post(`/v1/payment-plans/${id}/cancel`, {})],
    [
      'the plan has other dates',
      (id: string) =>
        cascade.desk.post(`/v1/payment-plans/${id}/reschedule`, { ...terms, agreement: { signedName: 'A' } }),
    ],
  ])('are not taken when %s', async (_why, change) => {
    const plan = await autopay.open([['intake']], terms);
    ok(await change(plan.id));
    noonOf('2026-03-31');
    await autopay.collect();
    expect(await autopay.taken(plan)).toEqual([]);
  });

  it('are not taken for what was paid another way, and only for what is left', async () => {
    const whole = await autopay.open([['intake']], terms);
    const part = await autopay.open([['intake']], terms);
    await payCash(cascade.desk, whole.invoiceIds, 7_334);
    await payCash(cascade.desk, part.invoiceIds, 3_334);
    noonOf('2026-03-31');
    await autopay.collect();
    expect(await autopay.taken(whole)).toEqual([]);
    expect(await autopay.collectionOf(whole)).toMatchObject({ status: 'covered' });
    expect(await autopay.taken(part)).toEqual([4_000]);
  });

  it('that are declined are tried four times over two weeks, then the patient and the desk are told', async () => {
    const plan = await autopay.open([['intake']], terms, { number: DECLINES_LATER });
    const tries: string[] = [];
    for (let day = 0; day < 30; day += 1) {
      clock.set('2026-03-31T20:00:00Z');
      clock.advance({ hours: 24 * day });
      const before = (await autopay.collectionOf(plan))?.attempts.length ?? 0;
      await autopay.collect();
      await autopay.collect();
      const after = (await autopay.collectionOf(plan))?.attempts.length ?? 0;
      if (after > before) tries.push(clock.now().toString().slice(0, 10));
      expect(after - before).toBeLessThanOrEqual(1);
      if (day === 1) expect((await autopay.notices(plan)).map(({ kind }) => kind)).toContain('installment_failed');
    }
    // The second installment is due meanwhile, on April 30: not in these days.
    expect(tries).toEqual(['2026-03-31', '2026-04-03', '2026-04-07', '2026-04-14']);
    expect(await autopay.collectionOf(plan)).toMatchObject({ status: 'stopped', reason: 'tries_used_up', declines: 4 });
    expect((await autopay.notices(plan)).filter(({ kind }) => kind === 'installment_failed')).toHaveLength(1);
    expect((await autopay.notices(plan)).map(({ kind }) => kind)).toContain('installment_stopped');
    expect(await autopay.tasks(plan)).toMatchObject([{ reason: 'tries_used_up', installment: 1, declines: 4 }]);
    expect(await planOf(cascade.desk, plan)).toMatchObject({ leftCents: 22_000 });
  });

  it('that the bank wants the patient for are not tried again: the patient is asked to their page', async () => {
    const plan = await autopay.open([['intake']], terms, { number: WANTS_HOLDER });
    noonOf('2026-03-31');
    await autopay.collect();
    expect(await autopay.collectionOf(plan)).toMatchObject({ status: 'stopped', reason: 'needs_holder' });
    expect((await autopay.notices(plan)).map(({ kind }) => kind)).toContain('confirmation_needed');
    noonOf('2026-04-20');
    await autopay.collect();
    expect((await autopay.collectionOf(plan))?.attempts).toHaveLength(1);
  });

  it('cost no try while the processor is away, and are taken once it is back', async () => {
    const plan = await autopay.open([['intake']], terms);
    noonOf('2026-03-31');
    await autopay.cards.chaos({ fault: 'rate_limit', times: 50 });
    await autopay.collect();
    expect(await autopay.collectionOf(plan)).toMatchObject({ status: 'waiting', declines: 0 });
    await autopay.cards.calm();
    await autopay.collect();
    expect(await autopay.taken(plan)).toEqual([]);
    clock.advance({ minutes: 15 });
    await autopay.collect();
    expect(await autopay.taken(plan)).toEqual([7_334]);
    expect(await autopay.tasks(plan)).toEqual([]);
  });

  it('whose card is gone are not tried, and somebody is told', async () => {
    const plan = await autopay.open([['intake']], terms);
    ok(await cascade.desk.delete(`/v1/patients/${plan.patientId}/payment-methods/${plan.card.id}`));
    noonOf('2026-03-31');
    await autopay.collect();
    expect(await autopay.collectionOf(plan)).toMatchObject({ status: 'stopped', reason: 'card_gone', attempts: [] });
    expect(await autopay.tasks(plan)).toMatchObject([{ reason: 'card_gone' }]);
  });
});
