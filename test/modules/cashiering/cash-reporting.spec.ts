import { eventually } from '../../support/hosted-page';
import { WatchCashPayers } from '../../../src/modules/cashiering/drawers/watch-cash-payers';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit, registerPatient } from '../../support/demo';
import { drawersOf, openDrawer, voidCash } from '../../support/drawers';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';

interface Task {
  patientId: string;
  amountCents: number;
  dueAt: string | null;
  facts: { level: string; reachedOn: string; dueOn: string | null };
}

describe('Cash that has to be reported (Form 8300)', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  const watch = () => app.as(cascade.id, () => app.get(WatchCashPayers).execute());
  const tasks = async (): Promise<Task[]> => ok(await desk.get<{ data: Task[] }>('/v1/tasks?kind=cash_reporting')).data;
  const payers = async () =>
    ok(
      await desk.get<{ data: { patientId: string; runningCents: number; level: string | null }[] }>(
        '/v1/cash-reporting',
      ),
    ).data;

  /** A patient who pays each amount in cash, and what no charge takes is kept for them. */
  const pays = async (patientId: string, cents: number, dateOfService = '2026-03-02'): Promise<{ id: string }> => {
    const visit = await postVisit(desk, ['intake'], { patientId, dateOfService });
    clock.advance({ minutes: 1 });
    return ok(
      await desk.post<{ id: string }>(`/v1/invoices/${visit.invoiceId}/payments`, {
        tenders: [{ type: 'cash', amountCents: cents }],
        keepExcessAsCredit: true,
      }),
    );
  };

  beforeEach(async () => {
    clock.set('2026-03-02T20:00:00Z');
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
  });
  afterEach(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('is told at $8,000.00, again above $10,000.00 with fifteen days, and not in between', async () => {
    const { id } = await registerPatient(desk);
    await pays(id, 799_999);
    await watch();
    expect(await tasks()).toEqual([]);
    await pays(id, 1);
    await watch();
    await watch();
    expect(await tasks()).toMatchObject([
      { patientId: id, amountCents: 800_000, dueAt: null, facts: { level: 'near' } },
    ]);
    await pays(id, 200_000);
    await watch();
    expect(await tasks()).toHaveLength(1);
    expect(await payers()).toMatchObject([{ patientId: id, runningCents: 1_000_000, level: 'near' }]);
    await pays(id, 1);
    await watch();
    expect(await tasks()).toMatchObject([
      {
        amountCents: 1_000_001,
        dueAt: '2026-03-18T07:00:00.000Z',
        facts: { level: 'reportable', reachedOn: '2026-03-02', dueOn: '2026-03-17' },
      },
      { facts: { level: 'near' } },
    ]);
  });

  it('counts twelve months, and cash alone', async () => {
    const { id } = await registerPatient(desk);
    await pays(id, 790_000);
    clock.set('2027-03-02T20:00:00Z');
    await pays(id, 10_000, '2027-03-02');
    expect(await payers()).toMatchObject([{ runningCents: 800_000, level: 'near' }]);
    clock.set('2027-03-03T20:00:00Z');
    expect(await payers()).toEqual([]);
    const visit = await postVisit(desk, ['intake'], { patientId: id, dateOfService: '2027-03-03' });
    ok(
      await desk.post(`/v1/invoices/${visit.invoiceId}/payments`, {
        tenders: [{ type: 'check', amountCents: 900_000, reference: '7' }],
        keepExcessAsCredit: true,
      }),
    );
    expect(await payers()).toEqual([]);
  });

  it('does not count what was entered in error', async () => {
    const { id } = await registerPatient(desk);
    await pays(id, 500_000);
    const payment = await pays(id, 10_000);
    await pays(id, 290_000);
    expect(await payers()).toMatchObject([{ runningCents: 800_000 }]);
    await voidCash(app, cascade.id, payment, '2026-03-02');
    expect(await payers()).toEqual([]);
  });

  it('is looked at by a job right after a drawer takes its cash down, and shown to who may see money', async () => {
    const { id } = await registerPatient(desk);
    await pays(id, 1_200_000);
    const [drawer] = await drawersOf(desk);
    ok(await openDrawer(desk, drawer!.id));
    const waiting = await app.database.query(
      `SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'cashiering:watch-cash'`,
    );
    expect(waiting).toHaveLength(1);
    const accountant = await openDesk(app, cascade.id, 'accountant');
    expect((await accountant.get('/v1/cash-reporting')).status).toBe(200);
    const replica = await startTestApp({ clock, database: app.database, withJobs: true });
    try {
      await eventually(async () => (await tasks()).length === 1, 'the job has raised the task');
    } finally {
      await replica.close();
    }
    expect(await tasks()).toMatchObject([{ patientId: id, facts: { level: 'reportable' } }]);
  });
});
