import { REPORT_FILTERS, type ReportFilter } from '../../../src/domain/reports/report-definition';
import { ReportCatalog } from '../../../src/modules/reports/report-catalog';
import { ReportFiltersReader } from '../../../src/modules/reports/report-filters.reader';
import type { ClinicId } from '../../../src/kernel/ids';
import { type Desk, ok } from '../../support/desk';
import { ALL_DAYS, readReport } from '../../support/reports';
import { type ReportStory, tellReportStory } from './support/report-story';

const RANGE = `from=${ALL_DAYS.from}&to=${ALL_DAYS.to}`;
const A_VALUE: Record<ReportFilter, string> = {
  location: '0193a1f2-7c1e-7b52-9d7c-3c1a2b4d5e6f',
  provider: '0193a1f2-7c1e-7b52-9d7c-3c1a2b4d5e6f',
  user: '0193a1f2-7c1e-7b52-9d7c-3c1a2b4d5e6f',
  payer: 'NOBODY',
  tender: 'seashells',
  service: 'levitation',
  account: '1100',
};

interface Report {
  name: string;
  filters: ReportFilter[];
  tie: string;
  narrowed: string;
  narrowedBy: string[];
  controlTotalCents: number;
  differences: { subject: string }[];
  code?: string;
}

/** One after the other: only so many are read at once. */
async function each<T, R>(all: readonly T[], read: (one: T) => Promise<R>): Promise<R[]> {
  const found: R[] = [];
  for (const one of all) found.push(await read(one));
  return found;
}

describe('A report of a part of the books', () => {
  let story: ReportStory;
  let accountant: Desk;
  const get = (name: string, query = '') => accountant.get<Report>(`/v1/reports/${name}?${RANGE}${query}`);
  const reports = async () => ok(await accountant.get<{ data: Report[] }>('/v1/reports')).data;
  const narrowing = (id: ClinicId, name: string) =>
    story.app.as(id, () => story.app.get(ReportFiltersReader).of(story.app.get(ReportCatalog).get(name)), {
      role: 'admin',
    });
  const planted = async (sql: string) => {
    await story.app.database.query(`SET session_replication_role = replica`);
    await story.app.database.query(sql, [story.cascade.id]);
    await story.app.database.query(`SET session_replication_role = origin`);
  };

  beforeAll(async () => {
    story = await tellReportStory();
    ({ accountant } = story);
  });
  afterAll(() => story.app.close());

  it('can be had by place, provider, payer, tender, service and person, and says what it is held against', async () => {
    const by: Partial<Record<ReportFilter, string[]>> = {};
    for (const { name, filters, tie, narrowed } of await reports()) {
      for (const filter of filters) (by[filter] ??= []).push(name);
      expect({ name, says: narrowed !== '' && narrowed !== tie }).toEqual({ name, says: filters.length > 0 });
    }
    expect(by).toMatchObject({
      location: expect.arrayContaining([
        'day-sheet',
        'payments-by-tender',
        'refunds',
        'charges-by-service',
        'ar-aging',
      ]),
      provider: expect.arrayContaining([
        'day-sheet',
        'payments-by-tender',
        'refunds',
        'charges-by-service',
        'ar-aging',
      ]),
      payer: expect.arrayContaining(['ar-aging', 'charges-by-service', 'remittance-reconciliation']),
      tender: ['payments-by-tender', 'refunds'],
      service: ['charges-by-service', 'sliding-scale-register'],
      user: ['adjustments', 'audit-log', 'day-sheet', 'payments-by-tender', 'refunds'],
      account: ['general-ledger'],
    });
  });

  it('agrees with the journal for every choice there is', async () => {
    const chosen = new Set<ReportFilter>();
    for (const id of [story.cascade.id, story.insured])
      for (const { name } of await reports())
        for (const { filter, choices } of await narrowing(id, name))
          for (const { value } of choices) {
            chosen.add(filter);
            const { head } = await readReport(story.app, id, { name, ...ALL_DAYS, [filter]: value });
            expect({ name, filter, cents: head.differenceCents, differences: head.differences }).toEqual({
              name,
              filter,
              cents: 0,
              differences: [],
            });
            expect(head.query.narrowedBy).toEqual([filter]);
          }
    expect([...chosen].sort()).toEqual(REPORT_FILTERS.filter((filter) => filter !== 'account').sort());
  });

  it('has only what is of it', async () => {
    const total = async (name: string, filter: ReportFilter) => {
      const [{ choices } = { choices: [] }] = (await narrowing(story.cascade.id, name)).filter(
        (one) => one.filter === filter,
      );
      const parts = await each(
        choices,
        async ({ value }) => ok(await get(name, `&${filter}=${value}`)).controlTotalCents,
      );
      return parts.filter((cents) => cents !== 0);
    };
    // All refunds were of visits; so were all charges.
    for (const filter of ['location', 'provider', 'tender', 'user'] as const)
      expect((await total('refunds', filter)).reduce((sum, cents) => sum + cents, 0)).toBe(2_000);
    const charged = ok(await get('charges-by-service')).controlTotalCents;
    for (const filter of ['location', 'provider', 'service'] as const)
      expect((await total('charges-by-service', filter)).reduce((sum, cents) => sum + cents, 0)).toBe(charged);
    expect((await total('charges-by-service', 'service')).length).toBeGreaterThan(2);
    const { head } = await readReport(story.app, story.insured, { name: 'remittance-reconciliation', ...ALL_DAYS });
    const [{ choices } = { choices: [] }] = await narrowing(story.insured, 'remittance-reconciliation');
    const byPayer = await each(choices, ({ value }) =>
      readReport(story.app, story.insured, { name: 'remittance-reconciliation', ...ALL_DAYS, payer: value }),
    );
    expect(byPayer.map((one) => one.head.controlTotalCents).filter((cents) => cents !== 0)).toEqual([
      head.controlTotalCents,
    ]);
  });

  it('says on its face that it is a part', async () => {
    const [provider] = (await narrowing(story.cascade.id, 'day-sheet')).filter(({ filter }) => filter === 'provider');
    const listed = (await reports()).find(({ name }) => name === 'day-sheet');
    expect(ok(await get('day-sheet'))).toMatchObject({ narrowedBy: [], tie: listed?.tie });
    expect(ok(await get('day-sheet', `&provider=${provider!.choices[0]!.value}`))).toMatchObject({
      narrowedBy: ['provider'],
      tie: listed?.narrowed,
    });
  });

  it('is refused by what it cannot be narrowed by, and by what is not in this clinic', async () => {
    for (const { name, filters } of await reports())
      for (const filter of REPORT_FILTERS) {
        const answer = await get(name, `&${filter}=${A_VALUE[filter]}`);
        if (!filters.includes(filter))
          expect({ name, filter, code: answer.body.code }).toEqual({ name, filter, code: 'report_parameter_invalid' });
        else if (filter === 'location' || filter === 'provider')
          expect(answer).toMatchObject({ status: 404, body: { code: `${filter}_unknown` } });
        else if (filter !== 'account')
          expect(answer).toMatchObject({
            status: 422,
            body: { code: 'report_parameter_invalid', errors: [{ pointer: `/${filter}` }] },
          });
      }
    const [foreign] = await story.app.database.query<{ id: string }>(
      'SELECT id FROM staff_users WHERE clinic_id = $1 LIMIT 1',
      [story.potomac.id],
    );
    expect(await get('day-sheet', `&user=${foreign!.id}`)).toMatchObject({
      status: 422,
      body: { code: 'report_parameter_invalid' },
    });
  });

  it.each([
    [
      'ar-aging',
      'provider',
      `UPDATE open_items SET open_cents = open_cents + $n, original_cents = original_cents + $n WHERE clinic_id = $1 AND account_number = 1100 AND is_open`,
      /^patient:/,
    ],
    [
      'day-sheet',
      'provider',
      `UPDATE journal_lines SET amount_cents = amount_cents + $n WHERE clinic_id = $1 AND account_number = 1010 AND amount_cents > 0`,
      /^entry:/,
    ],
    [
      'refunds',
      'location',
      `UPDATE refund_tenders SET amount_cents = amount_cents + $n WHERE clinic_id = $1 AND amount_cents > 900`,
      /^refund:/,
    ],
    [
      'charges-by-service',
      'service',
      `UPDATE charges SET list_price_cents = list_price_cents + $n WHERE clinic_id = $1 AND service_code = 'group-im'`,
      /^charge:/,
    ],
    [
      'payments-by-tender',
      'user',
      `UPDATE payment_tenders SET amount_cents = amount_cents + $n WHERE clinic_id = $1 AND type = 'check'`,
      /^tender:/,
    ],
  ] as const)('finds a cent in %s by %s, and hands out no file', async (name, filter, sql, subject) => {
    const choices = (await narrowing(story.cascade.id, name)).find((one) => one.filter === filter)!.choices;
    await planted(sql.replaceAll('$n', '1'));
    try {
      const seen = await each(choices, async ({ value }) => ({
        value,
        report: ok(await get(name, `&${filter}=${value}`)),
      }));
      const wrong = seen.filter(({ report }) => report.differences.length > 0);
      expect(wrong.length).toBeGreaterThan(0);
      for (const { value, report } of wrong) {
        for (const difference of report.differences) expect(difference.subject).toMatch(subject);
        expect(await get(name, `&${filter}=${value}&format=csv`)).toMatchObject({
          status: 409,
          body: { code: 'report_does_not_tie' },
        });
      }
    } finally {
      await planted(sql.replaceAll('$n', '-1'));
    }
  });
});
