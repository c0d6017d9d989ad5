import type { Documents, Kind } from './documents';

/** A document with its name and its place in the order of creation. */
export interface Stored<K extends Kind> {
  id: string;
  sequence: number;
  document: Documents[K];
}

/** A document to keep. */
export interface Entry<K extends Kind> {
  id: string;
  document: Documents[K];
  /** Milliseconds since 1970 from which {@link Rows.takeDue} finds it; absent, never. */
  dueAt?: number;
}

/** A page of a scan: documents that contain `match`, newest first unless `oldestFirst`. */
export interface Scan {
  /** Every member named here must be equal in the document, at any depth (JSON containment). */
  match?: object;
  /** Only documents created after (`oldestFirst`) or before this sequence. */
  beyond?: number;
  oldestFirst?: boolean;
  limit: number;
}

/** Reads and writes inside one store transaction; all are kept or none. */
export interface Rows {
  get<K extends Kind>(kind: K, id: string): Promise<Stored<K> | undefined>;
  /** Reads and holds the row until the transaction ends; a second locker waits. */
  lock<K extends Kind>(kind: K, id: string): Promise<Stored<K> | undefined>;
  /** Inserts or replaces. */
  put<K extends Kind>(kind: K, entry: Entry<K>): Promise<void>;
  remove(kind: Kind, id: string): Promise<void>;
  scan<K extends Kind>(kind: K, page: Scan): Promise<Stored<K>[]>;
  /** Locks the row that has been due longest, passing over rows another transaction holds. */
  takeDue<K extends Kind>(kind: K, nowMs: number): Promise<Stored<K> | undefined>;
  /** Takes a name for the rest of the transaction without waiting; false when another holds it. */
  tryClaim(name: string): Promise<boolean>;
}

/** Where the sandbox keeps its objects, idempotency keys, events and undelivered webhooks. */
export interface SandboxStore {
  /** Creates what it needs; safe to call from two processes at once. */
  open(): Promise<void>;
  /** Runs `work` atomically: a throw undoes every write. */
  transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T>;
}
