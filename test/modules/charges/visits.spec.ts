import { randomUUID } from 'node:crypto';
import { ImportCodeSet } from '../../../src/modules/catalog/import-code-set';
import type { VisitView } from '../../../src/modules/charges/visit.view';
import { startTestApp, type TestApp } from '../../support/app';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { type Desk, openDesk } from './support/desk';
import { authorize, codeOf, coveredPatient, invoiceOf, postVisit, registerPatient } from './support/visits';

const TODAY = '2026-11-22';

describe('A posted visit', () => {
  let app: TestApp;
  let desk: Desk;
  const clock = FixedClock.at('2026-11-22T17:00:00Z');

  beforeAll(async () => {
    app = await startTestApp({ clock });
  });

  beforeEach(async () => {
    desk = await openDesk(app);
  });

  afterEach(async () => {
    await expectLedgerTies(app, desk.clinicId);
    clock.set('2026-11-22T17:00:00Z');
  });

  afterAll(() => app.close());

  const authorized = async (units: number): Promise<string> => {
    const patient = await coveredPatient(desk);
    await authorize(desk, patient, { units });
    return patient.id;
  };
  const unitsRemaining = async (patientId: string): Promise<number | undefined> => {
    const { body } = await desk.get<{ data: { unitsRemaining: number }[] }>(`/v1/patients/${patientId}/authorizations`);
    return body.data[0]?.unitsRemaining;
  };

  it('books an intake to the patient and bills it', async () => {
    const patientId = await registerPatient(desk);
    const visit = await postVisit(desk, {
      patientId,
      diagnoses: ['F33.2', 'F41.1'],
      lines: [{ serviceCode: 'intake' }],
    });
    expect(await journalOf(app, desk.clinicId)).toEqual([['Dr 1100 22000', 'Cr 4000 22000']]);
    expect(visit).toMatchObject({
      patientId,
      providerId: desk.providerId,
      dateOfService: TODAY,
      placeOfService: '11',
      diagnoses: ['F33.2', 'F41.1'],
      createdAt: '2026-11-22T17:00:00.000Z',
    });
    expect(visit.charges).toEqual([
      {
        id: expect.any(String),
        voidedAt: null,
        visitId: visit.id,
        invoiceId: visit.invoiceId,
        lineNumber: 1,
        serviceCode: 'intake',
        serviceKind: 'intake',
        description: 'Initial evaluation',
        quantity: 1,
        unitPriceCents: 22000,
        listPriceCents: 22000,
        discountCents: 0,
        amountCents: 22000,
        priceSource: {
          priceList: expect.any(String),
          effectiveFrom: '2026-01-01',
          rule: 'fixed',
          reason: expect.any(String),
        },
        route: {
          destination: 'self_pay',
          rule: 'out_of_network_care',
          row: 9,
          reason: expect.any(String),
          notices: ['good_faith_estimate'],
        },
        coverageId: null,
        authorizationId: null,
        documentRule: 'superbill',
        hsaFsaEligible: true,
        procedureCode: null,
        procedureUnits: null,
        modifiers: [],
        diagnosisPointers: [1, 2],
        doseMg: null,
        revenueAccountNumber: 4000,
        dateOfService: TODAY,
        renderedOn: TODAY,
        adjustments: [],
        patientResponsibilityCents: 22000,
        insuranceExpectedCents: 0,
        openCents: 22000,
      },
    ]);
    expect((await desk.get(`/v1/visits/${visit.id}`)).body).toEqual(visit);
    const invoice = await invoiceOf(desk, visit.invoiceId);
    expect(invoice).toMatchObject({
      number: 'INV-000001',
      patientId,
      visitId: visit.id,
      status: 'open',
      issuedOn: TODAY,
      dueOn: '2026-12-22',
      voidedAt: null,
      totalCents: 22000,
      paidCents: 0,
      balanceCents: 22000,
      hsaFsaEligibleCents: 22000,
    });
    expect(invoice.lines).toHaveLength(1);
  });

  it('is booked on its date of service, in the clinic’s own day', async () => {
    const patientId = await registerPatient(desk);
    clock.set('2026-11-23T05:00:00Z');
    const visit = await postVisit(desk, { patientId, dateOfService: '2026-11-20', lines: [{ serviceCode: 'intake' }] });
    const [entry] = await app.database.query<{ effective_on: string; source_id: string }>(
      `SELECT effective_on, source_id FROM journal_entries WHERE clinic_id = $1 AND kind = 'charge' AND source_type = 'charge'`,
      [desk.clinicId],
    );
    expect(entry).toEqual({ effective_on: '2026-11-20', source_id: visit.charges[0]?.id });
    expect((await invoiceOf(desk, visit.invoiceId)).issuedOn).toBe('2026-11-22');
  });

  it('bills a plan for authorized Spravato, takes its units, and gives the patient no invoice', async () => {
    const patientId = await authorized(112);
    const visit = await postVisit(desk, { patientId, lines: [{ serviceCode: 'spravato-56', doseMg: 56 }] });
    expect(await journalOf(app, desk.clinicId)).toEqual([['Dr 1200 120000', 'Cr 4050 120000']]);
    expect([visit.invoiceId, visit.charges[0]?.invoiceId, visit.charges[0]?.documentRule]).toEqual([
      null,
      null,
      'claim',
    ]);
    expect(visit.charges[0]?.route).toMatchObject({ destination: 'insurance', rule: 'spravato_authorized', row: 6 });
    expect(visit.charges[0]?.authorizationId).toEqual(expect.any(String));
    expect(await unitsRemaining(patientId)).toBe(56);
    await postVisit(desk, { patientId, lines: [{ serviceCode: 'spravato-56', doseMg: 56 }] });
    expect(await unitsRemaining(patientId)).toBe(0);
    const third = await postVisit(desk, { patientId, lines: [{ serviceCode: 'spravato-56', doseMg: 56 }] });
    expect(third.charges[0]?.route.rule).toBe('spravato_not_authorized');
    expect((await journalOf(app, desk.clinicId)).at(-1)).toEqual(['Dr 1100 120000', 'Cr 4050 120000']);
  });

  it('takes the last units of an authorization once, however many visits race for them', async () => {
    const patientId = await authorized(112);
    const posts = Array.from({ length: 6 }, () =>
      postVisit(desk, { patientId, lines: [{ serviceCode: 'spravato-56', doseMg: 56 }] }),
    );
    const rules = (await Promise.all(posts)).map((visit) => visit.charges[0]?.route.rule);
    expect(rules.filter((rule) => rule === 'spravato_authorized')).toHaveLength(2);
    expect(await unitsRemaining(patientId)).toBe(0);
  });

  it('splits between the plan and the patient, each line to its receivable', async () => {
    const { id: patientId } = await coveredPatient(desk, { copayCents: 3000 });
    const visit = await postVisit(desk, {
      patientId,
      lines: [{ serviceCode: 'integration' }, { serviceCode: 'experiential-im' }],
    });
    expect(
      visit.charges.map((charge) => [charge.route.destination, charge.invoiceId, charge.patientResponsibilityCents]),
    ).toEqual([
      ['insurance', null, 3000],
      ['self_pay', visit.invoiceId, 55000],
    ]);
    const entries = await journalOf(app, desk.clinicId);
    expect(entries).toHaveLength(2);
    expect(entries).toEqual(
      expect.arrayContaining([
        ['Dr 1200 17000', 'Cr 4020 17000'],
        ['Dr 1100 55000', 'Cr 4010 55000'],
      ]),
    );
    expect((await invoiceOf(desk, visit.invoiceId)).totalCents).toBe(55000);
  });

  it('carries the codes the clinic has loaded for the payer and the day', async () => {
    const csv = [
      'service_code,payer_id,effective_from,effective_to,code,modifiers,units,place_of_service',
      'spravato-56,,2026-01-01,,J0013,KX,per_mg,',
      'intake,,2026-01-01,,00001,,1,',
    ].join('\n');
    await app.as(desk.clinicId, () => app.get(ImportCodeSet).execute({ csv }));
    const patientId = await authorized(112);
    const visit = await postVisit(desk, {
      patientId,
      lines: [
        { serviceCode: 'spravato-56', doseMg: 56 },
        { serviceCode: 'intake', modifiers: ['25'] },
      ],
    });
    expect(visit.charges.map((charge) => [charge.procedureCode, charge.procedureUnits, charge.modifiers])).toEqual([
      ['J0013', 56, ['KX']],
      ['00001', 1, ['25']],
    ]);
  });

  it('happens once for an Idempotency-Key, and not at all without one', async () => {
    const patientId = await registerPatient(desk);
    const body = {
      patientId,
      providerId: desk.providerId,
      dateOfService: TODAY,
      diagnoses: [],
      lines: [{ serviceCode: 'intake' }],
    };
    const key = { 'idempotency-key': randomUUID() };
    const first = await desk.post<VisitView>('/v1/visits', body, key);
    const again = await desk.post<VisitView>('/v1/visits', body, key);
    expect([again.status, again.headers['idempotent-replayed'], again.body]).toEqual([201, 'true', first.body]);
    expect(codeOf(await desk.post('/v1/visits', { ...body, dateOfService: '2026-11-21' }, key))).toEqual([
      422,
      'idempotency_key_reused',
    ]);
    expect(codeOf(await desk.post('/v1/visits', body, {}))).toEqual([400, 'idempotency_key_missing']);
    expect(await journalOf(app, desk.clinicId)).toHaveLength(1);
  });

  it('is listed by patient and by day, the newest day first, page by page', async () => {
    const [ada, eve] = [await registerPatient(desk), await registerPatient(desk)];
    const lines = [{ serviceCode: 'intake' }];
    const ids: string[] = [];
    for (const dateOfService of ['2026-11-20', '2026-11-22', '2026-11-21'])
      ids.push((await postVisit(desk, { patientId: ada, dateOfService, lines })).id);
    const evesVisit = await postVisit(desk, { patientId: eve, dateOfService: '2026-11-21', lines });
    const list = async (query: string) => {
      const { body } = await desk.get<{ data: VisitView[]; nextCursor: string | null }>(`/v1/visits?${query}`);
      return { ids: body.data.map((visit) => visit.id), next: body.nextCursor };
    };
    expect((await list(`patientId=${ada}`)).ids).toEqual([ids[1], ids[2], ids[0]]);
    expect((await list('on=2026-11-21')).ids.sort()).toEqual([ids[2], evesVisit.id].sort());
    const first = await list(`patientId=${ada}&limit=2`);
    const rest = await list(`patientId=${ada}&limit=2&cursor=${first.next}`);
    expect([...first.ids, ...rest.ids, rest.next]).toEqual([ids[1], ids[2], ids[0], null]);
  });
});
