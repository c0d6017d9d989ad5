import { Injectable } from '@nestjs/common';
import type { ChargeId, InvoiceId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { invariant } from '../../kernel/invariant';
import { ChangeBill } from './adjusting/change-bill';
import { JudgeCharges, type JudgedReduction } from './adjusting/judge-charges';
import { StoreReductions } from './adjusting/store-reductions';

export interface RulingReduction {
  readonly chargeId: ChargeId;
  /** Above zero. */
  readonly amount: Money;
}

export interface ApplyRulingInput {
  /** What is taken off now, a charge at most once; nothing when it was done before. Runs in the transaction that does it. */
  readonly plan: () => Promise<readonly RulingReduction[]>;
  readonly reason: string;
  /** The caller's Idempotency-Key. */
  readonly requestKey: string;
  /** Writes down that it was done, in the same transaction. */
  readonly done: () => Promise<void>;
}

/**
 * Lowers charges as somebody outside the clinic has ruled: no second person is asked, since the clinic has no say in it.
 *
 * Tx: forbids one around it; see {@link ChangeBill}. Idempotent by: `plan`. Posts: Dr 4960 / Cr 1100 per charge; what was
 * paid of it becomes the patient's credit, see {@link PostAdjustment}.
 * Errors: those of {@link ChangeBill}, of `plan`; `adjustment_exceeds_charge`, `charge_void`, `payment_in_progress`.
 */
@Injectable()
export class ApplyRuling {
  constructor(
    private readonly bill: ChangeBill,
    private readonly judge: JudgeCharges,
    private readonly store: StoreReductions,
  ) {}

  execute({ plan, reason, requestKey, done }: ApplyRulingInput): Promise<void> {
    return this.bill.execute({
      look: async () => (await this.judged(await plan())).map(({ charge }): InvoiceId | null => charge.invoiceId),
      change: async () => {
        const parts = await this.judged(await plan());
        if (parts.length > 0) await this.store.execute({ type: 'dispute_resolution', reason, requestKey, parts });
        await done();
      },
    });
  }

  private async judged(reductions: readonly RulingReduction[]): Promise<JudgedReduction[]> {
    if (reductions.length === 0) return [];
    const charges = await this.judge.lock(reductions.map(({ chargeId }) => chargeId));
    const parts = charges.map((charge) => {
      const reduction = reductions.find(({ chargeId }) => chargeId === charge.id);
      invariant(reduction, 'a locked charge is one of the ruling');
      return { charge, amount: reduction.amount };
    });
    const judged = await this.judge.reductions('dispute_resolution', parts);
    return judged.map((part) => ({ ...part, needsApproval: false }));
  }
}
