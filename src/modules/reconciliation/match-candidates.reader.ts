import { Injectable } from '@nestjs/common';
import {
  type MatchCandidate,
  type MatchTarget,
  mayBelong,
  type UnmatchedLine,
} from '../../domain/reconciliation/match-bank-lines';
import { parseBusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import type { BankLineView } from './bank-line.view';
import { BankLinesReader } from './bank-lines.reader';
import { BankMatchesRepository } from './persistence/bank-matches.repository';

/** Something a statement line may be. */
export interface MatchCandidateView {
  readonly targetType: MatchTarget;
  /** Null for money that came from Venmo whose statement does not show it leaving. */
  readonly targetId: string | null;
  /** The day it happened; null with the id. */
  readonly on: string | null;
  /** The processor's id, the number of the slip, the Venmo transaction, the trace number of a payer's transfer. */
  readonly reference: string | null;
}

/**
 * What a statement line may be matched to by hand: everything of the same amount its account shows, the nearest day first.
 * Tx: joins or opens one. Errors: `bank_line_unknown`.
 */
@Injectable()
export class MatchCandidatesReader {
  constructor(
    private readonly tx: Transactions,
    private readonly lines: BankLinesReader,
    private readonly matches: BankMatchesRepository,
  ) {}

  of(lineId: string): Promise<MatchCandidateView[]> {
    return this.tx.run(async () => {
      const line = await this.lines.get(lineId);
      if (line.match) return [];
      const [candidates, others] = await Promise.all([this.matches.candidates(), this.matches.unmatchedLines()]);
      const shown = { accountKind: line.account, amount: Money.cents(line.amountCents) };
      const postedOn = parseBusinessDate(line.postedOn);
      const daysApart = ({ on }: MatchCandidate): number => Math.abs(on.until(postedOn).days);
      const movements = candidates
        .filter((candidate) => mayBelong(candidate, shown))
        .sort((a, b) => daysApart(a) - daysApart(b))
        .map(({ type, id, on, reference }) => ({ targetType: type, targetId: id, on: on.toString(), reference }));
      return [...movements, ...sweeps(line, others)];
    });
  }
}

/** The lines of Venmo's statement by which the same amount left, and that none does. */
function sweeps(line: BankLineView, others: readonly UnmatchedLine[]): MatchCandidateView[] {
  if (line.account !== 'operating_bank' || line.amountCents <= 0) return [];
  const left = others.filter(
    ({ accountKind, amount }) => accountKind === 'venmo' && amount.equals(Money.cents(-line.amountCents)),
  );
  return [
    ...left.map(({ id, postedOn, description }) => ({
      targetType: 'venmo_sweep' as const,
      targetId: id,
      on: postedOn.toString(),
      reference: description,
    })),
    { targetType: 'venmo_sweep', targetId: null, on: null, reference: null },
  ];
}
