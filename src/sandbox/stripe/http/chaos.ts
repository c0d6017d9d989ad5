/** Trouble for the next requests that match. */
export interface ChaosRule {
  fault: 'rate_limit' | 'server_error' | 'timeout' | 'reset' | 'slow';
  /** Before anything is done, while it is done (slow only: its idempotency key is held), or once it is stored. */
  when: 'before' | 'during' | 'after';
  /** How many requests still get it. */
  times: number;
  /** Only this HTTP method. */
  method?: string;
  /** Only paths that contain this. */
  path?: string;
  /** How long `slow` waits and how long `timeout` keeps silent before the connection is cut. */
  delayMs: number;
  /** Whether a `server_error` before processing is kept as the answer of the idempotency key. */
  isSaved: boolean;
}

const FAULTS = ['rate_limit', 'server_error', 'timeout', 'reset', 'slow'] as const;
const MOMENTS = ['before', 'during', 'after'] as const;
const LONG_MS = 120_000;

/** The rules of this process, used up in the order they were given. */
export class Chaos {
  readonly #rules: ChaosRule[] = [];

  add(rule: ChaosRule): void {
    this.#rules.push(rule);
  }

  clear(): void {
    this.#rules.length = 0;
  }

  all(): readonly ChaosRule[] {
    return this.#rules;
  }

  /** The rule for a request, counted as used. */
  take(method: string, path: string): ChaosRule | undefined {
    const rule = this.#rules.find(
      (candidate) =>
        (candidate.method === undefined || candidate.method === method) &&
        (candidate.path === undefined || path.includes(candidate.path)),
    );
    if (!rule) return undefined;
    rule.times -= 1;
    if (rule.times <= 0) this.#rules.splice(this.#rules.indexOf(rule), 1);
    return rule;
  }
}

/** Reads a rule from a control request; undefined when it makes no sense. */
export function readChaosRule(given: Record<string, unknown>): ChaosRule | undefined {
  const fault = FAULTS.find((name) => name === given.fault);
  const when = MOMENTS.find((name) => name === (given.when ?? 'before'));
  const times = Number(given.times ?? 1);
  const delayMs = Number(given.delayMs ?? (fault === 'timeout' ? LONG_MS : 1_000));
  if (!fault || !when || !Number.isInteger(times) || times < 1 || !(delayMs >= 0)) return undefined;
  if (when === 'during' && fault !== 'slow') return undefined;
  const rule: ChaosRule = { fault, when, times, delayMs, isSaved: String(given.saved) === 'true' };
  if (typeof given.method === 'string') rule.method = given.method.toUpperCase();
  if (typeof given.path === 'string') rule.path = given.path;
  return rule;
}
