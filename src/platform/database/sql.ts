import { Injectable } from '@nestjs/common';
import { TransactionHost } from '@nestjs-cls/transactional';
import type { QueryResult, QueryResultRow } from 'pg';
import { ClinicTransactionAdapter } from './clinic-transaction.adapter';

/** Prepared statement names by text. Texts are literals in the code, so the map is bounded. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = `q${names.size + 1}`;
    names.set(text, name);
  }
  return name;
}

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

  private send<Row extends QueryResultRow>(text: string, params: readonly unknown[]): Promise<QueryResult<Row>> {
    return this.host.tx.send<Row>({ name: nameOf(text), text, values: [...params] });
  }
}
