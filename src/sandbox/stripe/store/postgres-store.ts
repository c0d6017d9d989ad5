import type { Pool, PoolClient } from 'pg';
import type { Documents, Kind } from './documents';
import type { Entry, Rows, SandboxStore, Scan, Stored } from './sandbox-store';

const SCHEMA = `
  CREATE SCHEMA IF NOT EXISTS stripe_sandbox;
  CREATE TABLE IF NOT EXISTS stripe_sandbox.documents (
    kind     text   NOT NULL,
    id       text   NOT NULL,
    sequence bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    document jsonb  NOT NULL,
    due_at   bigint,
    CONSTRAINT pk_documents PRIMARY KEY (kind, id)
  );
  CREATE INDEX IF NOT EXISTS ix_documents_kind_sequence ON stripe_sandbox.documents (kind, sequence);
  CREATE INDEX IF NOT EXISTS ix_documents_kind_due_at ON stripe_sandbox.documents (kind, due_at, sequence)
    WHERE due_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS ix_documents_document ON stripe_sandbox.documents USING gin (document jsonb_path_ops);
  COMMENT ON TABLE stripe_sandbox.documents IS 'Objects, idempotency keys, events and undelivered webhooks of the local Stripe stand-in';
  COMMENT ON COLUMN stripe_sandbox.documents.due_at IS 'Milliseconds since 1970 at which a delivery or task is due; null when never';
`;
/** Any number only this schema uses, so that two processes create it one after the other. */
const SCHEMA_LOCK = 7_242_424_242;
const COLUMNS = 'id, sequence, document';

interface Row {
  id: string;
  sequence: string;
  document: unknown;
}

/** A store in schema `stripe_sandbox` of the given database, shared safely by several processes. The pool stays the caller's. */
export class PostgresSandboxStore implements SandboxStore {
  constructor(private readonly pool: Pool) {}

  async open(): Promise<void> {
    await this.#inTransaction(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
      const { rows } = await client.query("SELECT to_regclass('stripe_sandbox.documents') IS NOT NULL AS found");
      if (!(rows[0] as { found: boolean }).found) await client.query(SCHEMA);
    });
  }

  async transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    return this.#inTransaction((client) => work(new PostgresRows(client)));
  }

  async #inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

class PostgresRows implements Rows {
  constructor(private readonly client: PoolClient) {}

  async get<K extends Kind>(kind: K, id: string): Promise<Stored<K> | undefined> {
    return this.#one<K>(`SELECT ${COLUMNS} FROM stripe_sandbox.documents WHERE kind = $1 AND id = $2`, [kind, id]);
  }

  async lock<K extends Kind>(kind: K, id: string): Promise<Stored<K> | undefined> {
    return this.#one<K>(`SELECT ${COLUMNS} FROM stripe_sandbox.documents WHERE kind = $1 AND id = $2 FOR UPDATE`, [
      kind,
      id,
    ]);
  }

  async put<K extends Kind>(kind: K, entry: Entry<K>): Promise<void> {
    await this.client.query(
      `INSERT INTO stripe_sandbox.documents (kind, id, document, due_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (kind, id) DO UPDATE SET document = EXCLUDED.document, due_at = EXCLUDED.due_at`,
      [kind, entry.id, JSON.stringify(entry.document), entry.dueAt ?? null],
    );
  }

  async remove(kind: Kind, id: string): Promise<void> {
    await this.client.query('DELETE FROM stripe_sandbox.documents WHERE kind = $1 AND id = $2', [kind, id]);
  }

  async scan<K extends Kind>(kind: K, page: Scan): Promise<Stored<K>[]> {
    const [comparison, order] = page.oldestFirst ? ['>', 'ASC'] : ['<', 'DESC'];
    const { rows } = await this.client.query<Row>(
      `SELECT ${COLUMNS} FROM stripe_sandbox.documents
        WHERE kind = $1 AND document @> $2::jsonb AND ($3::bigint IS NULL OR sequence ${comparison} $3)
        ORDER BY sequence ${order} LIMIT $4`,
      [kind, JSON.stringify(page.match ?? {}), page.beyond ?? null, page.limit],
    );
    return rows.map((row) => toStored<K>(row));
  }

  async takeDue<K extends Kind>(kind: K, nowMs: number): Promise<Stored<K> | undefined> {
    return this.#one<K>(
      `SELECT ${COLUMNS} FROM stripe_sandbox.documents WHERE kind = $1 AND due_at <= $2
        ORDER BY due_at, sequence LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [kind, nowMs],
    );
  }

  async tryClaim(name: string): Promise<boolean> {
    const { rows } = await this.client.query<{ held: boolean }>(
      'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 7242)) AS held',
      [name],
    );
    return rows[0]?.held === true;
  }

  async #one<K extends Kind>(text: string, values: unknown[]): Promise<Stored<K> | undefined> {
    const { rows } = await this.client.query<Row>(text, values);
    return rows[0] && toStored<K>(rows[0]);
  }
}

const toStored = <K extends Kind>(row: Row): Stored<K> => ({
  id: row.id,
  sequence: Number(row.sequence),
  document: row.document as Documents[K],
});
