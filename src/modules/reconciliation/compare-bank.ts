import { Injectable } from '@nestjs/common';
import type { BookDifference } from '../../domain/reconciliation/compare-books';
import type { BusinessDate } from '../../kernel/business-date';
import { isUuid } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { type ComparedPayout, PayoutsRepository } from './persistence/payouts.repository';

/** Days after which a bank shows what was sent or carried to it. */
const SHOWN_WITHIN_DAYS = 5;

interface CarriedDeposit {
  readonly id: string;
  readonly cents: string;
}

/**
 * Compares payouts and deposits with what they are made of and with the bank's statement. A clinic that records no statement
 * has none to compare with; one that does is told what the statement should have shown by its last day.
 *
 * Tx: opens or joins one. Reads only.
 */
@Injectable()
export class CompareBank {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly payouts: PayoutsRepository,
  ) {}

  /** @param keys payouts and deposits of differences that are open */
  execute(from: BusinessDate, keys: readonly string[]): Promise<BookDifference[]> {
    return this.tx.run(async () => {
      const ids = keys.filter(isUuid);
      const [payouts, shownThrough] = [await this.payouts.booked(from.toString(), ids), await this.shownThrough()];
      const inHand = payouts.flatMap((payout) => [
        ...contentOf(payout),
        ...(shownThrough && payout.arrivesOn <= shownThrough ? missingOf(payout) : []),
      ]);
      if (!shownThrough) return inHand;
      const deposits = await this.missingDeposits(from.toString(), shownThrough, ids);
      return [
        ...inHand,
        ...deposits.map(({ id, cents }) => ({
          kind: 'deposit_not_in_bank' as const,
          key: id,
          processorIds: [],
          entryIds: [],
          processor: Money.ZERO,
          ledger: Money.fromColumn(cents),
        })),
      ];
    });
  }

  /** The day through which everything sent must have been shown; undefined where no statement is recorded. */
  private async shownThrough(): Promise<string | undefined> {
    const row = await this.sql.one<{ day: string | null }>(
      `SELECT (max(posted_on) - $1::integer)::date AS day FROM bank_lines WHERE clinic_id = current_clinic() AND account_kind = 'operating_bank'`,
      [SHOWN_WITHIN_DAYS],
    );
    return row?.day ?? undefined;
  }

  private missingDeposits(from: string, through: string, ids: readonly string[]): Promise<CarriedDeposit[]> {
    return this.sql.query<CarriedDeposit>(
      `SELECT d.id, d.cash_cents + d.check_cents AS cents FROM bank_deposits d
        WHERE d.clinic_id = current_clinic() AND (d.deposited_on >= $1 OR d.id = ANY ($3::uuid[])) AND d.deposited_on <= $2
          AND NOT EXISTS (SELECT 1 FROM bank_matches m WHERE m.clinic_id = d.clinic_id AND m.target_type = 'deposit' AND m.target_id = d.id AND m.unmatched_at IS NULL)
        ORDER BY d.id LIMIT 1000`,
      [from, through, ids],
    );
  }
}

function contentOf(payout: ComparedPayout): BookDifference[] {
  const base = { key: payout.id, processorIds: [payout.stripePayoutId], entryIds: [] };
  const unattributed = Money.fromColumn(payout.unattributedCents);
  const moved = Money.fromColumn(payout.movedCents);
  const booked = Money.fromColumn(payout.amountCents);
  return [
    ...(unattributed.isZero()
      ? []
      : [{ ...base, kind: 'payout_unattributed' as const, processor: unattributed, ledger: Money.ZERO }]),
    ...(moved.equals(booked) ? [] : [{ ...base, kind: 'payout_differs' as const, processor: moved, ledger: booked }]),
  ];
}

function missingOf(payout: ComparedPayout): BookDifference[] {
  if (payout.status !== 'paid' || payout.bankLineId !== null) return [];
  const ledger = Money.fromColumn(payout.ledgerCents);
  if (ledger.isZero()) return [];
  return [
    {
      kind: 'payout_not_in_bank',
      key: payout.id,
      processorIds: [payout.stripePayoutId],
      entryIds: [],
      processor: Money.ZERO,
      ledger,
    },
  ];
}
