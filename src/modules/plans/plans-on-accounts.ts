import { Injectable } from '@nestjs/common';
import type { PatientId } from '../../kernel/ids';
import { ClinicsReader } from '../clinics/clinics.reader';
import { AccountPlans, type AccountPlanView, RegisterAccountPlans } from '../payments/account-plan';
import { PlanRowsReader } from './persistence/plan-rows.reader';
import { planNow } from './plan-standing-of';

const MOST_LOOKED_AT = 50;

/** Tells the payments room, which stands to the left, of the plan on a patient's account. */
@Injectable()
@RegisterAccountPlans()
export class PlansOnAccounts extends AccountPlans {
  constructor(
    private readonly rows: PlanRowsReader,
    private readonly clinics: ClinicsReader,
  ) {
    super();
  }

  override async of(patientId: PatientId): Promise<AccountPlanView | undefined> {
    const rows = await this.rows.list({ patientId, limit: MOST_LOOKED_AT });
    if (rows.length === 0) return undefined;
    const today = await this.clinics.today();
    for (const row of rows) {
      const { status, left, parts } = planNow(row, today);
      if (status !== 'active' && status !== 'paused') continue;
      const next = parts.find((part) => part.left.isPositive());
      return {
        id: row.id,
        number: row.number,
        status,
        leftCents: left.toJSON(),
        nextDueOn: next?.dueOn.toString() ?? null,
        nextCents: next?.left.toJSON() ?? 0,
        isLate: parts.some(({ daysLate }) => daysLate > 0),
      };
    }
    return undefined;
  }
}
