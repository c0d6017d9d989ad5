import type { Documents, ObjectKind } from './store/documents';
import type { Rows, Stored } from './store/sandbox-store';
import { resourceMissing } from './http/stripe-error';

/** What one request, page or task works with: a store transaction and a moment. */
export interface Context {
  readonly rows: Rows;
  /** The sandbox's clock, in seconds since 1970. */
  readonly now: number;
  /** Where the sandbox itself answers, without a trailing slash. */
  readonly baseUrl: string;
  readonly request: { id: string | null; idempotencyKey: string | null };
  /** Whether the process that runs this was given a webhook receiver. */
  readonly hasReceiver: boolean;
  /** Set once an event was stored, so that delivery is woken after the commit. */
  hasNews: boolean;
}

/**
 * Reads an object.
 * @param param the request parameter that named it; none for the object of the path
 * @throws StripeFailure resource_missing, 404 or 400
 */
export async function load<K extends ObjectKind>(
  context: Context,
  kind: K,
  ref: { id: string; param?: string },
): Promise<Stored<K>> {
  const found = await context.rows.get(kind, ref.id);
  if (!found) throw resourceMissing(kind, ref.id, ref.param);
  return found;
}

/** As {@link load}, held until the transaction ends. */
export async function lock<K extends ObjectKind>(
  context: Context,
  kind: K,
  ref: { id: string; param?: string },
): Promise<Stored<K>> {
  const found = await context.rows.lock(kind, ref.id);
  if (!found) throw resourceMissing(kind, ref.id, ref.param);
  return found;
}

/** Stores an object under its own id. */
export async function save<K extends ObjectKind>(context: Context, kind: K, document: Documents[K]): Promise<void> {
  await context.rows.put(kind, { id: document.wire.id, document });
}

type Work = Documents['task'];

/** Has the sandbox do something by itself at a moment of its clock, in seconds. */
export async function schedule(context: Context, work: Work, atSeconds: number): Promise<void> {
  await context.rows.put('task', { id: `${work.task}:${work.subject}`, document: work, dueAt: atSeconds * 1000 });
}

/** Takes scheduled work back. */
export async function unschedule(context: Context, work: Work): Promise<void> {
  await context.rows.remove('task', `${work.task}:${work.subject}`);
}

/** The id of a relation, expanded or not. */
export function idOf(relation: string | { id: string } | null | undefined): string | null {
  if (relation === null || relation === undefined) return null;
  return typeof relation === 'string' ? relation : relation.id;
}
