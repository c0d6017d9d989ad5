import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import type { BankLineView } from './bank-line.view';
import { BankLinesRepository } from './persistence/bank-lines.repository';

export interface BankLinesWish {
  readonly account?: string;
  readonly status?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

/** Statement lines with what they are matched to, the last recorded first. Tx: joins or opens one. Errors: `cursor_invalid`. */
@Injectable()
export class BankLinesReader {
  constructor(
    private readonly tx: Transactions,
    private readonly lines: BankLinesRepository,
  ) {}

  /** Errors: `bank_line_unknown`. */
  async get(id: string): Promise<BankLineView> {
    const line = await this.tx.run(() => this.lines.get(id));
    if (!line) throw new DomainError('bank_line_unknown', { detail: 'This clinic has no such statement line.' });
    return line;
  }

  /** How many lines nobody has matched yet. */
  countUnmatched(): Promise<number> {
    return this.tx.run(() => this.lines.countUnmatched());
  }

  async list({ limit = DEFAULT_LIMIT, cursor, ...filter }: BankLinesWish): Promise<Page<BankLineView>> {
    const beforeId = cursor ? decodeIdCursor(cursor) : null;
    const rows = await this.tx.run(() => this.lines.list({ ...filter, beforeId, limit: limit + 1 }));
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }
}
