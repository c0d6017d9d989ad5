import type { Documents, Kind } from './documents';
import type { Entry, Rows, SandboxStore, Scan, Stored } from './sandbox-store';

interface Row {
  kind: Kind;
  id: string;
  sequence: number;
  /** JSON, so that a reader never shares an object with the store: what comes out is what Postgres would give. */
  text: string;
  dueAt: number | null;
}

const keyOf = (kind: Kind, id: string): string => `${kind}:${id}`;

/** A store in this process's memory, for tests: gone with the process. */
export class MemorySandboxStore implements SandboxStore {
  readonly rows = new Map<string, Row>();
  readonly locks = new Map<string, Promise<void>>();
  #sequence = 0;

  async open(): Promise<void> {}

  nextSequence(): number {
    this.#sequence += 1;
    return this.#sequence;
  }

  async transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    const rows = new MemoryRows(this);
    try {
      const result = await work(rows);
      rows.commit();
      return result;
    } finally {
      rows.release();
    }
  }
}

/** One transaction: writes wait in `#writes` until commit, locks are let go at its end. */
class MemoryRows implements Rows {
  readonly #writes = new Map<string, Row | null>();
  readonly #held = new Map<string, () => void>();

  constructor(private readonly store: MemorySandboxStore) {}

  commit(): void {
    for (const [key, row] of this.#writes) {
      if (row === null) this.store.rows.delete(key);
      else this.store.rows.set(key, row);
    }
  }

  release(): void {
    for (const unlock of this.#held.values()) unlock();
  }

  async get<K extends Kind>(kind: K, id: string): Promise<Stored<K> | undefined> {
    const row = this.#row(keyOf(kind, id));
    return row && toStored<K>(row);
  }

  async lock<K extends Kind>(kind: K, id: string): Promise<Stored<K> | undefined> {
    const key = keyOf(kind, id);
    while (!this.#held.has(key) && this.store.locks.has(key)) await this.store.locks.get(key);
    this.#hold(key);
    return this.get(kind, id);
  }

  async put<K extends Kind>(kind: K, entry: Entry<K>): Promise<void> {
    const key = keyOf(kind, entry.id);
    const sequence = this.#row(key)?.sequence ?? this.store.nextSequence();
    const text = JSON.stringify(entry.document);
    this.#writes.set(key, { kind, id: entry.id, sequence, text, dueAt: entry.dueAt ?? null });
  }

  async remove(kind: Kind, id: string): Promise<void> {
    this.#writes.set(keyOf(kind, id), null);
  }

  async scan<K extends Kind>(kind: K, page: Scan): Promise<Stored<K>[]> {
    const direction = page.oldestFirst ? 1 : -1;
    return this.#all(kind)
      .filter((row) => page.beyond === undefined || (row.sequence - page.beyond) * direction > 0)
      .filter((row) => page.match === undefined || contains(JSON.parse(row.text), page.match))
      .sort((a, b) => (a.sequence - b.sequence) * direction)
      .slice(0, page.limit)
      .map((row) => toStored<K>(row));
  }

  async takeDue<K extends Kind>(kind: K, nowMs: number): Promise<Stored<K> | undefined> {
    const due = this.#all(kind)
      .filter((row) => row.dueAt !== null && row.dueAt <= nowMs)
      .filter((row) => this.#held.has(keyOf(kind, row.id)) || !this.store.locks.has(keyOf(kind, row.id)))
      .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || a.sequence - b.sequence)[0];
    if (!due) return undefined;
    this.#hold(keyOf(kind, due.id));
    return toStored<K>(due);
  }

  async tryClaim(name: string): Promise<boolean> {
    const key = `claim:${name}`;
    if (!this.#held.has(key) && this.store.locks.has(key)) return false;
    this.#hold(key);
    return true;
  }

  #hold(key: string): void {
    if (this.#held.has(key)) return;
    let open = (): void => {};
    this.store.locks.set(key, new Promise<void>((resolve) => (open = resolve)));
    this.#held.set(key, () => {
      this.store.locks.delete(key);
      open();
    });
  }

  #row(key: string): Row | undefined {
    const written = this.#writes.get(key);
    return written === null ? undefined : (written ?? this.store.rows.get(key));
  }

  #all(kind: Kind): Row[] {
    const keys = new Set([...this.store.rows.keys(), ...this.#writes.keys()]);
    return [...keys]
      .filter((key) => key.startsWith(`${kind}:`))
      .map((key) => this.#row(key))
      .filter((row) => row !== undefined);
  }
}

const toStored = <K extends Kind>(row: Row): Stored<K> => ({
  id: row.id,
  sequence: row.sequence,
  document: JSON.parse(row.text) as Documents[K],
});

/** JSON containment as Postgres's `@>` has it, for objects and scalars. */
function contains(whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return whole === part;
  if (typeof whole !== 'object' || whole === null) return false;
  return Object.entries(part).every(([name, value]) => contains((whole as Record<string, unknown>)[name], value));
}
