import type { Context } from '../context';
import type { Documents, ObjectKind } from '../store/documents';
import { listObjects } from './listing';
import { invalidRequest } from './stripe-error';

/** Which objects a search goes over, and the fields a query may name beside `metadata['…']` and `created`. */
export interface Searched<K extends ObjectKind> {
  kind: K;
  url: string;
  fields: readonly string[];
}

/** The parameters every search takes. */
export interface SearchParams {
  query: string;
  limit?: number;
  page?: string;
}

type Test = (wire: Record<string, unknown>) => boolean;

const CLAUSE = /^\s*(-?)(metadata\[(?:'([^']+)'|"([^"]+)")\]|[a-z_]+)\s*(>=|<=|[:~><])\s*('[^']*'|"[^"]*"|[\w.-]+)/;
const JOINT = /^\s+(AND|OR)\s+/i;

/**
 * Objects that a query finds, newest first (docs.stripe.com/search). Stripe searches an index that follows behind: the
 * setting `searchLagSeconds` hides what is younger, as in the first minute after a payment.
 * @throws StripeFailure 400 for a query that cannot be read
 */
export async function searchObjects<K extends ObjectKind>(
  context: Context,
  { kind, url, fields }: Searched<K>,
  { query, limit, page }: SearchParams,
): Promise<object> {
  const matches = readQuery(query, [...fields, 'created']);
  const lag = (await context.rows.get('setting', 'search_lag_seconds'))?.document.value ?? 0;
  const accept = (wire: Documents[K]['wire']): boolean => {
    const members = { ...wire } as Record<string, unknown>;
    return (lag === 0 || Number(members.created) <= context.now - lag) && matches(members);
  };
  const found = await listObjects(context, { kind, url, accept }, { limit, starting_after: page });
  const last = found.data.at(-1) as { id: string } | undefined;
  const next = found.has_more && last ? last.id : null;
  return { object: 'search_result', data: found.data, has_more: found.has_more, next_page: next, url };
}

/** `status:'succeeded' AND metadata['payment_id']:'0193…'`: clauses joined by AND, or all by OR. */
export function readQuery(query: string, fields: readonly string[]): Test {
  const tests: Test[] = [];
  const joints = new Set<string>();
  let rest = query;
  for (;;) {
    const clause = CLAUSE.exec(rest);
    if (!clause) throw unreadable(query);
    tests.push(readClause(clause, fields));
    rest = rest.slice(clause[0].length);
    if (rest.trim() === '') break;
    const joint = JOINT.exec(rest);
    if (!joint) throw unreadable(query);
    joints.add(String(joint[1]).toUpperCase());
    rest = rest.slice(joint[0].length);
  }
  if (joints.size > 1) throw invalidRequest('You can not mix AND and OR in a search query.', { param: 'query' });
  return joints.has('OR') ? (wire) => tests.some((test) => test(wire)) : (wire) => tests.every((test) => test(wire));
}

function readClause(clause: RegExpExecArray, fields: readonly string[]): Test {
  const [, minus, name = '', single, double, operator = ':', given = ''] = clause;
  const key = single ?? double;
  if (key === undefined && !fields.includes(name)) {
    throw invalidRequest(`Field \`${name}\` is an unsupported search field.`, { param: 'query' });
  }
  const wanted = given.replace(/^['"]|['"]$/g, '');
  return (wire) => {
    const value = key === undefined ? wire[name] : (wire.metadata as Record<string, unknown> | null)?.[key];
    return compare(value, operator, wanted) !== (minus === '-');
  };
}

function compare(value: unknown, operator: string, wanted: string): boolean {
  if (value === undefined || value === null) return wanted === 'null' && operator === ':';
  const text = String(value).toLowerCase();
  switch (operator) {
    case ':':
      return text === wanted.toLowerCase();
    case '~':
      return text.includes(wanted.toLowerCase());
    case '>':
      return Number(value) > Number(wanted);
    case '>=':
      return Number(value) >= Number(wanted);
    case '<':
      return Number(value) < Number(wanted);
    default:
      return Number(value) <= Number(wanted);
  }
}

const unreadable = (query: string): Error =>
  invalidRequest(`We were unable to parse your search query: ${query.slice(0, 200)}`, { param: 'query' });
