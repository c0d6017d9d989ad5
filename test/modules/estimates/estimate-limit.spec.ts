import { parseBusinessDate } from '../../../src/kernel/business-date';
import { DefineService } from '../../../src/modules/catalog/define-service';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { billUnder, issueEstimate, type IssuedEstimate, openDispute } from '../../support/estimates';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';

const ON = '2026-03-09';

describe('A visit that goes beyond the estimate', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let potomac: DemoClinicUnderTest;
  let desk: Desk;
  let biller: Desk;
  let accountant: Desk;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade, potomac } = await openDemo(app));
    desk = cascade.desk;
    biller = await openDesk(app, cascade.id, 'biller');
    accountant = await openDesk(app, cascade.id, 'accountant');
    for (const cents of [39_999, 40_000, 40_001])
      await app.as(cascade.id, () =>
        app.get(DefineService).execute({
          code: `extra-${cents}`,
          kind: 'integration',
          displayName: 'Extra',
          neutralName: 'Extra session',
          durationMinutes: 50,
          documentRule: 'receipt_only',
          hsaFsaEligible: true,
          price: { rule: { rule: 'fixed', priceCents: cents }, effectiveFrom: parseBusinessDate('2026-01-01') },
        }),
      );
  });
  beforeEach(() => clock.set('2026-03-02T20:00:00Z'));
  afterEach(() => expectLedgerTies(app, cascade.id));
  afterAll(() => app.close());

  /** An estimate of one intake, which was given. */
  const intake = async (): Promise<IssuedEstimate> => {
    const estimate = await issueEstimate(desk, { lines: [{ serviceCode: 'intake' }], scheduledFor: '2026-03-05' });
    clock.set(`${ON}T20:00:00Z`);
    ok(await billUnder(desk, estimate, { codes: ['intake'], on: ON }));
    return estimate;
  };
  const count = async (table: string) =>
    Number((await app.database.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`))[0]!.n);

  it.each([
    [39_999, 201],
    [40_000, 409],
    [40_001, 409],
  ])('by %i cents is answered %i', async (cents, status) => {
    const estimate = await intake();
    const before = [await count('visits'), await count('charges'), await count('journal_entries')];
    const answer = await billUnder(desk, estimate, { codes: [`extra-${cents}`], on: ON });
    expect(answer.status).toBe(status);
    if (status === 201) return;
    expect(answer.body).toMatchObject({ code: 'estimate_exceeded', excessCents: cents });
    expect([await count('visits'), await count('charges'), await count('journal_entries')]).toEqual(before);
  });

  it('is billed when a biller says why, which is kept and audited; the desk may not', async () => {
    const estimate = await intake();
    const visit = { codes: ['extra-40000'], on: ON, estimateOverride: { reason: 'Agreed with the patient' } };
    expect((await billUnder(desk, estimate, visit)).body.code).toBe('forbidden');
    expect((await billUnder(biller, estimate, { ...visit, estimateOverride: { reason: ' ' } })).body.code).toBe(
      'validation_failed',
    );
    const { id } = ok(await billUnder(biller, estimate, visit));
    const rows = await app.database.query(
      'SELECT visit_id, reason, billed_cents - estimated_cents AS excess, made_by_kind FROM estimate_overrides WHERE estimate_id = $1',
      [estimate.id],
    );
    expect(rows).toEqual([
      { visit_id: id, reason: 'Agreed with the patient', excess: '40000', made_by_kind: 'api_key' },
    ]);
    const audited = ok(
      await accountant.get<{ data: { action: string; facts: object }[] }>('/v1/audit-events?limit=200'),
    ).data;
    expect(audited).toContainEqual(
      expect.objectContaining({ action: 'estimate.override', facts: { visitId: id, excessCents: 40_000 } }),
    );
  });

  it('is not a visit that insurance pays, nor one of another provider’s estimate, nor a needless reason', async () => {
    const estimate = await intake();
    const needless = { codes: ['integration'], on: ON, estimateOverride: { reason: 'Just so' } };
    ok(await billUnder(desk, estimate, needless));
    expect(await app.database.query('SELECT 1 FROM estimate_overrides WHERE estimate_id = $1', [estimate.id])).toEqual(
      [],
    );
    const plan = { payerName: 'Example Payer', payerId: '12345', memberId: 'W1', planType: 'commercial' };
    ok(
      await desk.post(`/v1/patients/${estimate.patientId}/coverages`, {
        ...plan,
        networkStatus: 'in',
        effectiveFrom: '2026-01-01',
      }),
    );
    ok(await billUnder(desk, estimate, { codes: ['integration', 'integration', 'integration'], on: ON }));
  });

  it('is stopped also when two are posted at once', async () => {
    const estimate = await intake();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => billUnder(desk, estimate, { codes: ['integration'], on: ON })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
  });

  it('can be voided, and then there is room again', async () => {
    const estimate = await intake();
    const { id } = ok(await billUnder(desk, estimate, { codes: ['integration', 'integration'], on: ON }));
    expect((await billUnder(desk, estimate, { codes: ['integration'], on: ON })).status).toBe(409);
    ok(await biller.post(`/v1/visits/${id}/void`, { reason: 'Wrong day' }));
    expect((await billUnder(desk, estimate, { codes: ['integration'], on: ON })).status).toBe(201);
  });

  it('is disputed only as the outcome allows, by its own clinic, and once', async () => {
    const estimate = await intake();
    const visit = { codes: ['extra-40000'], on: ON, estimateOverride: { reason: 'Agreed' } };
    ok(await billUnder(biller, estimate, visit));
    const { id } = ok(await openDispute(biller, estimate.id, ON));
    const decide = (body: object, by = biller) => by.post<{ code: string }>(`/v1/estimate-disputes/${id}/decide`, body);
    expect((await decide({ outcome: 'patient_prevails' })).body.code).toBe('validation_failed');
    expect((await decide({ outcome: 'provider_prevails', payableCents: 1 })).body.code).toBe('validation_failed');
    expect((await decide({ outcome: 'withdrawn', feeCreditCents: 2_500 })).body.code).toBe('validation_failed');
    expect((await decide({ outcome: 'settled', payableCents: 62_001 })).body).toMatchObject({
      code: 'amount_exceeds_balance',
      maximumCents: 62_000,
    });
    expect((await decide({ outcome: 'settled', payableCents: 1, decidedOn: '2026-03-08' })).body.code).toBe(
      'validation_failed',
    );
    expect((await decide({ outcome: 'settled', payableCents: 1 }, desk)).body.code).toBe('forbidden');
    const elsewhere = await openDesk(app, potomac.id, 'admin');
    expect((await decide({ outcome: 'withdrawn' }, elsewhere)).body.code).toBe('estimate_dispute_unknown');
    expect((await openDispute(elsewhere, estimate.id, ON)).body.code).toBe('estimate_unknown');
    expect(ok(await desk.get(`/v1/estimate-disputes?patientId=${estimate.patientId}&status=open`))).toMatchObject({
      data: [{ id }],
    });
    expect(ok(await decide({ outcome: 'settled', payableCents: 0 }))).toMatchObject({
      status: 'decided',
      feeCreditCents: 0,
    });
    // What the ruling took off is not billed any more: there is room for care.
    expect(ok(await desk.get(`/v1/estimates/${estimate.id}`))).toMatchObject({ billedToDateCents: 0, excessCents: 0 });
    await postVisit(desk, ['integration'], {
      patientId: estimate.patientId,
      providerId: estimate.providerId,
      dateOfService: ON,
    });
  });
});
