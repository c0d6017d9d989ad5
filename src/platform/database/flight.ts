import { type Connection, Query, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';

/** A statement prepared once per connection, under the name of its text. */
export type NamedStatement = QueryConfig & { readonly name: string };

/** What node-postgres asks of a query and tells it; its types name only `submit`. */
interface Statement {
  name: string | undefined;
  text: string | undefined;
  readonly portal: string;
  submit(connection: Connection): Error | null;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
  handleError(error: Error, connection: Connection): void;
}

const Plain = Query as unknown as new (config: QueryConfig) => Statement;

/** Is bound and run, and leaves it to its flight to sync. */
class Passenger extends Plain {
  /** What node-postgres does last of all when it sends a query. */
  _getRows(connection: Connection): void {
    connection.execute({ portal: this.portal, rows: '' }, true);
  }
}

/** Lets statements whose preparation was passed over be prepared again by whoever sends them next. */
function forget(statements: readonly Statement[], connection: Connection): void {
  const { submittedNamedStatements } = connection as unknown as { submittedNamedStatements: Record<string, string> };
  for (const { name } of statements) if (name) delete submittedNamedStatements[name];
}

/** As PostgreSQL answers a statement of a transaction that has failed; those behind a failure in one flight it answers nothing. */
const notRun = (): Error => Object.assign(new Error('an earlier statement of its flight failed'), { code: '25P02' });

/**
 * Statements that leave together and are answered together, each with its own result. A pipeline of node-postgres syncs
 * behind every statement: the server then answers, and the client wakes up, once for each of them. Here both happen once.
 * After one failed, PostgreSQL passes over those behind it.
 */
export class Flight extends Plain {
  private readonly statements: Statement[] = [];
  /** How many have been answered. */
  private answered = 0;
  private broken: Error | undefined;

  constructor() {
    super({ text: '' });
  }

  /** Read by node-postgres to know which statement was prepared: always the one whose answer is due. */
  override get name(): string | undefined {
    return this.due?.name;
  }

  override set name(_: string | undefined) {
    // The flight has none of its own.
  }

  override get text(): string | undefined {
    return this.due?.text;
  }

  override set text(_: string | undefined) {
    // The flight has none of its own.
  }

  /** Takes a statement on board. The promise is kept or broken when the flight is back. */
  add<Row extends QueryResultRow>(config: NamedStatement): Promise<QueryResult<Row>> {
    return new Promise((resolve, reject) => {
      const callback = (error: Error | null, result: QueryResult<Row>) => {
        this.broken ??= error ?? undefined;
        if (error) reject(error);
        else resolve(result);
      };
      this.statements.push(new Passenger({ ...config, callback } as QueryConfig));
    });
  }

  private get due(): Statement | undefined {
    return this.statements[this.answered];
  }

  override submit(connection: Connection): Error | null {
    connection.stream.cork();
    for (const statement of this.statements) statement.submit(connection);
    connection.sync();
    connection.stream.uncork();
    // A value that cannot be written at all: whose answer is whose could not be told any more.
    if (this.broken) connection.stream.destroy(this.broken);
    return null;
  }

  override handleRowDescription(message: unknown): void {
    this.due?.handleRowDescription(message);
  }

  override handleDataRow(message: unknown): void {
    this.due?.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    this.due?.handleCommandComplete(message, connection);
    this.answered += 1;
  }

  override handleReadyForQuery(connection: Connection): void {
    for (const statement of this.statements) statement.handleReadyForQuery(connection);
  }

  /** Of the statement whose answer was due, or of the connection. What was answered before it stays answered. */
  override handleError(error: Error, connection: Connection): void {
    this.statements.forEach((statement, place) => {
      if (place < this.answered) statement.handleReadyForQuery(connection);
      else statement.handleError(place === this.answered ? error : notRun(), connection);
    });
    forget(this.statements.slice(this.answered), connection);
  }
}
