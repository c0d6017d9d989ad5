import { Injectable } from '@nestjs/common';
import { type AccountingMonth, unsealedDays } from '../../domain/reports/accounting-month';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import { RecordAuditEvent } from '../access/record-audit-event';
import { PeriodsRepository } from './persistence/periods.repository';

/** What a month must not have when it is closed, and the trail of its closing. Needs a transaction. */
@Injectable()
export class ClosePeriodGuards {
  constructor(
    private readonly periods: PeriodsRepository,
    private readonly audit: RecordAuditEvent,
  ) {}

  async refuseUnsealed(month: AccountingMonth, sealedThrough: BusinessDate | null): Promise<void> {
    const unsealed = unsealedDays(month, sealedThrough);
    if (unsealed.first)
      throw new DomainError('period_has_unsealed_days', {
        detail: `Days from ${unsealed.first.toString()} on are not sealed. Close them at the desk first; a later day closes those before it.`,
        facts: { firstDay: unsealed.first.toString(), lastDay: month.lastDay.toString(), days: unsealed.count },
      });
    const unsettled = await this.periods.unsettledThrough(month.lastDay);
    if (unsettled.length > 0)
      throw new DomainError('period_has_unknown_payments', {
        detail: 'What became of these payments or refunds is not known yet. Look at them, then close the month.',
        facts: { payments: unsettled.map(({ type, id, status }) => ({ type, id, status })) },
      });
  }

  record(month: AccountingMonth): Promise<void> {
    return this.audit.execute({ action: 'period.close', subject: { type: 'period', id: month.name } });
  }
}
