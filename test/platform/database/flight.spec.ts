import { Client } from 'pg';
import { Flight, type NamedStatement } from '../../../src/platform/database/flight';
import { createEmptyDatabase } from '../../support/postgres';

const named = (name: string, text: string, values: unknown[] = []): NamedStatement => ({ name, text, values });
const NUMBER = named('number', 'SELECT 7 AS n');
const half = (of: number): NamedStatement => named('half', 'SELECT $1::int / 2 AS n', [of]);
const FAILING = named('failing', 'SELECT 1 / $1::int AS n', [0]);
const BEGIN = named('begin', 'BEGIN');
const COMMIT = named('commit', 'COMMIT');

describe('A flight of statements', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let client: Client;
  let wire: string[];

  beforeAll(async () => {
    database = await createEmptyDatabase();
    await database.query('CREATE TABLE marks (mark text PRIMARY KEY DEFERRABLE INITIALLY DEFERRED)');
  });
  beforeEach(async () => {
    const pipelined = { connectionString: database.url, pipeline: true };
    client = new Client(pipelined);
    client.on('error', () => undefined);
    await client.connect();
    wire = [];
    client.connection.on('readyForQuery', () => wire.push('ready'));
  });
  afterEach(() => client.end());
  afterAll(() => database.drop());

  /** Sends the statements together; of each its rows, or the SQLSTATE or message it failed with. */
  async function fly(...statements: NamedStatement[]): Promise<unknown[]> {
    const flight = new Flight();
    const answers = statements.map((statement) =>
      flight.add(statement).then(
        ({ rows, command }) => (rows.length > 0 ? rows : command),
        (error: Error & { code?: string }) => error.code ?? error.message,
      ),
    );
    client.query(flight);
    return Promise.all(answers);
  }

  it('gives each its own rows, and is told once that all is done', async () => {
    expect(await fly(BEGIN, NUMBER, half(8), half(10), COMMIT)).toEqual([
      'BEGIN',
      [{ n: 7 }],
      [{ n: 4 }],
      [{ n: 5 }],
      'COMMIT',
    ]);
    expect(wire).toEqual(['ready']);
  });

  it('fails those behind a failure without running them, and keeps what was answered before it', async () => {
    const mark = named('mark', `INSERT INTO marks VALUES ('behind') RETURNING mark`);
    expect(await fly(BEGIN, NUMBER, FAILING, mark, COMMIT)).toEqual(['BEGIN', [{ n: 7 }], '22012', '25P02', '25P02']);
    await expect(client.query('SELECT 1')).rejects.toMatchObject({ code: '25P02' });
    await client.query('ROLLBACK');
    expect(await database.query('SELECT FROM marks')).toEqual([]);
  });

  it('prepares again what was passed over or failed, and not what was prepared', async () => {
    await fly(NUMBER, FAILING, half(8));
    expect(await fly(half(8), { ...FAILING, values: [1] }, NUMBER)).toEqual([[{ n: 4 }], [{ n: 1 }], [{ n: 7 }]]);
    const { rows } = await client.query('SELECT name FROM pg_prepared_statements ORDER BY name');
    expect(rows).toEqual([{ name: 'failing' }, { name: 'half' }, { name: 'number' }]);
  });

  it('tells of a statement that cannot be prepared', async () => {
    expect(await fly(NUMBER, named('nonsense', 'SELECT nothing_of_this_name'), half(2))).toEqual([
      [{ n: 7 }],
      '42703',
      '25P02',
    ]);
    expect(await fly(NUMBER, half(2))).toEqual([[{ n: 7 }], [{ n: 1 }]]);
  });

  it('fails at its commit when that is where the rules are looked at', async () => {
    const twice = named('twice', `INSERT INTO marks VALUES ('one'), ('one')`);
    expect(await fly(BEGIN, twice, COMMIT)).toEqual(['BEGIN', 'INSERT', '23505']);
    expect(await database.query('SELECT FROM marks')).toEqual([]);
  });

  it('leaves in its turn among other statements of the connection', async () => {
    const before = client.query<{ n: number }>('SELECT 1 AS n');
    const flown = fly(half(4), NUMBER);
    const after = client.query<{ n: number }>('SELECT 3 AS n');
    expect([(await before).rows, await flown, (await after).rows]).toEqual([
      [{ n: 1 }],
      [[{ n: 2 }], [{ n: 7 }]],
      [{ n: 3 }],
    ]);
  });

  it('fails as a whole with the connection', async () => {
    const [{ pid }] = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows as [{ pid: number }];
    const flown = fly(named('asleep', 'SELECT pg_sleep(60)'), NUMBER);
    await database.query('SELECT pg_terminate_backend($1)', [pid]);
    expect((await flown)[1]).toBe('25P02');
    expect(['57P01', 'ECONNRESET', 'Connection terminated unexpectedly']).toContain((await flown)[0]);
  });

  it('gives up the connection when a value cannot be written', async () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const [number, broken, behind] = await fly(NUMBER, { ...half(1), values: [circular] }, { ...NUMBER });
    expect(broken).toMatch(/circular/);
    expect([number, behind]).not.toContainEqual([{ n: 7 }]);
  });
});
