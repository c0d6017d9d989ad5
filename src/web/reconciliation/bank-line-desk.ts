import { Injectable } from '@nestjs/common';
import { parseBusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { BankLineView, BankMatchView } from '../../modules/reconciliation/bank-line.view';
import { BankLinesReader } from '../../modules/reconciliation/bank-lines.reader';
import { MatchCandidatesReader } from '../../modules/reconciliation/match-candidates.reader';
import { Transactions } from '../../platform/database/transactions';
import type { BankLinePageProps } from './bank-line.page';
import type { BankLineShown, BankLinesPageProps } from './bank-lines.page';
import { ruleWords, TARGET_NAMES } from './reconciliation-words';

const MOST = 100;
const BASE = '/reconciliation/bank-lines';

/** What the pages about statements show. Tx: joins the open one or opens its own. */
@Injectable()
export class BankLineDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly lines: BankLinesReader,
    private readonly candidates: MatchCandidatesReader,
  ) {}

  /** @param wish `matched`, `unmatched`, or anything else for all of them */
  list(
    wish: string | undefined,
    cursor: string | undefined,
  ): Promise<Pick<BankLinesPageProps, 'filters' | 'lines' | 'nextHref'>> {
    const status = wish === 'matched' || wish === 'unmatched' ? wish : undefined;
    return this.transactions.run(async () => {
      const [page, unmatched] = await Promise.all([
        this.lines.list({ status, limit: MOST, cursor }),
        this.lines.countUnmatched(),
      ]);
      const next = page.nextCursor && new URLSearchParams({ ...(status ? { status } : {}), cursor: page.nextCursor });
      return {
        filters: [
          {
            href: `${BASE}?status=unmatched`,
            label: 'To match',
            count: unmatched,
            isShown: status === 'unmatched',
          },
          { href: `${BASE}?status=matched`, label: 'Matched', isShown: status === 'matched' },
          { href: BASE, label: 'All', isShown: status === undefined },
        ],
        lines: page.data.map(toShown),
        nextHref: next ? `${BASE}?${next.toString()}` : undefined,
      };
    });
  }

  /** Errors: `bank_line_unknown`. */
  one(id: string): Promise<Pick<BankLinePageProps, 'line' | 'candidates' | 'matchHref'>> {
    return this.transactions.run(async () => {
      const [line, candidates] = await Promise.all([this.lines.get(id), this.candidates.of(id)]);
      return {
        line: toShown(line),
        matchHref: line.match ? hrefOf(line.match) : undefined,
        candidates: candidates.map(({ targetType, targetId, on, reference }) => ({
          targetType,
          targetId: targetId ?? undefined,
          on: on === null ? undefined : parseBusinessDate(on),
          reference: reference ?? undefined,
        })),
      };
    });
  }
}

const toShown = (line: BankLineView): BankLineShown => ({
  id: line.id,
  account: line.account,
  on: parseBusinessDate(line.postedOn),
  description: line.description,
  reference: line.reference ?? undefined,
  amount: Money.cents(line.amountCents),
  match: line.match ? `${TARGET_NAMES[line.match.targetType]}, ${ruleWords(line.match.rule)}` : undefined,
});

function hrefOf({ targetType, targetId }: BankMatchView): string | undefined {
  if (targetType === 'payout') return `/reconciliation/payouts/${targetId}`;
  if (targetType === 'deposit') return `/reconciliation/deposits/${targetId}`;
  if (targetType === 'remittance') return `/remittances/${targetId}`;
  return targetType === 'venmo_sweep' ? `${BASE}/${targetId}` : undefined;
}
