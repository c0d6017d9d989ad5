import { Client } from 'pg';
import { CopyOut } from '../../../src/platform/database/copy-out';
import { eventually } from '../../support/hosted-page';
import { createEmptyDatabase } from '../../support/postgres';

const LINES = 60_000;
/** 60 MB: more than all buffers between the server and its reader. */
const LARGE = `COPY (SELECT n, repeat('x', 1000) FROM generate_series(1, ${LINES}) n) TO STDOUT (FORMAT csv)`;

describe('Rows that are copied out', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let client: Client;
  let gone: Promise<unknown>;

  beforeAll(async () => {
    database = await createEmptyDatabase();
  });
  beforeEach(async () => {
    const pipelined = { connectionString: database.url, pipeline: true };
    client = new Client(pipelined);
    gone = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
  });
  afterEach(() => client.end());
  afterAll(() => database.drop());

  const copy = (text: string): CopyOut => {
    const out = new CopyOut(text);
    client.query(out);
    return out;
  };
  const inCopy = async () =>
    (await database.query(`SELECT wait_event FROM pg_stat_activity WHERE query LIKE 'COPY%' AND state = 'active'`)).map(
      (row) => row['wait_event'] as string | null,
    );
  async function textsOf(out: CopyOut): Promise<string[]> {
    const texts = [];
    for await (const { bytes } of out.read()) texts.push(bytes.toString());
    return texts;
  }

  it('are lines as RFC 4180 has them, the first by itself', async () => {
    const out = copy(
      `COPY (VALUES ('sum 3', NULL, ''), ('a "b"', 'c,d', e'two\\nlines'), ('e', 'f', 'g')) TO STDOUT (FORMAT csv)`,
    );
    expect(await textsOf(out)).toEqual(['sum 3,,""\r\n', '"a ""b""","c,d","two\nlines"\r\ne,f,g\r\n']);
  });

  it('may be none, and may be longer than a block', async () => {
    expect(await textsOf(copy(`COPY (SELECT 1 WHERE false) TO STDOUT (FORMAT csv)`))).toEqual([]);
    const wide = await textsOf(
      copy(`COPY (SELECT repeat('y', 200000) FROM generate_series(1, 3)) TO STDOUT (FORMAT csv)`),
    );
    expect(wide.join('')).toBe(`${'y'.repeat(200_000)}\r\n`.repeat(3));
  });

  it('wait in the database while nobody reads, and come whole when somebody does', async () => {
    const blocks = copy(LARGE).read();
    const { value: first } = await blocks.next();
    expect(first?.count).toBe(1);
    const before = process.memoryUsage().arrayBuffers;
    await eventually(async () => (await inCopy())[0] === 'ClientWrite', 'the server waits');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
    let lines = 1;
    let bytes = (first as { bytes: Buffer }).bytes.length;
    for await (const block of blocks) {
      lines += block.count;
      bytes += block.bytes.length;
    }
    expect(lines).toBe(LINES);
    const digits = Array.from({ length: LINES }, (_, n) => String(n + 1).length).reduce((a, b) => a + b);
    expect(bytes).toBe(digits + LINES * (1 + 1000 + 2));
    expect((await client.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  });

  it('pass by when they are called off, and the connection goes on', async () => {
    const out = copy(LARGE);
    const blocks = out.read();
    await blocks.next();
    out.discard();
    expect((await client.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
    expect(await blocks.next()).toMatchObject({ done: true });
  });

  it('cost the connection when their reader goes away in the middle', async () => {
    const blocks = copy(LARGE).read();
    await blocks.next();
    await blocks.return(undefined);
    await gone;
    await eventually(async () => (await inCopy()).length === 0, 'the server has let go');
  });

  it('fail with what the query failed with, on their way too', async () => {
    await expect(textsOf(copy('COPY (SELECT nothing_of_this_name) TO STDOUT'))).rejects.toMatchObject({
      code: '42703',
    });
    const half = copy(`COPY (SELECT 1 / (n - 50000) FROM generate_series(1, ${LINES}) n) TO STDOUT (FORMAT csv)`);
    await expect(textsOf(half)).rejects.toMatchObject({ code: '22012' });
    expect((await client.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  });
});
