import { Injectable } from '@nestjs/common';
import { CURRENCY } from '../../../kernel/money';
import { Transactions } from '../../../platform/database/transactions';
import { ApplyDispute } from './apply-dispute';
import { DisputeAnswers } from './dispute-answers';
import { DisputeGateway } from './dispute-gateway';

/** What became of a look at a dispute. `waiting`: about a payment that is not known, or not taken, yet. */
export type RefreshedDispute = 'applied' | 'waiting' | 'dispute_missing' | 'currency_differs' | 'livemode_differs';

/**
 * Asks the processor how a dispute stands and applies the answer: what every event, sweep and answer does.
 *
 * Tx: forbids one around it. Idempotent by: {@link ApplyDispute}. Errors: `checkout_unavailable`.
 */
@Injectable()
export class RefreshDispute {
  constructor(
    private readonly tx: Transactions,
    private readonly gateway: DisputeGateway,
    private readonly apply: ApplyDispute,
    private readonly answers: DisputeAnswers,
  ) {}

  async execute(stripeDisputeId: string): Promise<RefreshedDispute> {
    const facts = await this.gateway.read(stripeDisputeId);
    if (!facts) return 'dispute_missing';
    if (facts.livemode !== this.gateway.isLive) return 'livemode_differs';
    if (facts.currency !== CURRENCY) return 'currency_differs';
    return this.tx.run(async () => {
      if (!(await this.apply.execute(facts))) return 'waiting';
      await this.answers.settle(facts);
      return 'applied';
    });
  }
}
