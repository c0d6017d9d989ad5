import type { ClinicId } from '../../src/kernel/ids';
import { isOutage } from '../../src/platform/database/pg-errors';
import { Sql } from '../../src/platform/database/sql';
import { Transactions } from '../../src/platform/database/transactions';
import { Jobs } from '../../src/platform/queue/jobs';
import { startTestApp, type TestApp } from '../support/app';
import { openTestClinic } from '../support/clinics';
import { openDesk } from '../support/desk';

const POOL = 3;

describe('A pipelined transaction that goes wrong', () => {
  let app: TestApp;
  let clinic: ClinicId;
  let tx: Transactions;
  let sql: Sql;
  const run = <T>(work: () => Promise<T>) => app.as(clinic, () => tx.run(work));
  const note = (text: string) => sql.execute('INSERT INTO fault_notes VALUES ($1, $2)', [clinic, text]);
  const notes = async () =>
    (await app.database.query<{ note: string }>('SELECT note FROM fault_notes ORDER BY note')).map(({ note }) => note);
  const backend = async () => (await sql.query<{ pid: number }>('SELECT pg_backend_pid() AS pid'))[0]!.pid;
  /** Fails with the SQLSTATE for the first `times` executions of the statement. */
  const failing = (state: string) => sql.execute('SELECT fail_for_a_while($1)', [state]);
  const armFailures = (times: number) => app.database.query(`SELECT setval('failures_seen', $1)`, [-times]);
  /** Nothing is left over: every connection of the pool serves, with nothing open on it. */
  const expectHealthyPool = async () => {
    const clinics = await Promise.all(
      Array.from({ length: POOL * 2 }, () => run(() => sql.query('SELECT current_clinic()::text AS id'))),
    );
    for (const rows of clinics) expect(rows).toEqual([{ id: clinic }]);
    const open = await app.database.query(
      `SELECT state FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'clinic-billing' AND state LIKE 'idle in transaction%'`,
    );
    expect(open).toEqual([]);
  };

  beforeAll(async () => {
    app = await startTestApp({ settings: { databasePoolSize: POOL } });
    clinic = await openTestClinic(app);
    tx = app.get(Transactions);
    sql = app.get(Sql);
    await app.database.query(`
      CREATE TABLE fault_notes (clinic_id uuid NOT NULL, note text NOT NULL);
      CREATE TABLE fault_late (note text CONSTRAINT uq_fault_late UNIQUE DEFERRABLE INITIALLY DEFERRED);
      GRANT SELECT, INSERT ON fault_notes, fault_late TO billing_app;
      CREATE SEQUENCE failures_seen MINVALUE -1000;
      GRANT USAGE, UPDATE ON failures_seen TO billing_app;
      CREATE FUNCTION fail_for_a_while(state text) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
          IF nextval('failures_seen') <= 0 THEN RAISE EXCEPTION 'asked for' USING ERRCODE = state; END IF;
        END $$;
      GRANT EXECUTE ON FUNCTION fail_for_a_while(text) TO billing_app;`);
  });
  beforeEach(() => app.database.query('TRUNCATE fault_notes, fault_late'));
  afterEach(expectHealthyPool);
  afterAll(() => app.close());

  it('keeps nothing when a statement nobody waits for fails', async () => {
    const failed = run(async () => {
      await note('before');
      sql.defer('SELECT 1 / (length($1) - 1)', ['x']);
      return 'success';
    });
    await expect(failed).rejects.toMatchObject({ code: '22012' });
    expect(await notes()).toEqual([]);
  });

  it('tells the first failure, not that the rest was refused because of it', async () => {
    const failed = run(async () => {
      sql.defer('SELECT 1 / (length($1) - 1)', ['x']);
      await note('behind it');
    });
    await expect(failed).rejects.toMatchObject({ code: '22012' });
  });

  it('keeps nothing when COMMIT itself fails', async () => {
    const failed = run(async () => {
      await note('before');
      await sql.execute(`INSERT INTO fault_late VALUES ('twice'), ('twice')`);
    });
    await expect(failed).rejects.toMatchObject({ constraint: 'uq_fault_late' });
    expect(await notes()).toEqual([]);
  });

  it('is not a success when the work swallowed a failed statement', async () => {
    const failed = run(async () => {
      await note('before');
      await sql.query('SELECT 1 / (length($1) - 1)', ['x']).catch(() => undefined);
      return 'success';
    });
    await expect(failed).rejects.toBeDefined();
    expect(await notes()).toEqual([]);
  });

  it('refuses what comes after its end: nothing runs outside a transaction', async () => {
    let late: Promise<unknown> = Promise.resolve();
    const slow = async () => {
      await sql.query('SELECT 1');
      late = Promise.resolve().then(() => app.get(Jobs).enqueue('fault:late', { at: 'autocommit' }));
      await late;
    };
    const failed = run(() => Promise.all([slow(), Promise.reject(new Error('first to fail'))]));
    await expect(failed).rejects.toThrow('first to fail');
    await expect(late).rejects.toBeDefined();
    expect(await app.database.query(`SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'fault:late'`)).toEqual(
      [],
    );
  });

  it('joins when nested, and fails as a whole', async () => {
    const failed = run(async () => {
      await tx.run(() => note('inner'));
      const [outer, inner] = [await backend(), await tx.run(backend)];
      expect(inner).toBe(outer);
      throw new Error('outer');
    });
    await expect(failed).rejects.toThrow('outer');
    expect(await notes()).toEqual([]);
  });

  it.each([['awaited'], ['deferred']])('is done again as a whole after a deadlock (%s)', async (how) => {
    await armFailures(2);
    let times = 0;
    const done = await run(async () => {
      times += 1;
      await note('once');
      if (how === 'awaited') await failing('40P01');
      else sql.defer('SELECT fail_for_a_while($1)', ['40P01']);
      await sql.query('SELECT 1');
      return times;
    });
    expect(done).toBe(3);
    expect(await notes()).toEqual(['once']);
  });

  it('gives up after a bounded number of serialization failures', async () => {
    await armFailures(50);
    let times = 0;
    const failed = run(async () => {
      times += 1;
      await failing('40001');
    });
    await expect(failed).rejects.toMatchObject({ code: '40001' });
    expect(times).toBe(4);
  });

  it('is no success when the connection is lost in the middle or before COMMIT, and the next one works', async () => {
    for (const moment of ['middle', 'end']) {
      const failed = run(async () => {
        await note('lost');
        const pid = await backend();
        await app.database.query('SELECT pg_terminate_backend($1)', [pid]);
        if (moment === 'middle') await sql.query('SELECT 1');
        return 'success';
      });
      const error: unknown = await failed.catch((thrown: unknown) => thrown);
      expect(isOutage(error)).toBe(true);
      expect(await notes()).toEqual([]);
    }
  });

  it('answers 503 with Retry-After when every connection is taken, and serves again when one is free', async () => {
    const desk = await openDesk(app, clinic);
    let free = (): void => undefined;
    const freed = new Promise<void>((resolve) => (free = resolve));
    const holders = Array.from({ length: POOL }, () =>
      run(async () => {
        await sql.query('SELECT 1');
        await freed;
      }),
    );
    const refused = await desk.get('/v1/clinic');
    free();
    await Promise.all(holders);
    expect(refused).toMatchObject({
      status: 503,
      body: { code: 'service_unavailable' },
      headers: { 'retry-after': '2' },
    });
    expect((await desk.get('/v1/clinic')).status).toBe(200);
  });

  it('does not wait for ever for a row somebody holds', async () => {
    const desk = await openDesk(app, clinic);
    await app.database.query('BEGIN');
    await app.database.query('LOCK TABLE audit_events IN SHARE MODE');
    const refused = await desk.post('/v1/patients', {
      firstName: 'Ada',
      lastName: 'Lovelace',
      dateOfBirth: '1985-01-31',
      address: { line1: '1 Sample Ave', city: 'Portland', state: 'OR', postalCode: '97202' },
    });
    await app.database.query('COMMIT');
    expect(refused).toMatchObject({ status: 503, body: { code: 'service_unavailable' } });
  });
});
