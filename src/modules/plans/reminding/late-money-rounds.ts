import { Injectable } from '@nestjs/common';
import type { ReminderPolicy } from '../../../domain/plans/reminder-steps';
import type { BusinessDate } from '../../../kernel/business-date';
import type { InvoiceId } from '../../../kernel/ids';
import { Transactions } from '../../../platform/database/transactions';
import { type DueCursor, type DueInstallment, DueInstallmentsReader } from '../due-installments.reader';
import { HeldBills } from '../persistence/held-bills';
import { LateMoneyReader } from '../persistence/late-money.reader';
import { ReminderHoldsRepository } from '../persistence/reminder-holds.repository';
import { RemindOfLateMoney } from './remind-of-late-money';

const PAGE = 200;
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Goes through what is late, page by page, each in a transaction of its own. */
@Injectable()
export class LateMoneyRounds {
  constructor(
    private readonly tx: Transactions,
    private readonly late: LateMoneyReader,
    private readonly due: DueInstallmentsReader,
    private readonly holds: ReminderHoldsRepository,
    private readonly bills: HeldBills,
    private readonly remind: RemindOfLateMoney,
  ) {}

  async invoices(today: BusinessDate, policy: ReminderPolicy): Promise<void> {
    const days = policy.callDays > 0 ? [...policy.reminderDays, policy.callDays] : [...policy.reminderDays];
    for (let afterId = NOWHERE; ;) {
      const rows = await this.tx.run(() => this.late.invoices(today, days, { afterId, limit: PAGE }));
      const held = await this.tx.run(() => this.bills.among(rows.map(({ about }) => about.id as InvoiceId)));
      for (const row of rows)
        if (!held.has(row.about.id as InvoiceId)) await this.tx.run(() => this.remind.execute(row, today, policy));
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      afterId = last.about.id;
    }
  }

  async plans(today: BusinessDate, policy: ReminderPolicy): Promise<void> {
    let before: string | undefined;
    for (let after: DueCursor | undefined; ;) {
      const rows = await this.due.on(today, { after, limit: PAGE });
      for (const row of rows) {
        // A plan is asked for its oldest installment alone.
        if (row.planId !== before) await this.tx.run(() => this.plan(row, today, policy));
        before = row.planId;
      }
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = { planId: last.planId, number: last.number };
    }
  }

  private async plan(row: DueInstallment, today: BusinessDate, policy: ReminderPolicy): Promise<void> {
    const { planId, patientId, dueOn, left } = row;
    if (row.heldFor !== null || (await this.holds.isHeld(patientId))) return;
    if (await this.late.isBeingCollected(planId, row.number)) return;
    const about = { type: 'payment_plan', id: planId } as const;
    await this.remind.execute({ about, patientId, dueOn, openCents: left.toCents().toString() }, today, policy);
  }
}
