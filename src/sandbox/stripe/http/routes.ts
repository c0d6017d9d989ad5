import type { Context } from '../context';

/** One API call, decoded and checked. `P` is stripe-node's type of the endpoint's parameters. */
export interface Call<P> {
  readonly context: Context;
  /** The first id of the path; empty where the path has none. */
  readonly id: string;
  readonly params: P;
}

/** What is sent back; `body` is JSON. A status of 400 or more keeps its writes: a decline is a stored outcome. */
export interface Answer {
  status: number;
  body: object;
}

/** A handler answers Stripe's object (status 200) or, for a decline, a whole answer. */
export type Handler<P> = (call: Call<P>) => Promise<object>;

/** Handlers by `METHOD /path/:id`, the names of `generated/parameters.json`. */
export type Routes = Readonly<Record<string, Handler<never>>>;

/** A refused payment whose trace (failed charge, intent) is kept, unlike a thrown StripeFailure. */
export class KeptRefusal implements Answer {
  constructor(
    readonly status: number,
    readonly body: object,
  ) {}
}

interface Match {
  endpoint: string;
  handler: Handler<never>;
  id: string;
}

/** Finds the handler of a request; undefined where there is none. */
export function matchRoute(routes: Routes, method: string, path: string): Match | undefined {
  const wanted = path.split('/');
  for (const [endpoint, handler] of Object.entries(routes)) {
    const [verb, template = ''] = endpoint.split(' ');
    const parts = template.split('/');
    if (verb !== method || parts.length !== wanted.length) continue;
    if (!parts.every((part, at) => (part.startsWith(':') ? wanted[at] !== '' : part === wanted[at]))) continue;
    const at = parts.findIndex((part) => part.startsWith(':'));
    return { endpoint, handler, id: at === -1 ? '' : decodeId(wanted[at] ?? '') };
  }
  return undefined;
}

function decodeId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
