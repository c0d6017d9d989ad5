import { Injectable } from '@nestjs/common';
import type { NoticeKind } from '../../../domain/notices/notice-kinds';
import { compareDates } from '../../../kernel/business-date';
import type { InvoiceId } from '../../../kernel/ids';
import type { CancelReason } from '../../notices/cancel-notices';
import { NoticeCheck, type NoticeToCheck, RegisterNoticeCheck } from '../../notices/notice-check';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { AutopayRepository } from '../persistence/autopay.repository';
import { HeldBills } from '../persistence/held-bills';
import { LateMoneyReader } from '../persistence/late-money.reader';
import { PlanRowsReader } from '../persistence/plan-rows.reader';
import { planNow } from '../plan-standing-of';

/** Nobody is asked for what was paid, contested or taken off meanwhile, nor told of a charge that will not be made. */
@RegisterNoticeCheck()
@Injectable()
export class StillOwed extends NoticeCheck {
  readonly kinds: readonly NoticeKind[] = [
    'payment_reminder',
    'installment_upcoming',
    'installment_failed',
    'installment_stopped',
    'confirmation_needed',
  ];

  constructor(
    private readonly late: LateMoneyReader,
    private readonly plans: PlanRowsReader,
    private readonly autopay: AutopayRepository,
    private readonly clinics: ClinicsReader,
    private readonly bills: HeldBills,
  ) {
    super();
  }

  async objection({ kind, aboutType, aboutId, occasionOn }: NoticeToCheck): Promise<CancelReason | undefined> {
    if (aboutType === 'invoice') return this.ofBill(aboutId as InvoiceId);
    const row = await this.plans.get(aboutId);
    if (aboutType !== 'payment_plan' || !row) return undefined;
    const today = await this.clinics.today();
    const { status, heldFor, parts } = planNow(row, today);
    if (heldFor === 'disputed' || heldFor === 'estimate_dispute') return 'disputed';
    if (status === 'paid_off') return 'paid';
    if (status !== 'active') return 'obsolete';
    if (kind !== 'installment_upcoming') {
      const isOwed = parts.some(({ dueOn, left }) => left.isPositive() && compareDates(dueOn, today) <= 0);
      return isOwed ? undefined : 'paid';
    }
    const part = parts.find(({ dueOn }) => dueOn.toString() === occasionOn);
    if ((await this.autopay.live(aboutId))?.version !== row.version || !part) return 'obsolete';
    return part.left.isPositive() ? undefined : 'paid';
  }

  private async ofBill(id: InvoiceId): Promise<CancelReason | undefined> {
    return (await this.late.mayRemind(id)) ?? ((await this.bills.among([id])).has(id) ? 'disputed' : undefined);
  }
}
