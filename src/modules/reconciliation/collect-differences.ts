import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import {
  type BookDifference,
  compareBooks,
  type LedgerMovement,
  type ProcessorMovement,
} from '../../domain/reconciliation/compare-books';
import type { BusinessDate } from '../../kernel/business-date';
import { Clock, fromDate, toDate } from '../../kernel/clock';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { ClinicsReader } from '../clinics/clinics.reader';
import { ProcessorPostingsReader } from '../payments/processor-postings.reader';
import { type MirrorRow, MirrorRepository } from './persistence/mirror.repository';

/** The days that are compared, both included. */
export interface Days {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

export interface Comparison {
  readonly differences: readonly BookDifference[];
  /** The mirrored movements by key, for whoever looks after a difference. */
  readonly rows: readonly MirrorRow[];
  readonly transactionCount: number;
  readonly entryCount: number;
  readonly processor: Money;
  readonly ledger: Money;
}

/** A charge's movement may come to the processor's balance a while after the charge; only what is older can be missing there. */
const SETTLES_WITHIN = Temporal.Duration.from({ hours: 2 });

/**
 * Compares the mirror of the processor's balance with the ledger, for the clinic of the context: the days, and everything else
 * about the same things, so that nothing is torn apart at an edge.
 *
 * Tx: opens or joins one. Reads only.
 */
@Injectable()
export class CollectDifferences {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly mirror: MirrorRepository,
    private readonly postings: ProcessorPostingsReader,
    private readonly clock: Clock,
  ) {}

  /** @param keys further things to look at: those of differences that are open */
  execute(days: Days, keys: readonly string[]): Promise<Comparison> {
    return this.tx.run(async () => {
      const period = await this.momentsOf(days);
      const first = await this.mirror.wanted(period, keys);
      const posted = await this.postings.find({
        fromOn: days.from.toString(),
        toOn: days.to.toString(),
        keys: [...new Set([...keys, ...first.map((row) => row.key)])],
      });
      const rows = await this.mirror.wanted(period, [...new Set([...keys, ...posted.map(({ key }) => key)])]);
      const fees = await this.mirror.feePostings(rows.filter(({ role }) => role === 'fee').map(({ key }) => key));
      const keysAtProcessor = new Set(rows.map((row) => row.key));
      const settled = posted.filter(({ key, recordedAt }) => keysAtProcessor.has(key) || this.isSettled(recordedAt));
      const ledger = [
        ...settled.map((row): LedgerMovement => ({ ...row, amount: Money.fromColumn(row.amountCents) })),
        ...fees.map((row): LedgerMovement => ({ ...row, part: 'amount', amount: Money.fromColumn(row.amountCents) })),
      ];
      const processor = rows.map(toMovement);
      return {
        differences: compareBooks(processor, ledger),
        rows,
        transactionCount: processor.length,
        entryCount: ledger.length,
        processor: Money.sum(processor.map(({ amount, fee }) => amount.minus(fee))),
        ledger: Money.sum(ledger.map(({ amount }) => amount)),
      };
    });
  }

  private isSettled(recordedAt: Date): boolean {
    return Temporal.Instant.compare(fromDate(recordedAt).add(SETTLES_WITHIN), this.clock.now()) < 0;
  }

  private async momentsOf({ from, to }: Days): Promise<{ from: Date; to: Date }> {
    const { timeZone } = await this.clinics.settings();
    const start = (day: BusinessDate): Date => toDate(day.toZonedDateTime(timeZone).toInstant());
    return { from: start(from), to: start(to.add({ days: 1 })) };
  }
}

/** A fee of the account itself is its own amount. */
function toMovement(row: MirrorRow): ProcessorMovement {
  const isFee = row.role === 'fee';
  return {
    key: row.key,
    id: row.balanceTransactionId,
    amount: Money.fromColumn(isFee ? row.netCents : row.amountCents),
    fee: isFee ? Money.ZERO : Money.fromColumn(row.feeCents),
  };
}
