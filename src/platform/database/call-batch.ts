import type { QueryArrayConfig } from 'pg';
import { statementName } from './statement-name';

/** A value the database works out, usually by a function that writes. */
export interface SqlCall {
  /** A scalar expression over `$1 …`; a literal in the code. */
  readonly expression: string;
  readonly params: readonly unknown[];
  /** Turns the violation of a guard into the error a caller can act on; gives any other error back as it is. */
  readonly explain?: (error: unknown) => unknown;
}

/** So that statements of many shapes, each planned on every connection, cannot add up. */
const MOST_CALLS = 8;

/** The statement of a sequence of expressions, put together once. */
class Shape {
  private readonly longer = new Map<string, Shape>();
  readonly name: string;

  constructor(
    readonly text: string,
    private readonly paramCount: number,
  ) {
    this.name = statementName(text);
  }

  followedBy({ expression, params }: SqlCall): Shape {
    let shape = this.longer.get(expression);
    if (!shape) {
      const moved = expression.replace(/\$(\d+)/g, (_match, n: string) => `$${Number(n) + this.paramCount}`);
      shape = new Shape(`${this.text}${this === NONE ? ' ' : ', '}${moved}`, this.paramCount + params.length);
      this.longer.set(expression, shape);
    }
    return shape;
  }
}

const NONE = new Shape('SELECT', 0);

/**
 * Calls made one after the other that leave as one statement. A statement of a pipeline is bound, run, synced and
 * answered by itself, and for a small write that costs as much as the write.
 * PostgreSQL works a target list out from left to right; each function sees what those before it wrote. All fail together.
 */
export class CallBatch {
  private readonly calls: SqlCall[] = [];
  private shape = NONE;
  private resolve: (row: readonly unknown[]) => void = () => undefined;
  private reject: (error: unknown) => void = () => undefined;
  /** The values in the order of the calls. */
  readonly values = new Promise<readonly unknown[]>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });

  constructor() {
    this.values.catch(() => undefined);
  }

  get isFull(): boolean {
    return this.calls.length >= MOST_CALLS;
  }

  /** @returns the place of its value among {@link values} */
  add(call: SqlCall): number {
    this.shape = this.shape.followedBy(call);
    return this.calls.push(call) - 1;
  }

  statement(): QueryArrayConfig<unknown[]> & { name: string } {
    const { name, text } = this.shape;
    return { name, text, values: this.calls.flatMap((call) => call.params), rowMode: 'array' };
  }

  explain(error: unknown): unknown {
    return this.calls.reduce((told, { explain }) => explain?.(told) ?? told, error);
  }

  answered(row: readonly unknown[]): void {
    this.resolve(row);
  }

  failed(error: unknown): void {
    this.reject(error);
  }
}
