import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { credit, debit } from '../../../src/domain/ledger/journal';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import type { JournalEntryId } from '../../../src/kernel/ids';
import { Money } from '../../../src/kernel/money';
import { PostJournalEntry } from '../../../src/modules/ledger/post-journal-entry';
import { ReverseJournalEntry } from '../../../src/modules/ledger/reverse-journal-entry';
import { Transactions } from '../../../src/platform/database/transactions';
import { startTestApp, type TestApp } from '../../support/app';
import { closeDay, type DailyClose } from '../../support/daily-closes';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { expectClosesHold, payCash, refundCash } from '../../support/drawers';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';

const SEALED = '2026-03-02';

describe('A sealed day', () => {
  const clock = FixedClock.at(`${SEALED}T20:00:00Z`);
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let desk: Desk;
  let close: DailyClose;
  let accountant: Desk;

  /** Runs SQL as the service's own database role, in a transaction of the clinic. */
  const asApp = async (text: string, params: unknown[] = []): Promise<unknown> => {
    const client = new Client({ connectionString: app.database.appUrl });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.clinic_id', $1, true)`, [cascade.id]);
      return (await client.query(text, params)).rows;
    } finally {
      await client.end();
    }
  };
  const onSealed = async () =>
    app.database.query(
      'SELECT id, content_hash FROM journal_entries WHERE clinic_id = $1 AND effective_on <= $2 ORDER BY id',
      [cascade.id, SEALED],
    );

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    desk = cascade.desk;
    accountant = await openDesk(app, cascade.id, 'accountant');
    await payCash(desk, await postVisit(desk, ['intake']), 22_000);
    close = ok(await closeDay(desk));
  });
  afterAll(async () => {
    await expectClosesHold(app, cascade.id);
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  const POST = (day: string) =>
    `SELECT post_journal_entry('${cascade.id}', '${randomUUID()}', 'k', 'charge', '${randomUUID()}', '${day}', now(), NULL, 'x', NULL, '{1020,1000}', '{100,-100}', '{NULL,NULL}', '{NULL,NULL}', '{NULL,NULL}')`;

  it.each([
    ['UPDATE ledger_books SET closed_through = NULL'],
    ['UPDATE journal_entries SET effective_on = effective_on'],
    ['UPDATE journal_lines SET amount_cents = 1'],
    ['DELETE FROM journal_entries'],
    ['DELETE FROM ledger_day_changes'],
    [
      `INSERT INTO ledger_day_changes (clinic_id, change_number, kind, actor_id, changed_at) SELECT current_clinic(), 9, 'reopened', 'x', now()`,
    ],
    ['INSERT INTO late_postings SELECT clinic_id, id, effective_on FROM journal_entries LIMIT 1'],
    [`UPDATE daily_closes SET content = '{}'`],
    ['DELETE FROM daily_closes'],
    ['TRUNCATE daily_closes CASCADE'],
    ['DELETE FROM daily_close_entries'],
    ['UPDATE daily_close_entries SET close_id = close_id'],
    ['DELETE FROM day_reopenings'],
    ['DELETE FROM drawer_counts'],
    ['DELETE FROM cash_movements'],
    ['UPDATE cash_movements SET amount_cents = 1'],
    ['ALTER TABLE daily_closes DISABLE TRIGGER ALL'],
  ])('cannot be changed by the service’s own database role: %s', async (statement) => {
    await expect(asApp(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('takes no posting, whoever calls the function, and no sealing backwards', async () => {
    for (const day of [SEALED, '2026-02-01'])
      await expect(asApp(POST(day))).rejects.toMatchObject({ constraint: 'ck_journal_entries_period_open' });
    await expect(
      asApp('SELECT close_ledger_day(current_clinic(), $1, $2, now())', ['2026-02-01', 'x']),
    ).rejects.toMatchObject({
      constraint: 'ck_ledger_books_closed_through',
    });
    await expect(
      asApp('SELECT close_ledger_day($1, $2, $3, now())', [randomUUID(), '2027-01-01', 'x']),
    ).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('is reopened by no function call without a second person’s approval', async () => {
    const reopen = (approval: string) =>
      asApp('SELECT reopen_ledger_day(current_clinic(), $1, $2, now())', [approval, 'x']);
    await expect(reopen(randomUUID())).rejects.toMatchObject({ code: '42501' });
    const admin = await openDesk(app, cascade.id, 'admin');
    const asked = ok(
      await admin.post<{ approvalId: string }>(`/v1/daily-closes/${close.id}/reopen`, { reason: 'A look at the law' }),
    );
    await expect(reopen(asked.approvalId)).rejects.toMatchObject({ code: '42501' });
  });

  it('is refused to a posting that names it, and to a reversal', async () => {
    const run = <T>(work: () => Promise<T>) => app.as(cascade.id, () => app.get(Transactions).run(work));
    const effectiveOn = parseBusinessDate(SEALED);
    const lines = [debit(1000, Money.cents(5)), credit(7000, Money.cents(5))];
    await expect(
      run(() =>
        app
          .get(PostJournalEntry)
          .execute({ kind: 'k', source: { type: 'payment', id: randomUUID() }, effectiveOn, lines }),
      ),
    ).rejects.toMatchObject({ code: 'period_closed' });
    const [entry] = (await onSealed()) as { id: JournalEntryId }[];
    await expect(
      run(() => app.get(ReverseJournalEntry).execute({ entryId: entry!.id, effectiveOn })),
    ).rejects.toMatchObject({ code: 'period_closed' });
  });

  it('stays as it was sealed while every route works on', async () => {
    const before = await onSealed();
    const visit = await postVisit(desk, ['intake', 'integration'], { dateOfService: '2026-03-01' });
    await payCash(desk, visit, 5_000);
    await desk.post(`/v1/invoices/${visit.invoiceId}/payments`, {
      tenders: [{ type: 'venmo', amountCents: 700, reference: 'V-9', feeCents: 12 }],
    });
    await refundCash(app, cascade.id, { visit, cents: 100, on: SEALED });
    expect(await onSealed()).toEqual(before);
    const late = ok(
      await accountant.get<{ data: { lateFor: string; effectiveOn: string }[] }>('/v1/ledger/entries?from=2026-03-03'),
    );
    expect(late.data).toHaveLength(6);
    for (const entry of late.data)
      expect(entry).toMatchObject({ effectiveOn: '2026-03-03', lateFor: expect.stringMatching(/^2026-03-0[12]$/) });
  });

  it('that was sealed by another process a moment ago does not fail a payment: it is taken on the next', async () => {
    clock.set('2026-03-05T20:00:00Z');
    const visit = await postVisit(desk, ['intake']);
    // This process now believes that the fifth is open.
    await payCash(desk, visit, 1_000);
    await app.database.query(`SELECT set_config('app.clinic_id', $1, false)`, [cascade.id]);
    await app.database.query(`SELECT close_ledger_day($1, '2026-03-05', 'another process', now())`, [cascade.id]);
    const payment = await payCash(desk, visit, 2_000);
    await app.database.query(`SELECT set_config('app.clinic_id', '', false)`);
    expect(ok(await desk.get(`/v1/payments/${payment.id}`))).toMatchObject({ effectiveOn: '2026-03-06' });
  });

  it('has nothing of a payment that came while it was sealed, or all of it', async () => {
    clock.set('2026-03-09T20:00:00Z');
    const visits = await Promise.all(
      Array.from({ length: 10 }, () => postVisit(desk, ['intake'], { dateOfService: '2026-03-09' })),
    );
    const [sealed, ...paid] = await Promise.all([closeDay(desk), ...visits.map((visit) => payCash(desk, visit, 100))]);
    expect(sealed).toMatchObject({ status: 201, body: { sealed: true } });
    expect(paid).toHaveLength(10);
    const days = await app.database.query<{ day: string; entries: string; late: string }>(
      `SELECT e.effective_on AS day, count(*) AS entries, count(p.entry_id) AS late FROM journal_entries e
         JOIN journal_lines l ON l.entry_id = e.id AND l.account_number = 1020 AND l.amount_cents = 100
         LEFT JOIN late_postings p ON p.entry_id = e.id WHERE e.clinic_id = $1 GROUP BY 1 ORDER BY 1`,
      [cascade.id],
    );
    expect(days.reduce((sum, { entries }) => sum + Number(entries), 0)).toBe(10);
    for (const { day, entries, late } of days) expect(late).toBe(day === '2026-03-09' ? '0' : entries);
  });
});
