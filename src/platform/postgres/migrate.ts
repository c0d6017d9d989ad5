import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { actingAs } from './connection-url';
import { OWNER_ROLE } from './provision-roles';

/** Where the migrations are, seen from this file: compiled ones in dist, or the sources under a test runner. */
export const MIGRATIONS = join(__dirname, '..', '..', '..', 'migrations', '*.{js,ts}');

/**
 * Runs the migrations that the database has not had, each in its own transaction, as the owner of our tables.
 * Answers their names in order. Call it under the preparation lock: TypeORM itself takes none.
 */
export async function runPendingMigrations(privilegedUrl: string, migrations = MIGRATIONS): Promise<string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: actingAs(privilegedUrl, OWNER_ROLE),
    migrations: [migrations],
    migrationsTransactionMode: 'each',
    installExtensions: false,
    logging: false,
    poolSize: 1,
    extra: { application_name: 'clinic-billing-migrate' },
  });
  await dataSource.initialize();
  try {
    const done = await dataSource.runMigrations();
    return done.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}
