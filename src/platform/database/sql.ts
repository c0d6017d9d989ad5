import { Injectable } from '@nestjs/common';
import { TransactionHost } from '@nestjs-cls/transactional';
import { escapeLiteral, type QueryResult, type QueryResultRow } from 'pg';
import type { SqlCall } from './call-batch';
import { ClinicTransactionAdapter } from './clinic-transaction.adapter';
import type { CopyOut } from './copy-out';
import { statementName } from './statement-name';

/**
 * SQL on the open transaction's connection: one round trip a call, parsed and planned once per connection.
 * Never build the text from input. `bigint` comes as a decimal string, `date` as `YYYY-MM-DD`, `timestamptz` as Date.
 */
@Injectable()
export class Sql {
  constructor(private readonly host: TransactionHost<ClinicTransactionAdapter>) {}

  /** The rows of one statement. */
  async query<Row extends object>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
    const result = await this.send<Row & QueryResultRow>(text, params);
    return result.rows;
  }

  /** The only row, or undefined. */
  async one<Row extends object>(text: string, params: readonly unknown[] = []): Promise<Row | undefined> {
    return (await this.query<Row>(text, params))[0];
  }

  /** How many rows a writing statement touched. */
  async execute(text: string, params: readonly unknown[] = []): Promise<number> {
    return (await this.send(text, params)).rowCount ?? 0;
  }

  /**
   * Sends a write whose answer nobody reads. It travels with the statements behind it; if it fails, the commit fails
   * with its error and nothing of the transaction is kept.
   */
  defer(text: string, params: readonly unknown[] = []): void {
    this.host.tx.answerFor(this.send(text, params));
  }

  /**
   * The value of a call. Calls made in the same turn travel as one statement, in their order, ahead of anything sent
   * after them; when one of them fails, all have.
   */
  async call<Value>(call: SqlCall): Promise<Value> {
    return (await this.host.tx.call(call)) as Value;
  }

  /** As {@link call}, for a write whose value nobody reads; the commit answers for it. */
  deferCall(call: SqlCall): void {
    this.host.tx.deferCall(call);
  }

  /**
   * The rows of a query as lines of CSV, written by the database and not looked at on their way. COPY takes no parameters:
   * the values stand in the text as literals, quoted by the driver.
   */
  copyOut(query: string, params: readonly string[]): CopyOut {
    const text = query.replace(/\$(\d+)/g, (_all, place: string) => escapeLiteral(params[Number(place) - 1] ?? ''));
    return this.host.tx.copyOut(`COPY (${text}) TO STDOUT (FORMAT csv)`);
  }

  /** See {@link ClinicTransaction.admitWhen}. */
  admitWhen(admission: Promise<unknown>): void {
    this.host.tx.admitWhen(admission);
  }

  private send<Row extends QueryResultRow>(text: string, params: readonly unknown[]): Promise<QueryResult<Row>> {
    return this.host.tx.send<Row>({ name: statementName(text), text, values: [...params] });
  }
}
