import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { DrawerId } from '../../kernel/ids';
import { RecordAuditEvent } from '../access/record-audit-event';
import { CashMovementsRepository } from './persistence/cash-movements.repository';
import { WorkedDrawer } from './drawers/worked-drawer';

/**
 * Puts cash that was taken outside any drawer into the open one it lies in now, so that it counts there.
 *
 * Tx: joins or opens one; holds posting. Idempotent by: the entry, which belongs to one session for good. Posts nothing:
 * the money is on 1020 already. Errors: `drawer_unknown`, `drawer_not_open`, `outside_cash_unknown`.
 */
@Injectable()
export class TakeInCash {
  constructor(
    private readonly worked: WorkedDrawer,
    private readonly cash: CashMovementsRepository,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute({ drawerId, entryId, reason }: { drawerId: DrawerId; entryId: string; reason: string }): Promise<void> {
    return this.worked.runOpen(drawerId, async (sessionId) => {
      const amount = await this.cash.takeIn(entryId, sessionId, reason);
      if (!amount)
        throw new DomainError('outside_cash_unknown', { detail: 'No cash outside a drawer has this journal entry.' });
      await this.audit.execute({
        action: 'drawer.take_in_cash',
        subject: { type: 'drawer_session', id: sessionId },
        facts: { entryId, amountCents: amount.toJSON() },
      });
    });
  }
}
