import { createHash } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { MakeExport } from '../../../src/modules/reports/make-export';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, ok, openDesk } from '../../support/desk';
import type { DemoClinicUnderTest } from '../../support/demo';
import { refusal } from '../../support/drawers';
import { FixedClock } from '../../support/fixed-clock';
import { eventually } from '../../support/hosted-page';
import { writeManyEntries } from '../../support/many-entries';
import { tellMarch } from './support/march';
import { fetchBytes } from './support/wire';
import { keepBooks } from '../../support/keep-books';

interface Export {
  id: string;
  status: string;
  rowCount: number;
  rowsWritten: number;
  progress: number;
  byteCount: number;
  sha256: string | null;
  fileUrl: string | null;
  expiresAt: string | null;
  problem: { code: string } | null;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const ENTRIES = 30_000;
const LEDGER = '/v1/reports/general-ledger?from=2026-03-01&to=2026-03-31';

/** A report of 60,000 lines, which no socket takes at once. */
describe('A large report', () => {
  const clock = FixedClock.at('2026-03-02T20:00:00Z');
  let app: TestApp;
  let cascade: DemoClinicUnderTest;
  let accountant: Desk;
  const keyOf = (role: string) => cascade.users.find((user) => user.role === role)!.apiKey;
  const open = (path: string) =>
    new Promise<IncomingMessage>((resolve, reject) =>
      get(`${app.url}${path}`, { headers: { authorization: `Bearer ${keyOf('accountant')}` } }, resolve).on(
        'error',
        reject,
      ),
    );
  const READING = `datname = current_database() AND (query LIKE 'FETCH%report_rows%' OR query LIKE 'COPY (%') AND state <> 'idle'`;
  /** The connections in the middle of a report, that have done nothing for so long. */
  const reading = (forMs = 0) =>
    app.database.query(
      `SELECT pid FROM pg_stat_activity WHERE ${READING} AND (state_change <= clock_timestamp() - $1 * interval '1 millisecond' OR $1 = 0)`,
      [forMs],
    );
  const breakOff = () => app.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${READING}`);
  /** Resolves when the report stands still because nobody takes more of it. */
  const waiting = () => eventually(async () => (await reading(500)).length === 1, 'the report waits for its reader');
  const request = async (body: object, desk = accountant) =>
    desk.post<Export & { code?: string }>('/v1/report-exports', {
      report: 'general-ledger',
      format: 'csv',
      from: '2026-03-01',
      to: '2026-03-31',
      ...body,
    });
  const made = async (id: string) => {
    await app.as(cascade.id, () => app.get(MakeExport).execute(id));
    return ok(await accountant.get<Export>(`/v1/report-exports/${id}`));
  };

  beforeAll(async () => {
    app = await startTestApp({ clock, listen: true });
    ({ cascade } = await tellMarch(app, clock));
    accountant = await openDesk(app, cascade.id, 'accountant');
    await writeManyEntries(app, cascade.id, ENTRIES);
    await keepBooks(app, cascade.id);
  });
  afterAll(() => app.close());

  it('comes whole, in CSV and as JSON', async () => {
    const csv = (await fetchBytes(app, keyOf('accountant'), `${LEDGER}&format=csv`)).body.toString();
    const json = JSON.parse((await fetchBytes(app, keyOf('accountant'), LEDGER)).body.toString()) as {
      rowCount: number;
      rows: object[];
    };
    expect(json.rowCount).toBeGreaterThan(2 * ENTRIES);
    expect(json.rows).toHaveLength(json.rowCount);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(json.rowCount + 2);
  });

  it('waits in the database while its reader does, and goes on with them', async () => {
    const answer = await open(`${LEDGER}&format=csv`);
    answer.pause();
    await waiting();
    expect(answer.readableLength).toBeLessThan(1_000_000);
    let bytes = 0;
    answer.on('data', (chunk: Buffer) => (bytes += chunk.length)).resume();
    await once(answer, 'end');
    expect(bytes).toBeGreaterThan(5_000_000);
    expect(answer.complete).toBe(true);
  });

  it('that fails on its way is broken off, and does not look whole', async () => {
    for (const format of ['csv', 'json', 'xlsx']) {
      const answer = await open(`${LEDGER}&format=${format}`);
      expect(answer.statusCode).toBe(200);
      answer.pause();
      await eventually(async () => (await breakOff()).length === 1, 'the report had begun');
      answer.resume();
      const [error] = (await once(answer, 'error')) as [NodeJS.ErrnoException];
      expect({ format, code: error.code, complete: answer.complete }).toEqual({
        format,
        code: 'ECONNRESET',
        complete: false,
      });
    }
  });

  it('lets go of the database when its reader goes away', async () => {
    const answer = await open(`${LEDGER}&format=csv`);
    answer.pause();
    await waiting();
    answer.destroy();
    await eventually(async () => (await reading()).length === 0, 'the connection is free again');
  });

  it('is made in the background, tells how far it is, and is the same file', async () => {
    const { id, status } = ok(await request({}));
    expect(status).toBe('waiting');
    expect(refusal(await accountant.get(`/v1/report-exports/${id}/file`))).toEqual({
      status: 409,
      code: 'export_not_ready',
    });
    const done = await made(id);
    expect(done).toMatchObject({
      status: 'done',
      progress: 100,
      rowsWritten: done.rowCount,
      expiresAt: '2026-03-04T20:00:00.000Z',
    });
    const { body } = await fetchBytes(app, keyOf('accountant'), done.fileUrl!);
    const direct = await fetchBytes(app, keyOf('accountant'), `${LEDGER}&format=csv`);
    expect(sha256(body)).toBe(sha256(direct.body));
    expect(done.sha256).toBe(sha256(body));
    expect(body.length).toBe(done.byteCount);
    // Taken up once more, as the queue may: nothing changes.
    expect(await made(id)).toEqual(done);
  });

  it('is called off while it is made, and leaves nothing', async () => {
    const { id } = ok(await request({}));
    const making = app.as(cascade.id, () => app.get(MakeExport).execute(id));
    await eventually(
      async () => ok(await accountant.get<Export>(`/v1/report-exports/${id}`)).rowsWritten > 0,
      'rows are written',
    );
    expect(ok(await accountant.post<Export>(`/v1/report-exports/${id}/cancel`, {}))).toMatchObject({
      status: 'canceled',
    });
    await making;
    expect(ok(await accountant.get<Export>(`/v1/report-exports/${id}`))).toMatchObject({
      status: 'canceled',
      fileUrl: null,
    });
    expect(refusal(await accountant.post(`/v1/report-exports/${id}/cancel`, {}))).toEqual({
      status: 409,
      code: 'export_over',
    });
  });

  it('expires after a day, its file with it', async () => {
    const { id } = ok(await request({ report: 'trial-balance' }));
    const { fileUrl } = await made(id);
    clock.advance({ hours: 25 });
    expect(refusal(await accountant.get(fileUrl!))).toEqual({ status: 404, code: 'export_expired' });
    clock.advance({ hours: -25 });
  });

  it('that does not tie is not made, and says so', async () => {
    const { id } = ok(await request({}));
    await app.database.query('SET session_replication_role = replica');
    await app.database.query(
      `UPDATE account_days SET debit_cents = debit_cents + 1 WHERE clinic_id = $1 AND account_number = 1020`,
      [cascade.id],
    );
    expect(await made(id)).toMatchObject({
      status: 'failed',
      fileUrl: null,
      problem: { code: 'report_does_not_tie', differenceCents: -2 },
    });
    await app.database.query(
      `UPDATE account_days SET debit_cents = debit_cents - 1 WHERE clinic_id = $1 AND account_number = 1020`,
      [cascade.id],
    );
    await app.database.query('SET session_replication_role = origin');
  });

  it('with names is asked for and fetched only by who may see them', async () => {
    expect(refusal(await request({ names: 'true' }))).toEqual({ status: 403, code: 'forbidden' });
    const admin = await openDesk(app, cascade.id, 'admin');
    const { id } = ok(await request({ report: 'ar-aging', names: 'true' }, admin));
    await made(id);
    expect(refusal(await accountant.get(`/v1/report-exports/${id}/file`))).toEqual({ status: 403, code: 'forbidden' });
    expect(await admin.get(`/v1/report-exports/${id}/file`)).toMatchObject({ status: 200 });
  });

  it('is refused before it begins when it could not be made', async () => {
    expect(refusal(await request({ report: 'nothing' }))).toEqual({ status: 404, code: 'report_unknown' });
    expect(refusal(await request({ to: '2026-01-01' }))).toEqual({ status: 422, code: 'period_invalid' });
    expect(refusal(await request({ format: 'pdf' }))).toEqual({ status: 400, code: 'validation_failed' });
  });
});
