import { createTestDatabase, type TestDatabase } from '../../support/postgres';

describe('A prepared database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
  });
  it('is owned by the owner', async () => {
    const rows = await database.query(
      `SELECT relname, relowner::regrole::text AS owner FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r','v','S','m','p') AND relowner <> 'billing_owner'::regrole`,
    );
    expect(rows).toEqual([]);
    expect(
      await database.query(`SELECT proname, proowner::regrole::text FROM pg_proc WHERE proname = 'enqueue_job'`),
    ).toEqual([{ proname: 'enqueue_job', proowner: 'billing_queue' }]);
  });
});
