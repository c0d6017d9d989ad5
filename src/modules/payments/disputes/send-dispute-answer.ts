import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import { Transactions } from '../../../platform/database/transactions';
import { DisputeAnswers } from './dispute-answers';
import { type DisputeAnswer, DisputeGateway } from './dispute-gateway';
import { RefreshDispute } from './refresh-dispute';

/** Sends a stored answer and stores what became of it. Tx: forbids one around it. */
@Injectable()
export class SendDisputeAnswer {
  constructor(
    private readonly tx: Transactions,
    private readonly gateway: DisputeGateway,
    private readonly answers: DisputeAnswers,
    private readonly refresh: RefreshDispute,
  ) {}

  async execute(answer: DisputeAnswer): Promise<void> {
    const outcome = await this.gateway.answer(answer);
    const state = outcome === 'sent' ? 'sent' : outcome === 'unknown' ? undefined : 'failed';
    if (state) await this.tx.run(() => this.answers.setState(answer.id, state));
    if (outcome === 'unavailable') throw new DomainError('processor_unavailable');
    // What it did to the dispute, and whether a lost answer arrived after all; when nobody can tell now, the sweep will.
    await this.refresh.execute(answer.stripeDisputeId).catch(ignoreUnreachable);
    if (outcome === 'refused')
      throw new DomainError('dispute_closed', { detail: 'The bank takes no more answers to this dispute.' });
  }
}

function ignoreUnreachable(error: unknown): void {
  if (!(error instanceof DomainError && error.code === 'checkout_unavailable')) throw error;
}
