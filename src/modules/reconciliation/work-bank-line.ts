import { Injectable } from '@nestjs/common';
import { type MatchTarget, mayBelong } from '../../domain/reconciliation/match-bank-lines';
import { parseBusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import { violates } from '../../platform/database/pg-errors';
import { Transactions } from '../../platform/database/transactions';
import type { BankLineView } from './bank-line.view';
import { KeepMatch } from './keep-match';
import { BankLinesRepository } from './persistence/bank-lines.repository';
import { BankMatchesRepository } from './persistence/bank-matches.repository';

export interface MatchByHandInput {
  readonly lineId: string;
  readonly targetType: MatchTarget;
  /** Absent for a sweep whose Venmo statement was not recorded. */
  readonly targetId?: string;
}

/**
 * Matches a statement line by hand, or takes a match back.
 *
 * Tx: joins or opens one; holds the clinic's matching. Posts: see {@link KeepMatch}. Errors: `bank_line_unknown`,
 * `bank_line_matched`, `bank_match_invalid` when the other one does not exist, or is of another amount or account.
 */
@Injectable()
export class WorkBankLine {
  constructor(
    private readonly tx: Transactions,
    private readonly lines: BankLinesRepository,
    private readonly matches: BankMatchesRepository,
    private readonly keep: KeepMatch,
  ) {}

  match(input: MatchByHandInput): Promise<BankLineView> {
    return this.tx.run(async () => {
      await this.matches.lock();
      const line = await this.get(input.lineId);
      if (line.match) throw new DomainError('bank_line_matched', { detail: 'This line is matched already.' });
      const targetId = await this.targetOf(input, line);
      try {
        await this.keep.execute({
          lineId: line.id,
          postedOn: parseBusinessDate(line.postedOn),
          amount: Money.cents(line.amountCents),
          targetType: input.targetType,
          targetId,
          rule: 'manual',
        });
      } catch (error) {
        throw violates(error, 'uq_bank_matches_target')
          ? new DomainError('bank_line_matched', { detail: 'Another line is matched to that one.', cause: error })
          : error;
      }
      return this.get(line.id);
    });
  }

  unmatch(lineId: string): Promise<BankLineView> {
    return this.tx.run(async () => {
      await this.matches.lock();
      const line = await this.get(lineId);
      if (line.match) await this.keep.undo(line, line.match);
      return this.get(lineId);
    });
  }

  private async get(id: string): Promise<BankLineView> {
    const line = await this.lines.get(id);
    if (!line) throw new DomainError('bank_line_unknown', { detail: 'This clinic has no such statement line.' });
    return line;
  }

  /** Errors: `bank_match_invalid`. */
  private async targetOf({ targetType, targetId }: MatchByHandInput, line: BankLineView): Promise<string> {
    if (targetType === 'venmo_sweep') return this.sweepOf(targetId, line);
    const [target] = targetId ? await this.matches.candidates({ type: targetType, id: targetId }) : [];
    const shown = { accountKind: line.account, amount: Money.cents(line.amountCents) };
    if (!target || !mayBelong(target, shown))
      throw invalid('Name something not matched yet, of the same amount, that this account shows.');
    invariant(targetId, 'a target was found by its id');
    return targetId;
  }

  private async sweepOf(venmoLineId: string | undefined, line: BankLineView): Promise<string> {
    if (line.account !== 'operating_bank' || line.amountCents <= 0)
      throw invalid('A sweep is a line of the bank by which money came in.');
    if (venmoLineId === undefined) return line.id;
    const left = await this.lines.get(venmoLineId);
    if (!left || left.account !== 'venmo' || left.match || left.amountCents !== -line.amountCents)
      throw invalid('Name the unmatched line of the Venmo statement by which the same amount left.');
    return left.id;
  }
}

const invalid = (detail: string): DomainError => new DomainError('bank_match_invalid', { detail });
