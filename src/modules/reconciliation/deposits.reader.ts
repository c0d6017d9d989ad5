import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import type { BankDepositView, CheckView } from './bank-deposit.view';
import { DepositsRepository } from './persistence/deposits.repository';

/** Deposits and checks, the newest first. Tx: joins or opens one. Errors: `cursor_invalid`. */
@Injectable()
export class DepositsReader {
  constructor(
    private readonly tx: Transactions,
    private readonly deposits: DepositsRepository,
  ) {}

  /** Errors: `deposit_unknown`. */
  async get(id: string): Promise<BankDepositView> {
    const deposit = await this.tx.run(() => this.deposits.deposit(id));
    if (!deposit) throw new DomainError('deposit_unknown', { detail: 'This clinic has no such deposit.' });
    return deposit;
  }

  async list({ limit = DEFAULT_LIMIT, cursor }: { limit?: number; cursor?: string }): Promise<Page<BankDepositView>> {
    const beforeId = cursor ? decodeIdCursor(cursor) : null;
    const rows = await this.tx.run(() => this.deposits.deposits({ beforeId, limit: limit + 1 }));
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async checks(query: { status?: string; limit?: number; cursor?: string }): Promise<Page<CheckView>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const beforeId = query.cursor ? decodeIdCursor(query.cursor) : null;
    const rows = await this.tx.run(() => this.deposits.checks({ status: query.status, beforeId, limit: limit + 1 }));
    return pageOf(
      rows,
      limit,
      (row) => [row.tenderId],
      (row) => row,
    );
  }
}
