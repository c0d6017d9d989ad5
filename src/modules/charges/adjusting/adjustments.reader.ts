import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import type { ChargeId, VisitId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import { Transactions } from '../../../platform/database/transactions';
import type { AdjustmentView } from '../adjustment.view';
import { ADJUSTMENT_JSON, ADJUSTMENTS_OF_CHARGE } from '../persistence/adjustment-columns';
import type { ChargeView } from '../visit.view';
import { VisitsReader } from '../visits.reader';

/** Reads single charges and what was taken off them. Tx: joins the open one or opens its own. */
@Injectable()
export class AdjustmentsReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly visits: VisitsReader,
  ) {}

  /** Errors: `adjustment_unknown`, also for another clinic's. */
  async get(id: string): Promise<AdjustmentView> {
    const row = await this.tx.run(() =>
      this.sql.one<{ view: AdjustmentView }>(
        `SELECT ${ADJUSTMENT_JSON} AS view FROM charge_adjustments a WHERE a.clinic_id = current_clinic() AND a.id = $1`,
        [id],
      ),
    );
    if (!row) throw new DomainError('adjustment_unknown', { detail: 'This clinic has no such adjustment.' });
    return row.view;
  }

  /** The oldest first. Errors: `charge_unknown`, also for another clinic's. */
  async ofCharge(chargeId: ChargeId): Promise<AdjustmentView[]> {
    return (await this.row(chargeId)).adjustments;
  }

  /** Errors: `charge_unknown`, also for another clinic's. */
  charge(chargeId: ChargeId): Promise<ChargeView> {
    return this.tx.run(async () => {
      const { charges } = await this.visits.get((await this.row(chargeId)).visitId);
      const charge = charges.find(({ id }) => id === chargeId);
      if (!charge) throw unknown();
      return charge;
    });
  }

  private async row(chargeId: ChargeId): Promise<{ visitId: VisitId; adjustments: AdjustmentView[] }> {
    const row = await this.tx.run(() =>
      this.sql.one<{ visitId: VisitId; adjustments: AdjustmentView[] }>(
        `SELECT c.visit_id AS "visitId", ${ADJUSTMENTS_OF_CHARGE} AS adjustments
           FROM charges c WHERE c.clinic_id = current_clinic() AND c.id = $1`,
        [chargeId],
      ),
    );
    if (!row) throw unknown();
    return row;
  }
}

const unknown = (): DomainError => new DomainError('charge_unknown', { detail: 'This clinic has no such charge.' });
