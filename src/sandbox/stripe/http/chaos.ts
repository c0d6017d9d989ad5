import { seededRandom } from '../seeded-random';

/** Trouble for the next requests that match. */
export interface ChaosRule {
  /** `hold` keeps the request until it is released; see {@link Chaos.release}. */
  fault: 'rate_limit' | 'server_error' | 'timeout' | 'reset' | 'slow' | 'hold';
  /** Before anything is done, while it is done (slow and hold only: its idempotency key is held), or once it is stored. */
  when: 'before' | 'during' | 'after';
  /** How many requests still get it. */
  times: number;
  /** Only this HTTP method. */
  method?: string;
  /** Only paths that contain this. */
  path?: string;
  /** How likely a matching request gets it, from 0 to 1; the same seed gives the same luck. */
  probability: number;
  seed: number;
  /** How long `slow` waits and how long `timeout` keeps silent before the connection is cut. */
  delayMs: number;
  /** Whether a `server_error` before processing is kept as the answer of the idempotency key. */
  isSaved: boolean;
}

/** A request that a rule keeps: received and not processed, or processed and not answered. */
export interface HeldRequest {
  id: number;
  method: string;
  path: string;
  when: ChaosRule['when'];
}

const FAULTS = ['rate_limit', 'server_error', 'timeout', 'reset', 'slow', 'hold'] as const;
const MOMENTS = ['before', 'during', 'after'] as const;
const LONG_MS = 120_000;

/** The rules of this process, used up in the order they were given. */
export class Chaos {
  readonly #rules: (ChaosRule & { luck: () => number })[] = [];
  readonly #held = new Map<HeldRequest, (isToGoOn: boolean) => void>();
  #lastId = 0;

  add(rule: ChaosRule): void {
    this.#rules.push({ ...rule, luck: seededRandom(rule.seed) });
  }

  /** Forgets the rules and lets every held request go on. */
  clear(): void {
    this.#rules.length = 0;
    this.release(true);
  }

  all(): readonly ChaosRule[] {
    return this.#rules;
  }

  held(): HeldRequest[] {
    return [...this.#held.keys()];
  }

  /** The rule for a request, counted as used. */
  take(method: string, path: string): ChaosRule | undefined {
    const rule = this.#rules.find(
      (candidate) =>
        (candidate.method === undefined || candidate.method === method) &&
        (candidate.path === undefined || path.includes(candidate.path)) &&
        candidate.luck() < candidate.probability,
    );
    if (!rule) return undefined;
    rule.times -= 1;
    if (rule.times <= 0) this.#rules.splice(this.#rules.indexOf(rule), 1);
    return rule;
  }

  /** Keeps a request until it is released; answers whether it goes on, or is dropped with its connection. */
  hold(request: Omit<HeldRequest, 'id'>): Promise<boolean> {
    this.#lastId += 1;
    const held = { id: this.#lastId, ...request };
    return new Promise((resolve) => this.#held.set(held, resolve));
  }

  /** Lets held requests go on, or drops them: one held before processing then never happened. All, or the one of the id. */
  release(isToGoOn: boolean, id?: number): void {
    const released = [...this.#held].filter(([request]) => id === undefined || request.id === id);
    for (const [request] of released) this.#held.delete(request);
    for (const [, resume] of released) resume(isToGoOn);
  }
}

/** Reads a rule from a control request; undefined when it makes no sense. */
export function readChaosRule(given: Record<string, unknown>): ChaosRule | undefined {
  const fault = FAULTS.find((name) => name === given.fault);
  const when = MOMENTS.find((name) => name === (given.when ?? 'before'));
  const times = Number(given.times ?? 1);
  const probability = Number(given.probability ?? 1);
  const seed = Number(given.seed ?? 1);
  const delayMs = Number(given.delayMs ?? (fault === 'timeout' ? LONG_MS : 1_000));
  if (!fault || !when || !Number.isInteger(times) || times < 1 || !(delayMs >= 0)) return undefined;
  if (!(probability >= 0 && probability <= 1) || !Number.isInteger(seed)) return undefined;
  if (when === 'during' && fault !== 'slow' && fault !== 'hold') return undefined;
  const isSaved = String(given.saved) === 'true';
  const rule: ChaosRule = { fault, when, times, probability, seed, delayMs, isSaved };
  if (typeof given.method === 'string') rule.method = given.method.toUpperCase();
  if (typeof given.path === 'string') rule.path = given.path;
  return rule;
}
