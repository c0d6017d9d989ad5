import { Injectable } from '@nestjs/common';
import type { CashReportCrossing } from '../../../domain/cashiering/cash-reporting';
import { Clock, toDate } from '../../../kernel/clock';
import { Transactions } from '../../../platform/database/transactions';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { RaiseTask } from '../../tasks/raise-task';
import { type CashPayer, CashReportingReader } from '../cash-reporting.reader';
import { CashReceiptsReader } from '../persistence/cash-receipts.reader';

/**
 * Tells somebody when a payer's cash of twelve months reaches $8,000.00, and again, with the fifteen days of Form 8300,
 * when it goes above $10,000.00.
 *
 * Tx: opens one. Idempotent by: payer, level and the receipt that reached it.
 */
@Injectable()
export class WatchCashPayers {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly reporting: CashReportingReader,
    private readonly receipts: CashReceiptsReader,
    private readonly tasks: RaiseTask,
    private readonly clock: Clock,
  ) {}

  execute(): Promise<void> {
    return this.tx.run(async () => {
      const { timeZone } = await this.clinics.settings();
      for (const payer of await this.reporting.payers())
        for (const crossing of payer.crossings) await this.tell(payer, crossing, timeZone);
    });
  }

  private async tell({ patientId }: CashPayer, crossing: CashReportCrossing, timeZone: string): Promise<void> {
    const { level, entryId, total, dueOn } = crossing;
    const reachedOn = crossing.reachedOn.toString();
    const at = toDate(this.clock.now());
    if (!(await this.receipts.keep({ patientId, level, entryId, total, reachedOn, at }))) return;
    await this.tasks.execute({
      kind: 'cash_reporting',
      subject: { type: 'cash_payer', id: `${patientId}:${level}` },
      patientId,
      amount: total,
      facts: { level, reachedOn, dueOn: dueOn?.toString() ?? null },
      // Until the end of the fifteenth day.
      dueAt: dueOn?.add({ days: 1 }).toZonedDateTime(timeZone).toInstant(),
    });
  }
}
