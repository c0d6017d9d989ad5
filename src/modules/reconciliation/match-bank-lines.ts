import { Injectable } from '@nestjs/common';
import { matchBankLines } from '../../domain/reconciliation/match-bank-lines';
import { Transactions } from '../../platform/database/transactions';
import { KeepMatch } from './keep-match';
import { BankMatchesRepository } from './persistence/bank-matches.repository';

/**
 * Matches every statement line that can be only one thing; the rest is for a person.
 *
 * Tx: opens or joins one; holds the clinic's matching. Idempotent by: a line and a movement, matched once.
 * Posts: see {@link KeepMatch}.
 */
@Injectable()
export class MatchBankLines {
  constructor(
    private readonly tx: Transactions,
    private readonly matches: BankMatchesRepository,
    private readonly keep: KeepMatch,
  ) {}

  /** @returns how many were matched */
  execute(): Promise<number> {
    return this.tx.run(async () => {
      await this.matches.lock();
      const lines = await this.matches.unmatchedLines();
      if (lines.length === 0) return 0;
      const found = matchBankLines(lines, await this.matches.candidates());
      const byId = new Map(lines.map((line) => [line.id, line]));
      for (const match of found) {
        const line = byId.get(match.lineId);
        if (line) await this.keep.execute({ ...match, postedOn: line.postedOn, amount: line.amount });
      }
      return found.length;
    });
  }
}
