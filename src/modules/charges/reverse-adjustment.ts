import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { invariant } from '../../kernel/invariant';
import type { AdjustmentView } from './adjustment.view';
import { AdjustmentsReader } from './adjusting/adjustments.reader';
import { ChangeBill } from './adjusting/change-bill';
import type { AdjustmentId } from './charge-record';
import type { ChargeToChange } from './charge-to-change';
import { JudgeCharges } from './adjusting/judge-charges';
import { AdjustmentsRepository } from './persistence/adjustments.repository';
import { UndoEntries } from './adjusting/undo-entries';

export interface ReverseAdjustmentInput {
  readonly adjustmentId: AdjustmentId;
  readonly reason: string;
  /** The caller's Idempotency-Key. */
  readonly requestKey: string;
}

/**
 * Takes back an adjustment that was made in error: the charge is what it was before. Once; what should stand instead is
 * adjusted anew.
 *
 * Tx: forbids one around it; see {@link ChangeBill}. Idempotent by: the adjustment, with the caller's key.
 * Posts: see {@link UndoEntries}.
 * Errors: `adjustment_unknown`, `adjustment_not_posted` for one that waits or was refused, `adjustment_already_reversed`,
 * `charge_void`, `payment_in_progress`, `checkout_unavailable`.
 */
@Injectable()
export class ReverseAdjustment {
  constructor(
    private readonly bill: ChangeBill,
    private readonly judge: JudgeCharges,
    private readonly adjustments: AdjustmentsRepository,
    private readonly undo: UndoEntries,
    private readonly reader: AdjustmentsReader,
  ) {}

  execute(input: ReverseAdjustmentInput): Promise<AdjustmentView> {
    return this.bill.execute({
      look: async () => [(await this.toReverse(input))?.invoiceId ?? null],
      change: async () => {
        const charge = await this.toReverse(input);
        if (charge) {
          await this.judge.assertNothingUnderWay(charge.invoiceId);
          await this.undo.ofAdjustment(input.adjustmentId, charge, { ...input, cause: 'error' });
        }
        return this.reader.get(input.adjustmentId);
      },
    });
  }

  /** Its charge, locked; undefined when this very request took it back before. */
  private async toReverse({ adjustmentId, requestKey }: ReverseAdjustmentInput): Promise<ChargeToChange | undefined> {
    const known = await this.find(adjustmentId);
    if (known.status === 'reversed' && known.reversalKey === requestKey) return undefined;
    const [charge] = await this.judge.lock([known.chargeId]);
    invariant(charge, 'a locked charge is there');
    // Read again under the lock: somebody else may have been faster.
    const { status } = await this.find(adjustmentId);
    if (status === 'reversed') throw new DomainError('adjustment_already_reversed');
    if (status !== 'posted')
      throw new DomainError('adjustment_not_posted', {
        detail: 'This adjustment has moved no money: it waits for approval, or was rejected.',
      });
    return charge;
  }

  private async find(id: AdjustmentId) {
    const adjustment = await this.adjustments.find(id);
    if (!adjustment) throw new DomainError('adjustment_unknown', { detail: 'This clinic has no such adjustment.' });
    return adjustment;
  }
}
