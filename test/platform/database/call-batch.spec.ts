import { randomUUID } from 'node:crypto';
import type { ClinicId } from '../../../src/kernel/ids';
import { Sql } from '../../../src/platform/database/sql';
import { Transactions } from '../../../src/platform/database/transactions';
import { startTestApp, type TestApp } from '../../support/app';
import { openTestClinic } from '../../support/clinics';

describe('Calls of one turn', () => {
  let app: TestApp;
  let clinic: ClinicId;
  let tx: Transactions;
  let sql: Sql;
  const run = <T>(work: () => Promise<T>) => app.as(clinic, () => tx.run(work));
  const note = (text: string) => ({ expression: 'write_note($1)', params: [text] });
  const notes = async () =>
    (await app.database.query<{ note: string }>('SELECT note FROM batch_notes ORDER BY n')).map((row) => row.note);
  const at = () => sql.call<Date>({ expression: 'statement_timestamp()', params: [] });

  beforeAll(async () => {
    app = await startTestApp();
    clinic = await openTestClinic(app);
    tx = app.get(Transactions);
    sql = app.get(Sql);
    await app.database.query(`
      CREATE TABLE batch_notes (n bigserial, note text NOT NULL CONSTRAINT uq_batch_notes UNIQUE);
      GRANT SELECT, INSERT ON batch_notes TO billing_app;
      GRANT USAGE ON batch_notes_n_seq TO billing_app;
      CREATE FUNCTION write_note(p text) RETURNS integer LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO batch_notes (note) VALUES (p);
          RETURN (SELECT count(*) FROM batch_notes);
        END $$;`);
  });
  beforeEach(() => app.database.query('TRUNCATE batch_notes'));
  afterAll(() => app.close());

  it('are one statement, and each is given its own value', async () => {
    const [sum, first, text, second] = await run(() =>
      Promise.all([
        sql.call({ expression: '$1::int + $2::int', params: [1, 2] }),
        at(),
        sql.call({ expression: 'upper($1)', params: ['x'] }),
        at(),
      ]),
    );
    expect([sum, text]).toEqual([3, 'X']);
    expect(first).toEqual(second);
  });

  it('are done in their order, each seeing what those before it wrote', async () => {
    const counts = await run(() => Promise.all(['a', 'b', 'c'].map((text) => sql.call(note(text)))));
    expect(counts).toEqual([1, 2, 3]);
    expect(await notes()).toEqual(['a', 'b', 'c']);
  });

  it('leave ahead of any statement sent after them', async () => {
    await run(async () => {
      sql.deferCall(note('first'));
      expect(await sql.query('SELECT note FROM batch_notes')).toEqual([{ note: 'first' }]);
      sql.deferCall(note('second'));
      expect(await tx.manager.query('SELECT note FROM batch_notes ORDER BY n')).toHaveLength(2);
    });
  });

  it('keep their order when they are more than one statement takes', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => String(index));
    await run(async () => texts.forEach((text) => sql.deferCall(note(text))));
    expect(await notes()).toEqual(texts);
  });

  it('see the clinic of their transaction from the first on', async () => {
    expect(await run(() => sql.call({ expression: 'current_clinic()', params: [] }))).toBe(clinic);
    expect(await tx.runGlobal(() => sql.call({ expression: 'current_clinic()', params: [] }))).toBeNull();
  });

  it('are refused together, with the error of the one that knows what it means', async () => {
    const known = new Error('twice');
    const failed = run(async () => {
      sql.deferCall(note('kept by nobody'));
      sql.deferCall({ ...note('twice'), explain: (error) => error });
      sql.deferCall({ ...note('twice'), explain: () => known });
    });
    await expect(failed).rejects.toBe(known);
    expect(await notes()).toEqual([]);
  });

  it('that nobody explains fail the commit as the database put it', async () => {
    const failed = run(async () => ['twice', 'twice'].forEach((text) => sql.deferCall(note(text))));
    await expect(failed).rejects.toMatchObject({ constraint: 'uq_batch_notes' });
  });

  it('are not sent when the work fails before they leave', async () => {
    const failed = run(() => {
      sql.deferCall(note('never'));
      return Promise.reject(new Error('no'));
    });
    await expect(failed).rejects.toThrow('no');
    expect(await notes()).toEqual([]);
  });

  it('are refused after the end of their transaction', async () => {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const late: Promise<unknown>[] = [];
    await run(async () => {
      late.push(ended.then(() => sql.call(note('late'))));
    });
    end();
    await expect(late[0]).rejects.toBeDefined();
    expect(await notes()).toEqual([]);
  });
});

describe('The functions that write', () => {
  let app: TestApp;
  let own: ClinicId;
  let other: ClinicId;
  const call = (expression: string, params: unknown[]) =>
    app.as(own, () => app.get(Transactions).run(() => app.get(Sql).call({ expression, params })));

  beforeAll(async () => {
    app = await startTestApp();
    own = await openTestClinic(app);
    other = await openTestClinic(app);
  });
  afterAll(() => app.close());

  it('keep row-level security: nothing is written for another clinic', async () => {
    const audit = `record_audit_event($1, $2, now(), 'system', 'x', 'x', NULL, 'test.do', NULL, NULL, NULL, NULL, '{}')`;
    const complete = `complete_idempotency_key($1, 'x', $2, 'x', 201, '1', now(), NULL)`;
    for (const expression of [audit, complete]) {
      await expect(call(expression, [other, randomUUID()])).rejects.toMatchObject({ code: '42501' });
      await call(expression, [own, randomUUID()]);
    }
  });

  it('refuse what the tables refuse: a patient who is not there, a tender of nothing', async () => {
    const payment = (cents: number) => [randomUUID(), randomUUID(), cents, randomUUID()];
    const record = `record_payment($1, $2, NULL, 'succeeded', 'desk', $3, '2026-03-02', $4, 'system', 'x', now(),
      ARRAY[$1]::uuid[], '{cash}', '{f}', ARRAY[$3]::bigint[], '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{}', '{}', '{}')`;
    await expect(call(record, payment(1))).rejects.toMatchObject({ constraint: 'fk_payments_patient_id' });
    await expect(call(record, payment(0))).rejects.toMatchObject({ constraint: 'ck_payments_amount_cents' });
  });
});
