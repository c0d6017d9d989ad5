import { Injectable } from '@nestjs/common';
import type { ManualAdjustmentType } from '../../domain/adjustments/adjustment-rules';
import type { ChargeId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import type { Money } from '../../kernel/money';
import type { AdjustmentView } from './adjustment.view';
import { AdjustmentsReader } from './adjusting/adjustments.reader';
import { ChangeBill } from './adjusting/change-bill';
import { JudgeCharges, type JudgedReduction } from './adjusting/judge-charges';
import { AdjustmentsRepository } from './persistence/adjustments.repository';
import { StoreReductions } from './adjusting/store-reductions';

export interface AdjustChargeInput {
  readonly chargeId: ChargeId;
  readonly type: ManualAdjustmentType;
  /** Above zero. */
  readonly amount: Money;
  readonly reason: string;
  /** The caller's Idempotency-Key. */
  readonly requestKey: string;
}

/**
 * Takes an amount off a charge, for a reason. Above the clinic's limit it is stored, waiting for a second person, and its
 * amount is reserved.
 *
 * Tx: forbids one around it; see {@link ChangeBill}. Idempotent by: the caller's key, kept with the adjustment.
 * Posts: see {@link PostAdjustment}.
 * Errors: `charge_unknown`, `charge_void`, `adjustment_not_allowed`, `adjustment_exceeds_charge`, `small_balance_only`,
 * `forbidden`, `payment_in_progress`, `checkout_unavailable`.
 */
@Injectable()
export class AdjustCharge {
  constructor(
    private readonly bill: ChangeBill,
    private readonly judge: JudgeCharges,
    private readonly store: StoreReductions,
    private readonly adjustments: AdjustmentsRepository,
    private readonly reader: AdjustmentsReader,
  ) {}

  execute(input: AdjustChargeInput): Promise<AdjustmentView> {
    return this.bill.execute({
      look: async () => {
        if (await this.earlier(input)) return [];
        const { charge, needsApproval } = await this.judged(input);
        return needsApproval ? [] : [charge.invoiceId];
      },
      change: async () => {
        if (!(await this.earlier(input))) await this.store.execute({ ...input, parts: [await this.judged(input)] });
        return this.reader.get((await this.earlier(input)) ?? '');
      },
    });
  }

  /** The adjustment that this very request made before, when its first answer was lost. */
  private async earlier({ requestKey }: AdjustChargeInput): Promise<string | undefined> {
    return (await this.adjustments.byKey(requestKey))[0]?.id;
  }

  private async judged({ chargeId, type, amount }: AdjustChargeInput): Promise<JudgedReduction> {
    const [charge] = await this.judge.lock([chargeId]);
    invariant(charge, 'a locked charge is there');
    const [judged] = await this.judge.reductions(type, [{ charge, amount }]);
    invariant(judged, 'every part is judged');
    return judged;
  }
}
