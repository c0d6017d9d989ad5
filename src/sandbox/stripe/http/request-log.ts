import { redactCardNumbers } from '../pages/card-form';

/** One API request as it arrived, without its key. */
export interface LoggedRequest {
  id: string;
  /** RFC 3339, by this machine's clock. */
  at: string;
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  /** The decoded form, one entry for each name as sent: `metadata[invoice]`. */
  form: Record<string, string>;
  /** Absent until answered, and when the connection was cut instead. */
  status?: number;
}

const KEPT = 20_000;

/** What this process was sent, for tests and for people who want to see. */
export class RequestLog {
  readonly #requests: LoggedRequest[] = [];

  add(request: LoggedRequest): LoggedRequest {
    this.#requests.push(request);
    if (this.#requests.length > KEPT) this.#requests.shift();
    return request;
  }

  all(): readonly LoggedRequest[] {
    return this.#requests;
  }

  clear(): void {
    this.#requests.length = 0;
  }
}

/** The names and values of an encoded form, flat; anything that looks like a card number is blanked. */
export function flatForm(text: string): Record<string, string> {
  const pairs = Array.from(new URLSearchParams(text), ([name, value]) => [name, redactCardNumbers(value)] as const);
  return Object.fromEntries(pairs);
}

/** Header values by lower-case name, without the API key. */
export function safeHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const pairs = Object.entries(headers).filter(([name]) => name !== 'authorization' && name !== 'cookie');
  return Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]));
}
