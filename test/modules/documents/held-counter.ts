import { Client } from 'pg';
import type { TestApp } from '../../support/app';

/**
 * Holds the clinics' counter of a kind of paper while requests are under way, so that they meet at their narrowest
 * place, and lets go once `count` of them wait for a lock.
 */
export async function meetAtCounter<T>(
  app: TestApp,
  kind: 'receipt' | 'superbill',
  requests: readonly (() => Promise<T>)[],
): Promise<T[]> {
  const holder = new Client({ connectionString: app.database.url });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM number_sequences WHERE kind = $1 FOR UPDATE', [kind]);
    const answers = Promise.all(requests.map((send) => send()));
    // On another connection: a transaction sees the activity as it was when it first looked.
    await untilWaiting(app, requests.length);
    await holder.query('COMMIT');
    return await answers;
  } finally {
    await holder.end();
  }
}

async function untilWaiting(app: TestApp, count: number): Promise<void> {
  for (let waiting = 0; waiting < count;) {
    const [row] = await app.database.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    waiting = row?.waiting ?? 0;
  }
}
