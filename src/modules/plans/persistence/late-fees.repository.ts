import { Injectable } from '@nestjs/common';
import { type BusinessDate, parseBusinessDate } from '../../../kernel/business-date';
import { Clock, toDate } from '../../../kernel/clock';
import type { VisitId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';
import type { InstallmentRef } from './collections.repository';
import { LateMoneyReader } from './late-money.reader';

/** Late fees that were charged, and since when a plan is asked for again. Needs a transaction, with the plan held. */
@Injectable()
export class LateFeesRepository {
  constructor(
    private readonly sql: Sql,
    private readonly late: LateMoneyReader,
    private readonly clock: Clock,
  ) {}

  /** Charged before, or about to be paid by itself: a card that was not asked in time is not the patient's delay. */
  async isAssessedOrBeingCollected({ planId, version, number }: InstallmentRef): Promise<boolean> {
    if (await this.late.isBeingCollected(planId, number)) return true;
    const row = await this.sql.one(
      `SELECT FROM late_fees WHERE clinic_id = current_clinic() AND plan_id = $1 AND version = $2 AND number = $3`,
      [planId, version, number],
    );
    return row !== undefined;
  }

  async insert(
    { planId, version, number }: InstallmentRef,
    fee: { visitId: VisitId; late: Money; days: number; amount: Money; on: BusinessDate; rule: string },
  ): Promise<void> {
    await this.sql.execute(
      `INSERT INTO late_fees (clinic_id, plan_id, version, number, visit_id, late_cents, late_days, fee_cents, assessed_on, assessed_at, rule)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        planId,
        version,
        number,
        fee.visitId,
        fee.late.toCents().toString(),
        fee.days,
        fee.amount.toCents().toString(),
        fee.on.toString(),
        toDate(this.clock.now()),
        fee.rule,
      ],
    );
  }

  /** The plan is not asked for today. */
  async wait(planId: string, on: BusinessDate): Promise<void> {
    await this.sql.execute(
      `INSERT INTO late_fee_waits (clinic_id, plan_id, held_on) VALUES (current_clinic(), $1, $2)
       ON CONFLICT (clinic_id, plan_id) DO UPDATE SET held_on = greatest(late_fee_waits.held_on, excluded.held_on)`,
      [planId, on.toString()],
    );
  }

  /** The last day it was not asked for. */
  async heldOn(planId: string): Promise<BusinessDate | undefined> {
    const row = await this.sql.one<{ on: string }>(
      `SELECT held_on AS on FROM late_fee_waits WHERE clinic_id = current_clinic() AND plan_id = $1`,
      [planId],
    );
    return row && parseBusinessDate(row.on);
  }
}
