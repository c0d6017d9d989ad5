import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../../kernel/business-date';
import type { DailyCloseId } from '../../../kernel/ids';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { RaiseTask } from '../../tasks/raise-task';
import type { DayContent } from './day-content';

/** What a close leaves behind: its trace, and a task for whoever looks into a difference. Tx: needs one. */
@Injectable()
export class RecordDayClose {
  constructor(
    private readonly audit: RecordAuditEvent,
    private readonly tasks: RaiseTask,
  ) {}

  async execute(id: DailyCloseId, content: DayContent, sealedThrough: BusinessDate | undefined): Promise<void> {
    await this.audit.execute({
      action: 'daily_close.close',
      subject: { type: 'daily_close', id },
      facts: {
        number: content.number,
        businessDate: content.businessDate,
        sealedThrough: sealedThrough?.toString() ?? null,
      },
    });
    // A drawer's difference is booked already; one of checks, Venmo or the terminal is not.
    const open = content.tenders.filter(({ tender, differenceCents }) => tender !== 'cash' && differenceCents);
    if (open.length > 0)
      await this.tasks.execute({
        kind: 'reconciliation_difference',
        subject: { type: 'daily_close', id },
        facts: Object.fromEntries(open.map(({ tender, differenceCents }) => [`${tender}Cents`, differenceCents])),
      });
  }
}
