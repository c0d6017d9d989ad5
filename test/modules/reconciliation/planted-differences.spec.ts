import { Temporal } from 'temporal-polyfill';
import { Reconcile } from '../../../src/modules/reconciliation/reconcile';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import { type DemoClinicUnderTest, openDemo, postVisit } from '../../support/demo';
import { FixedClock } from '../../support/fixed-clock';
import { expectLedgerTies } from '../../support/ledger';

const ROWS = 2_500;
const BATCH = 250;
const FROM = Temporal.PlainDate.from('2026-02-15');
const TO = Temporal.PlainDate.from('2026-03-02');

interface Detail {
  differenceCount: number;
  resolvedCount: number;
  differenceCents: number;
  transactionCount: number;
  entryCount: number;
  differences: { id: string; kind: string; about: string; processorCents: number; ledgerCents: number }[];
}
interface Task {
  status: string;
  amountCents: number;
  ageDays: number;
  assignedTo: string | null;
  facts: { kind: string; about: string };
}

/**
 * Card payments by the thousand: rows and entries as the service writes them (by the same function), and the processor's side
 * of each in the mirror. Payment i took 10,000 + i cents and cost 300.
 */
const CLEAN_BOOK = `
  WITH base AS (SELECT p.* FROM payments p WHERE p.clinic_id = $1 LIMIT 1),
  n AS (SELECT i, gen_random_uuid() AS payment, gen_random_uuid() AS tender, '2026-02-20 12:00Z'::timestamptz + i * interval '3 minutes' AS at FROM generate_series($2::int, $3::int) i),
  pay AS (
    INSERT INTO payments (clinic_id, id, patient_id, invoice_id, state, source, amount_cents, effective_on, receipt_id, taken_by_kind, taken_by_id, taken_at, settled_at)
    SELECT b.clinic_id, n.payment, b.patient_id, NULL, 'succeeded', 'checkout', 10000 + n.i, n.at::date, gen_random_uuid(), 'system', 'test', n.at, n.at FROM n, base b),
  ten AS (
    INSERT INTO payment_tenders (clinic_id, id, payment_id, position, type, spends_hsa_fsa, amount_cents, fee_cents, stripe_payment_intent_id, stripe_charge_id)
    SELECT b.clinic_id, n.tender, n.payment, 1, 'hosted_checkout', false, 10000 + n.i, 300, 'pi_' || n.i, 'ch_' || n.i FROM n, base b),
  mirror AS (
    INSERT INTO balance_transactions (clinic_id, id, balance_transaction_id, type, role, match_key, amount_cents, fee_cents, net_cents, source_id, payment_intent_id, occurred_at)
    SELECT b.clinic_id, gen_random_uuid(), 'txn_' || n.i, 'charge', 'charge', 'pi_' || n.i, 10000 + n.i, 300, 9700 + n.i, 'ch_' || n.i, 'pi_' || n.i, n.at FROM n, base b),
  sale AS (
    SELECT post_journal_entry(b.clinic_id, gen_random_uuid(), 'payment', 'tender', n.tender, n.at::date, n.at, NULL, 'test', NULL,
      ARRAY[1030, 2000], ARRAY[10000 + n.i, -10000 - n.i]::bigint[], ARRAY[NULL, b.patient_id]::uuid[], ARRAY[NULL, NULL]::uuid[], ARRAY[NULL, n.payment]::uuid[]) FROM n, base b),
  fee AS (
    SELECT post_journal_entry(b.clinic_id, gen_random_uuid(), 'fee', 'tender', n.tender, n.at::date, n.at, NULL, 'test', NULL,
      ARRAY[6000, 1030], ARRAY[300, -300]::bigint[], ARRAY[NULL, NULL]::uuid[], ARRAY[NULL, NULL]::uuid[], ARRAY[NULL, NULL]::uuid[]) FROM n, base b)
  SELECT (SELECT count(*) FROM sale) + (SELECT count(*) FROM fee) AS entries`;

describe('A comparison of thousands of movements', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let accountant: Desk;

  const compare = async (from = FROM, to = TO): Promise<Detail> => {
    const id = await app.as(cascade.id, () => app.get(Reconcile).execute('request', { from, to }));
    return ok(await accountant.get<Detail>(`/v1/reconciliations/${id}`));
  };
  const tasks = async (status: string) =>
    ok(await accountant.get<{ data: Task[] }>(`/v1/tasks?kind=reconciliation_difference&status=${status}&limit=200`))
      .data;
  /** Plants rows in the processor's side; `i` numbers the payments. */
  const mirror = (change: string, where: string) =>
    app.database.query(`UPDATE balance_transactions SET ${change} WHERE clinic_id = '${cascade.id}' AND ${where}`);
  const plant = (text: string) => app.database.query(text.replaceAll(':clinic', `'${cascade.id}'`));
  const keysOf = (numbers: number[]) => numbers.map((i) => `'pi_${i}'`).join(', ');

  beforeAll(async () => {
    app = await startTestApp({ clock });
    ({ cascade } = await openDemo(app));
    accountant = await openDesk(app, cascade.id, 'accountant');
    const visit = await postVisit(cascade.desk, ['intake']);
    ok(
      await cascade.desk.post(`/v1/invoices/${visit.invoiceId}/payments`, {
        tenders: [{ type: 'cash', amountCents: 22_000 }],
      }),
    );
    await app.database.query(`SELECT set_config('app.clinic_id', $1, false)`, [cascade.id]);
    // In batches, so that plans made for an empty journal are not kept for a full one.
    for (let first = 1; first <= ROWS; first += BATCH) {
      await app.database.query(CLEAN_BOOK, [cascade.id, first, first + BATCH - 1]);
      await app.database.query('ANALYZE journal_entries, journal_lines, open_items, payments, payment_tenders');
    }
  }, 120_000);
  afterAll(async () => {
    await expectLedgerTies(app, cascade.id);
    await app.close();
  });

  it('finds nothing in a clean book', async () => {
    expect(await compare()).toMatchObject({
      differenceCount: 0,
      differenceCents: 0,
      transactionCount: ROWS,
      entryCount: 2 * ROWS,
      differences: [],
    });
    expect(await tasks('open')).toEqual([]);
  });

  it('does not tear apart what the processor and the ledger have on two days', async () => {
    const [first, last] = ['2026-02-22', '2026-02-23'].map((day) => Temporal.PlainDate.from(day));
    const found = await compare(first, last);
    expect(found).toMatchObject({ differenceCount: 0, differenceCents: 0 });
    expect(found.entryCount).toBe(2 * found.transactionCount);
    expect(found.transactionCount).toBeLessThan(ROWS);
  });

  it('finds twenty of twenty, each once and to the cent, and keeps a task of each until it is gone', async () => {
    const altered = await app.database.query<{ id: string }>(
      `SELECT id FROM balance_transactions WHERE clinic_id = $1 AND match_key IN (${keysOf([1, 2, 3, 4])}) ORDER BY match_key`,
      [cascade.id],
    );
    expect(altered).toHaveLength(4);
    // The processor lost four of its own, and has four that nobody booked.
    await mirror(
      `match_key = 'gone_' || match_key, occurred_at = '2020-01-01'`,
      `match_key IN (${keysOf([1, 2, 3, 4])})`,
    );
    await plant(`INSERT INTO balance_transactions (clinic_id, id, balance_transaction_id, type, role, match_key, amount_cents, fee_cents, net_cents, source_id, payment_intent_id, occurred_at)
      SELECT :clinic, gen_random_uuid(), 'txn_new_' || i, 'charge', 'charge', 'pi_new_' || i, 5000, 175, 4825, 'ch_new_' || i, 'pi_new_' || i, '2026-02-25' FROM generate_series(1, 4) i`);
    // Four amounts and four fees are other ones, and four were moved twice.
    await mirror(
      'amount_cents = amount_cents + 1, net_cents = net_cents + 1',
      `match_key IN (${keysOf([11, 12, 13, 14])})`,
    );
    await mirror('fee_cents = fee_cents + 1, net_cents = net_cents - 1', `match_key IN (${keysOf([21, 22, 23, 24])})`);
    await plant(`INSERT INTO balance_transactions (clinic_id, id, balance_transaction_id, type, role, match_key, amount_cents, fee_cents, net_cents, source_id, payment_intent_id, occurred_at)
      SELECT :clinic, gen_random_uuid(), 'txn_twice_' || i, 'charge', 'charge', 'pi_' || i, 10000 + i, 0, 10000 + i, 'ch_twice_' || i, 'pi_' || i, '2026-02-25' FROM generate_series(31, 34) i`);

    const found = await compare();
    expect(found.differenceCount).toBe(20);
    const byKind = (kind: string) => found.differences.filter((difference) => difference.kind === kind);
    expect(byKind('transaction_missing').map(({ about, ledgerCents }) => [about, ledgerCents])).toEqual(
      [1, 2, 3, 4].map((i) => [`pi_${i}`, 9_700 + i]),
    );
    expect(byKind('entry_missing').map(({ about, processorCents }) => [about, processorCents])).toEqual(
      [1, 2, 3, 4].map((i) => [`pi_new_${i}`, 4_825]),
    );
    expect(
      byKind('amount_differs').map(({ about, processorCents, ledgerCents }) => [about, processorCents - ledgerCents]),
    ).toEqual([
      ...[11, 12, 13, 14].map((i) => [`pi_${i}`, 1]),
      ...[31, 32, 33, 34].map((i) => [`pi_${i}`, 10_000 + i]),
    ]);
    expect(
      byKind('fee_differs').map(({ about, processorCents, ledgerCents }) => [about, processorCents - ledgerCents]),
    ).toEqual([21, 22, 23, 24].map((i) => [`pi_${i}`, -1]));
    expect(await tasks('open')).toHaveLength(20);

    clock.advance({ hours: 49 });
    expect(await compare()).toMatchObject({ differenceCount: 20, resolvedCount: 0 });
    const open = await tasks('open');
    expect(open.map(({ ageDays }) => ageDays)).toEqual(Array.from({ length: 20 }, () => 2));
    expect(open.every(({ facts, amountCents }) => facts.about.startsWith('pi_') && amountCents > 0)).toBe(true);

    await mirror(`match_key = substr(match_key, 6), occurred_at = '2026-02-21'`, `match_key LIKE 'gone_%'`);
    await mirror(
      'amount_cents = amount_cents - 1, net_cents = net_cents - 1',
      `match_key IN (${keysOf([11, 12, 13, 14])})`,
    );
    await mirror('fee_cents = fee_cents - 1, net_cents = net_cents + 1', `match_key IN (${keysOf([21, 22, 23, 24])})`);
    await plant(
      `DELETE FROM balance_transactions WHERE clinic_id = :clinic AND (match_key LIKE 'pi_new_%' OR balance_transaction_id LIKE 'txn_twice_%')`,
    );
    expect(await compare()).toMatchObject({ differenceCount: 0, resolvedCount: 20, differenceCents: 0 });
    expect(await tasks('open')).toEqual([]);
    expect(await tasks('done')).toHaveLength(20);
  });

  it('does not take a charge whose movement is still on its way for missing, until it has had its time', async () => {
    await mirror(`match_key = 'late_' || match_key, occurred_at = '2020-01-01'`, `match_key = 'pi_50'`);
    await app.database.query(
      `ALTER TABLE journal_entries DISABLE TRIGGER USER;
       UPDATE journal_entries SET recorded_at = '2026-03-04 20:00Z' WHERE source_id = (SELECT id FROM payment_tenders WHERE stripe_payment_intent_id = 'pi_50');`,
    );
    try {
      expect(await compare()).toMatchObject({ differenceCount: 0 });
      clock.advance({ hours: 3 });
      expect(await compare()).toMatchObject({
        differenceCount: 1,
        differences: [{ kind: 'transaction_missing', about: 'pi_50' }],
      });
    } finally {
      await app.database.query(
        `UPDATE journal_entries e SET recorded_at = p.taken_at FROM payment_tenders t JOIN payments p ON p.id = t.payment_id WHERE e.source_id = t.id AND t.stripe_payment_intent_id = 'pi_50';
         ALTER TABLE journal_entries ENABLE TRIGGER USER;`,
      );
    }
  });
});
