import { Temporal } from 'temporal-polyfill';
import { SealAuditTrail } from '../../../src/modules/reports/seal-audit-trail';
import type { ClinicId } from '../../../src/kernel/ids';
import { type Desk, ok, openDesk } from '../../support/desk';
import { expectLedgerTies } from '../../support/ledger';
import { ALL_DAYS, expectReportsTie, readReport } from '../../support/reports';
import { PLANTED } from './support/planted';
import { type ReportStory, tellReportStory } from './support/report-story';
import { keepBooks } from '../../support/keep-books';

interface Report {
  name: string;
  columns: { key: string; title: string; type: string }[];
  rowCount: number;
  controlTotalCents: number;
  ledgerTotalCents: number;
  differenceCents: number;
  differences: { subject: string }[];
  totals: Record<string, number>;
  rows: Record<string, string | number | null>[];
  code?: string;
}

const RANGE = `from=${ALL_DAYS.from}&to=${ALL_DAYS.to}`;
const inDays = (days: number): string => Temporal.Now.plainDateISO('America/Los_Angeles').add({ days }).toString();

describe('Reports', () => {
  let story: ReportStory;
  let accountant: Desk;
  const get = (name: string, query = '', desk = accountant) => desk.get<Report>(`/v1/reports/${name}?${RANGE}${query}`);

  beforeAll(async () => {
    story = await tellReportStory();
    ({ accountant } = story);
  });
  afterAll(() => story.app.close());

  it('all agree with the ledger, in both clinics', async () => {
    for (const id of [story.cascade.id, story.insured, story.potomac.id]) await expectReportsTie(story.app, id);
  });

  it('are listed with their columns, filters and proof', async () => {
    const { data } = ok(await accountant.get<{ data: Report[] }>('/v1/reports'));
    expect(data.map(({ name }) => name)).toEqual(
      expect.arrayContaining(Object.keys(PLANTED.map(({ found }) => found).reduce((all, one) => ({ ...all, ...one })))),
    );
    for (const report of data)
      expect(report).toMatchObject({
        title: expect.stringMatching(/./),
        tie: expect.stringMatching(/./),
        formats: ['json', 'csv', 'xlsx'],
      });
  });

  it('say what was taken, by tender, place and person', async () => {
    const report = ok(await get('payments-by-tender', '&groupBy=location,user'));
    const taken: Record<string, number> = {};
    for (const { tender, netCents } of report.rows)
      taken[String(tender)] = (taken[String(tender)] ?? 0) + Number(netCents);
    expect(taken).toEqual({
      cash: 40_000,
      check: 12_000,
      hosted_checkout: 55_000,
      unapplied_credit: 22_000,
      venmo: 18_000,
    });
    expect(report).toMatchObject({
      controlTotalCents: 147_000,
      ledgerTotalCents: 147_000,
      differenceCents: 0,
      totals: { netCents: 147_000, voidedCents: -1_000 },
    });
    const cash = ok(await get('payments-by-tender', '&tender=cash'));
    expect(cash.rows).toMatchObject([{ tender: 'cash', takenCents: 41_000, voidedCents: -1_000 }]);
  });

  it('give A/R aging equal to accounts 1100 and 1200, as of now and as of a moment before', async () => {
    const balances = ok(
      await accountant.get<{ lines: { accountNumber: number; debitCents: number }[] }>('/v1/ledger/trial-balance'),
    ).lines;
    const owed = balances
      .filter(({ accountNumber }) => [1100, 1200].includes(accountNumber))
      .reduce((sum, line) => sum + line.debitCents, 0);
    const now = ok(await accountant.get<Report>(`/v1/reports/ar-aging?asOf=${inDays(40)}`));
    expect(now).toMatchObject({
      controlTotalCents: owed,
      ledgerTotalCents: owed,
      // The second and third installment of a plan were due later, or are not yet.
      totals: { days0To30Cents: 11_333, days31To60Cents: owed - 11_333, daysOver120Cents: 0 },
    });
    const before = ok(await accountant.get<Report>('/v1/reports/ar-aging?asOf=2026-01-01T00:00:00Z'));
    expect(before).toMatchObject({ rowCount: 0, controlTotalCents: 0, ledgerTotalCents: 0 });
  });

  it('tell a moment as the books were recorded then, whatever was written since', async () => {
    const entries = await story.app.database.query<{ id: string; recorded_at: Date }>(
      `SELECT id, recorded_at FROM journal_entries WHERE clinic_id = $1 ORDER BY recorded_xid`,
      [story.cascade.id],
    );
    for (const { recorded_at: at } of [entries[4]!, entries[9]!, entries[14]!]) {
      const asOf = at.toISOString();
      for (const { name } of ok(await accountant.get<{ data: Report[] }>('/v1/reports')).data) {
        const { head } = await readReport(story.app, story.cascade.id, {
          name,
          from: ALL_DAYS.from,
          to: ALL_DAYS.to,
          asOf,
        });
        expect({ name, asOf, differences: head.differences, cents: head.differenceCents }).toEqual({
          name,
          asOf,
          differences: [],
          cents: 0,
        });
      }
      const known = ok(await get('general-ledger', `&asOf=${asOf}`));
      const lines = entries.filter((entry) => entry.recorded_at <= at).map(({ id }) => id);
      expect(new Set(known.rows.map(({ entryId }) => entryId))).toEqual(new Set(lines));
    }
  });

  it.each(PLANTED)('find one cent in $where, name it, and hand out no file', async ({ add, insured, found }) => {
    const { app, cascade } = story;
    const clinicId: ClinicId = insured ? story.insured : cascade.id;
    const desk = insured ? await openDesk(app, clinicId, 'accountant') : accountant;
    await app.as(clinicId, () => app.get(SealAuditTrail).execute({ upTo: 'now' }));
    const plant = async (sign: 1 | -1) => {
      await app.database.query(`SET session_replication_role = replica`);
      await app.database.query(add(sign), [clinicId]);
      await app.database.query(`SET session_replication_role = origin`);
    };
    await plant(1);
    try {
      for (const [name, subject] of Object.entries(found)) {
        const seen = ok(await get(name, '', desk));
        expect({ name, subjects: seen.differences.map((difference) => difference.subject) }).toEqual({
          name,
          subjects: expect.arrayContaining([expect.stringMatching(subject)]) as string[],
        });
        if (name !== 'audit-log' && !name.startsWith('journal-'))
          expect(seen.differences.every((difference) => subject.test(difference.subject))).toBe(true);
        for (const format of ['csv', 'xlsx'])
          expect(await get(name, `&format=${format}`, desk)).toMatchObject({
            status: 409,
            body: { code: 'report_does_not_tie', differences: seen.differences },
          });
      }
    } finally {
      await plant(-1);
    }
    await expectReportsTie(app, clinicId);
  });

  it('are each known to find a cent that is planted', async () => {
    const { data } = ok(await accountant.get<{ data: Report[] }>('/v1/reports'));
    const found = new Set(PLANTED.flatMap((plant) => Object.keys(plant.found)));
    expect(data.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
  });

  it('name patients by number, and by name only for who may', async () => {
    const plain = ok(await get('adjustments'));
    expect(plain.columns.map(({ key }) => key)).toContain('accountNumber');
    expect(JSON.stringify(plain)).not.toContain('Lovelace');
    expect(await get('adjustments', '&names=true')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(JSON.stringify(ok(await get('adjustments', '&names=true', story.admin)))).toContain('Lovelace');
  });

  it.each([
    ['payments-by-tender', '?from=2026-03-02&to=2026-03-01', 422, 'period_invalid'],
    ['payments-by-tender', '?from=2016-01-01&to=2026-01-01', 422, 'period_invalid'],
    ['payments-by-tender', '?from=2026-02-30', 400, 'validation_failed'],
    ['payments-by-tender', '?format=pdf', 400, 'validation_failed'],
    ['payments-by-tender', '?nonsense=1', 400, 'validation_failed'],
    ['payments-by-tender', '?payer=12345', 422, 'report_parameter_invalid'],
    ['payments-by-tender', '?groupBy=payer', 422, 'report_parameter_invalid'],
    ['ar-aging', '?asOf=yesterday', 400, 'date_invalid'],
    ['ar-aging', '?location=0193a1f2-7c1e-7b52-9d7c-3c1a2b4d5e6f', 404, 'location_unknown'],
    ['nothing-at-all', '', 404, 'report_unknown'],
    ['..%2f..%2fpackage', '', 404, 'report_unknown'],
  ])('refuse %s%s with %i %s', async (name, query, status, code) => {
    expect(await accountant.get(`/v1/reports/${name}${query}`)).toMatchObject({ status, body: { code } });
  });

  it('show nothing of another clinic, whose places do not exist here', async () => {
    const [location] = await story.app.database.query<{ id: string }>(`SELECT id FROM locations WHERE clinic_id = $1`, [
      story.potomac.id,
    ]);
    expect(await get('day-sheet', `&location=${location!.id}`)).toMatchObject({
      status: 404,
      body: { code: 'location_unknown' },
    });
    const stranger = await openDesk(story.app, story.potomac.id, 'accountant');
    for (const name of ['day-sheet', 'general-ledger', 'ar-aging'])
      expect(ok(await get(name, '', stranger))).toMatchObject({ rowCount: 0 });
  });

  it('are not for the front desk', async () => {
    expect(await get('day-sheet', '', story.cascade.desk)).toMatchObject({ status: 403 });
  });

  it('leave the ledger as it was', async () => {
    await keepBooks(story.app, story.cascade.id);
    await expectLedgerTies(story.app, story.cascade.id);
  });
});
