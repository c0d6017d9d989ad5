import { Injectable } from '@nestjs/common';
import { type BusinessDate, compareDates } from '../../../kernel/business-date';
import type { VisitId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import { OpenDay } from '../../ledger/open-day';
import { RaiseTask } from '../../tasks/raise-task';

/**
 * The day a visit's revenue is booked on: that of the care, or the first open one when that is sealed. Then somebody has
 * to know, because figures that were handed over no longer tell the whole of that day.
 *
 * Tx: needs one, that of the visit.
 */
@Injectable()
export class RevenueDay {
  constructor(
    private readonly openDay: OpenDay,
    private readonly tasks: RaiseTask,
  ) {}

  async of(visit: { id: VisitId; dateOfService: BusinessDate; amount: Money }): Promise<BusinessDate> {
    const effectiveOn = await this.openDay.for(visit.dateOfService);
    if (compareDates(effectiveOn, visit.dateOfService) !== 0)
      await this.tasks.execute({
        kind: 'late_correction',
        subject: { type: 'visit', id: visit.id },
        amount: visit.amount,
        facts: { sealedOn: visit.dateOfService.toString(), effectiveOn: effectiveOn.toString() },
      });
    return effectiveOn;
  }
}
