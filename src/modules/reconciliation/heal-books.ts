import { Injectable } from '@nestjs/common';
import { accountFeeRecipe } from '../../domain/ledger/clearing-recipes';
import { businessDateOf } from '../../kernel/business-date';
import { fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { ClinicsReader } from '../clinics/clinics.reader';
import { ReplayEvent } from '../payments/replay-event';
import type { Comparison } from './collect-differences';
import { DepositBooks } from './deposit-books';
import { type MirrorRow, MirrorRepository } from './persistence/mirror.repository';

/** The event that would have told of it. */
const EVENT_OF: Readonly<Partial<Record<MirrorRow['role'], string>>> = {
  charge: 'charge.updated',
  refund: 'refund.updated',
  dispute: 'charge.dispute.updated',
};

const HEALED = ['entry_missing', 'fee_missing', 'amount_differs'];
/** More than this at once is no lost event but something a person has to look at. */
const MOST = 200;

/**
 * Brings what the books only have not heard of yet into them: a payment, refund, dispute or fee whose event was lost is read
 * again from the processor, a fee of the account itself is booked.
 *
 * Tx: forbids one around it. Idempotent by: what it asks for. Posts: Dr 6000 / Cr 1030 (source `processor_fee`).
 */
@Injectable()
export class HealBooks {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly mirror: MirrorRepository,
    private readonly books: DepositBooks,
    private readonly replay: ReplayEvent,
  ) {}

  /** Books the account's own fees. A second call finds none. */
  accountFees(): Promise<void> {
    return this.tx.run(async () => {
      const { timeZone } = await this.clinics.settings();
      for (const row of await this.mirror.unbookedFees()) {
        const fee = Money.fromColumn(row.netCents).negated();
        if (fee.isZero()) continue;
        await this.books.post({
          action: 'processor_fee.book',
          source: { type: 'processor_fee', id: row.id },
          kind: 'fee',
          on: businessDateOf(fromDate(row.occurredAt), timeZone),
          lines: accountFeeRecipe(fee),
          facts: { amountCents: fee.toJSON() },
        });
      }
    });
  }

  /** @returns whether anything was asked again, so that a second comparison may find less */
  async askAgain({ differences, rows }: Comparison): Promise<boolean> {
    const keys = new Set(differences.filter(({ kind }) => HEALED.includes(kind)).map(({ key }) => key));
    const objects = new Map<string, MirrorRow>();
    for (const row of rows) if (keys.has(row.key) && EVENT_OF[row.role]) objects.set(row.sourceId ?? row.key, row);
    if (objects.size > MOST) return false;
    for (const [objectId, row] of objects) await this.ask(objectId, row);
    return objects.size > 0;
  }

  private async ask(objectId: string, { role, paymentIntentId, paymentId }: MirrorRow): Promise<void> {
    const type = EVENT_OF[role] ?? '';
    try {
      await this.replay.execute({ type, objectId, paymentIntentId, paymentId });
    } catch (error) {
      // What cannot be applied stays a difference; the processor's silence ends the run.
      if (!(error instanceof DomainError) || error.code === 'checkout_unavailable') throw error;
    }
  }
}
