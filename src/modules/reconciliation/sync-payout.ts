import { Injectable } from '@nestjs/common';
import type { ClinicId } from '../../kernel/ids';
import { CURRENCY, Money } from '../../kernel/money';
import { RequestContext } from '../../platform/context/request-context';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { type PayoutFacts, ProcessorBalance } from '../payments/processor-balance';
import { AttributeMovements } from './attribute-movements';
import { BookPayout } from './book-payout';

export type SyncedPayout = 'applied' | 'ignored' | 'payout_missing' | 'livemode_differs' | 'currency_differs';

const SYSTEM = 'reconciliation:sync-payout';

/**
 * Reads a payout and what it is made of from the processor, and books each clinic's part of it.
 *
 * Tx: forbids one around it. Idempotent by: {@link BookPayout}. Errors: `checkout_unavailable`.
 */
@Injectable()
export class SyncPayout {
  constructor(
    private readonly balance: ProcessorBalance,
    private readonly attribute: AttributeMovements,
    private readonly book: BookPayout,
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly context: RequestContext,
  ) {}

  async execute(stripePayoutId: string): Promise<SyncedPayout> {
    const facts = await this.balance.payout(stripePayoutId);
    if (!facts) return 'payout_missing';
    if (facts.livemode !== this.balance.isLive) return 'livemode_differs';
    if (facts.currency !== CURRENCY) return 'currency_differs';
    return (await this.take(facts)) > 0 ? 'applied' : 'ignored';
  }

  /** @returns how many clinics have a part in it */
  async take(facts: PayoutFacts): Promise<number> {
    const movements = await this.balance.movementsOf(facts.id);
    const { byClinic, unattributed } = await this.attribute.execute(movements);
    const clinicIds = new Set<ClinicId>([...byClinic.keys(), ...(await this.known(facts.id))]);
    const nobodys = Money.sum(unattributed.map((movement) => movement.net));
    for (const clinicId of clinicIds)
      await this.context.runAs({ clinicId, actor: { kind: 'system', id: SYSTEM, label: SYSTEM } }, () =>
        this.book.execute({ facts, movements: byClinic.get(clinicId) ?? [], unattributed: nobodys }),
      );
    return clinicIds.size;
  }

  /** Who had a part in it when it was looked at before. */
  private async known(stripePayoutId: string): Promise<ClinicId[]> {
    const rows = await this.tx.runGlobal(() =>
      this.sql.query<{ clinicId: ClinicId }>(`SELECT clinic_id AS "clinicId" FROM find_payout_parts(ARRAY[$1::text])`, [
        stripePayoutId,
      ]),
    );
    return rows.map(({ clinicId }) => clinicId);
  }
}
