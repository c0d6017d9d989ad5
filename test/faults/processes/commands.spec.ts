import { createEmptyDatabase } from '../../support/postgres';
import { build, cleanUp, newFolder, postmasterOf, run } from './launch';

describe('The commands', () => {
  beforeAll(build, 120_000);
  afterAll(cleanUp);

  it('migrate prepares an empty database, and a second time finds nothing to do', async () => {
    const database = await createEmptyDatabase();
    const env = { DATABASE_URL: database.url, DATA_DIR: newFolder() };
    const names = () => database.query('SELECT name FROM migrations ORDER BY id');
    expect((await run('migrate', { env })).code).toBe(0);
    const migrated = await names();
    expect(migrated.length).toBeGreaterThan(0);
    expect((await run('migrate', { env })).code).toBe(0);
    expect(await names()).toEqual(migrated);
    expect(await database.query(`SELECT to_regnamespace('stripe_sandbox') AS sandbox`)).toEqual([{ sandbox: null }]);
    await database.drop();
  });

  it('migrate prepares the database of the data folder and stops it again', async () => {
    const dataDir = newFolder();
    const { code, err } = await run('migrate', { env: { DATA_DIR: dataDir } });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(postmasterOf(dataDir)).toBeUndefined();
  });

  it('openapi writes the contract without a database, and nothing else', async () => {
    const { code, out, err } = await run('openapi', { env: { DATABASE_URL: 'postgres://nowhere.invalid/none' } });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const contract = JSON.parse(out) as { openapi: string; paths: Record<string, unknown> };
    expect(contract.openapi).toMatch(/^3\./);
    expect(Object.keys(contract.paths)).toContain('/v1/invoices/{id}/payments');
  });
});
