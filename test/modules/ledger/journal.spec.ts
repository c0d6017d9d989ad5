import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { ACCOUNT } from '../../../src/domain/ledger/accounts';
import { credit, debit } from '../../../src/domain/ledger/journal';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import type { ClinicId, PatientId } from '../../../src/kernel/ids';
import { Money } from '../../../src/kernel/money';
import { BalancesReader } from '../../../src/modules/ledger/balances.reader';
import { KeepLedgerJob } from '../../../src/modules/ledger/jobs/keep-ledger.job';
import { type JournalEntryInput, PostJournalEntry } from '../../../src/modules/ledger/post-journal-entry';
import { ReverseJournalEntry } from '../../../src/modules/ledger/reverse-journal-entry';
import { Transactions } from '../../../src/platform/database/transactions';
import { startTestApp, type TestApp } from '../../support/app';
import { openTestClinic } from '../../support/clinics';
import { expectLedgerTies, journalOf } from '../../support/ledger';
import { keepBooks } from '../../support/keep-books';

const day = parseBusinessDate('2026-03-02');
const patientId = randomUUID() as PatientId;

const chargeOf = (cents: number, itemId: string = randomUUID()): JournalEntryInput => ({
  kind: 'charge',
  source: { type: 'charge', id: itemId },
  effectiveOn: day,
  lines: [
    debit(ACCOUNT.patientReceivable, Money.cents(cents), { patientId, itemId }),
    credit(ACCOUNT.intakeRevenue, Money.cents(cents), { patientId }),
  ],
});

describe('The journal', () => {
  let app: TestApp;
  let clinic: ClinicId;
  const post = (input: JournalEntryInput, as = clinic) =>
    app.as(as, () => app.get(Transactions).run(() => app.get(PostJournalEntry).execute(input)));

  beforeAll(async () => {
    app = await startTestApp();
  });
  beforeEach(async () => {
    clinic = await openTestClinic(app);
  });
  afterAll(() => app.close());

  it('posts a balanced entry once, however often it is asked', async () => {
    const entry = chargeOf(22_000);
    const first = await post(entry);
    const again = await post(entry);
    expect(again).toEqual({ entryId: first.entryId, replayed: true });
    expect(await journalOf(app, clinic)).toEqual([['Dr 1100 22000', 'Cr 4000 22000']]);
    await expectLedgerTies(app, clinic);
  });

  it('refuses the same source with other figures', async () => {
    const item = randomUUID();
    await post(chargeOf(22_000, item));
    await expect(post(chargeOf(22_001, item))).rejects.toMatchObject({ code: 'journal_entry_exists' });
    await expectLedgerTies(app, clinic);
  });

  it('refuses an entry that does not balance, in the code and in the database', async () => {
    const lopsided = { ...chargeOf(100), lines: [debit(1020, Money.cents(100)), credit(1030, Money.cents(99))] };
    await expect(post(lopsided)).rejects.toMatchObject({ code: 'journal_entry_unbalanced' });
    const raw = `SELECT post_journal_entry($1, $2, 'k', 'charge', $2, '2026-03-02', now(), NULL, 'x', NULL, '{1020,1030}', '{100,-99}', '{NULL,NULL}', '{NULL,NULL}', '{NULL,NULL}')`;
    await expect(asApp(app, clinic, raw, [clinic, randomUUID()])).rejects.toMatchObject({
      constraint: 'ck_journal_lines_balanced',
    });
    expect(await journalOf(app, clinic)).toEqual([]);
  });

  it('never takes an open item below zero, whatever the race', async () => {
    const item = randomUUID();
    await post(chargeOf(10_000, item));
    const payment = (): JournalEntryInput => ({
      kind: 'payment',
      source: { type: 'tender', id: randomUUID() },
      effectiveOn: day,
      lines: [
        debit(ACCOUNT.cashDrawer, Money.cents(3_000)),
        credit(ACCOUNT.patientReceivable, Money.cents(3_000), { patientId, itemId: item }),
      ],
    });
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => post(payment())));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'amount_exceeds_balance' });
    const balances = await app.as(clinic, () => app.get(BalancesReader).patient(patientId));
    expect(balances.patientOwes.toJSON()).toBe(1_000);
    await expectLedgerTies(app, clinic);
  });

  it('reverses an entry once, by a new one', async () => {
    const { entryId } = await post(chargeOf(17_000));
    const reverse = () =>
      app.as(clinic, () =>
        app.get(Transactions).run(() => app.get(ReverseJournalEntry).execute({ entryId, effectiveOn: day })),
      );
    await reverse();
    expect((await reverse()).replayed).toBe(true);
    expect(await journalOf(app, clinic)).toEqual([
      ['Dr 1100 17000', 'Cr 4000 17000'],
      ['Cr 1100 17000', 'Dr 4000 17000'],
    ]);
    await expectLedgerTies(app, clinic);
  });

  it('refuses to post into a closed period', async () => {
    await app.database.query('UPDATE ledger_books SET closed_through = $2 WHERE clinic_id = $1', [
      clinic,
      '2026-03-02',
    ]);
    await expect(post(chargeOf(1))).rejects.toMatchObject({ code: 'period_closed' });
  });

  it('keeps balances exact before, while and after they are rolled up', async () => {
    await post(chargeOf(22_000));
    const total = async () => (await app.as(clinic, () => app.get(BalancesReader).trialBalance())).totalDebit.toJSON();
    expect(await total()).toBe(22_000);
    await app.as(clinic, () => app.get(KeepLedgerJob).keep());
    expect(await total()).toBe(22_000);
    await post(chargeOf(5_000));
    expect(await total()).toBe(27_000);
    await keepBooks(app, clinic);
    expect(await total()).toBe(27_000);
    await expectLedgerTies(app, clinic);
  });

  it('shows another clinic nothing', async () => {
    await post(chargeOf(22_000));
    const stranger = await openTestClinic(app);
    expect((await app.as(stranger, () => app.get(BalancesReader).trialBalance())).lines).toEqual([]);
  });
});

/** Runs SQL as the service's own database role, in a transaction of the clinic. */
async function asApp(app: TestApp, clinicId: ClinicId, text: string, params: unknown[] = []): Promise<unknown> {
  const client = new Client({ connectionString: app.database.appUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.clinic_id', $1, true)`, [clinicId]);
    const result = await client.query(text, params);
    await client.query('COMMIT');
    return result.rows;
  } finally {
    await client.end();
  }
}

describe('The journal as the service’s own database role', () => {
  let app: TestApp;
  let clinic: ClinicId;
  beforeAll(async () => {
    app = await startTestApp();
    clinic = await openTestClinic(app);
    await app.as(clinic, () => app.get(Transactions).run(() => app.get(PostJournalEntry).execute(chargeOf(22_000))));
    await keepBooks(app, clinic);
  });
  afterAll(() => app.close());

  it.each([
    'UPDATE journal_entries SET memo = $$x$$',
    'DELETE FROM journal_entries',
    'TRUNCATE journal_entries CASCADE',
    'UPDATE journal_lines SET amount_cents = 1',
    'DELETE FROM journal_lines',
    'TRUNCATE journal_lines',
    'UPDATE open_items SET open_cents = 0',
    'DELETE FROM open_items',
    'UPDATE account_days SET debit_cents = 0',
    'UPDATE account_months SET debit_cents = 0',
    'UPDATE ledger_books SET closed_through = NULL',
    'ALTER TABLE journal_lines DISABLE TRIGGER ALL',
    `INSERT INTO journal_lines SELECT clinic_id, entry_id, 9, 1020, 5, NULL, NULL, NULL, effective_on FROM journal_lines LIMIT 1`,
  ])('cannot: %s', async (statement) => {
    await expect(asApp(app, clinic, statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot post for another clinic', async () => {
    const other = await openTestClinic(app);
    const raw = `SELECT post_journal_entry($1, $2, 'k', 'charge', $2, '2026-03-02', now(), NULL, 'x', NULL, '{1020,1030}', '{100,-100}', '{NULL,NULL}', '{NULL,NULL}', '{NULL,NULL}')`;
    await expect(asApp(app, clinic, raw, [other, randomUUID()])).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    ['an altered amount', `UPDATE journal_lines SET amount_cents = amount_cents * 2`, 'entry_altered'],
    ['a removed entry', `DELETE FROM journal_entries`, 'line_without_entry'],
    ['a removed entry breaks the chain', `DELETE FROM journal_entries`, 'seal_broken'],
    ['a day moved', `UPDATE journal_entries SET effective_on = '2026-01-01'`, 'entry_altered'],
    ['an open item forgiven', `UPDATE open_items SET open_cents = 0`, 'open_item_differs'],
    ['a roll-up changed', `UPDATE account_days SET debit_cents = debit_cents + 1`, 'roll_up_differs'],
    ['a month changed', `UPDATE account_months SET credit_cents = credit_cents + 1`, 'month_roll_up_differs'],
  ])('lets the whole-book check find %s, even when a superuser did it', async (_what, statement, finding) => {
    const verified = await tamper(app, clinic, statement);
    expect(verified).toContain(finding);
  });
});

/** Changes rows as a superuser with every trigger off, asks the check, and takes it back. */
async function tamper(app: TestApp, clinicId: ClinicId, statement: string): Promise<string[]> {
  await app.database.query('BEGIN');
  try {
    await app.database.query('SET LOCAL session_replication_role = replica');
    await app.database.query(statement);
    const rows = await app.database.query<{ finding: string }>('SELECT finding FROM verify_journal($1)', [clinicId]);
    return rows.map((row) => row.finding);
  } finally {
    await app.database.query('ROLLBACK');
  }
}
