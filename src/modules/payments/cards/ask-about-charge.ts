import { Injectable } from '@nestjs/common';
import { CURRENCY, Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { Transactions } from '../../../platform/database/transactions';
import { Logger } from '../../../platform/observability/logger';
import { AskForCharge, type Asking } from './ask-for-charge';
import { type CardAnswer, CardChargeGateway, type CardIntent } from './card-charge-gateway';
import type { CardChargeRow } from '../persistence/card-charges.repository';
import type { Refreshed } from '../settling/refreshed';
import { SettlePayment } from '../settling/settle-payment';
import type { SettlementOutcome } from '../settling/settlement-outcome';

/**
 * Asks the processor about one charge of a saved card and settles what it says. However often and by whomever it is asked,
 * it is one charge: under its own key as long as Stripe remembers it, and by looking for it afterwards. An answer that does
 * not come leaves it unknown; it is never taken for a no.
 *
 * Tx: forbids one around it. Idempotent by: Stripe's key `payment:<id>:charge:<attempt>`, and {@link SettlePayment}.
 */
@Injectable()
export class AskAboutCharge {
  constructor(
    private readonly tx: Transactions,
    private readonly gateway: CardChargeGateway,
    private readonly settle: SettlePayment,
    private readonly asking: AskForCharge,
    private readonly context: RequestContext,
    private readonly logger: Logger,
  ) {}

  async execute(charge: CardChargeRow, asking: Asking): Promise<Refreshed> {
    return this.apply(charge, await this.asking.execute(charge, asking), asking);
  }

  /** Reads the charge under the intent an event or an earlier answer has named. */
  async read(charge: CardChargeRow, paymentIntentId: string): Promise<Refreshed> {
    return this.apply(charge, await this.gateway.read(paymentIntentId), 'again');
  }

  /** Which tender an intent is about, by its own metadata. */
  async tenderOf(paymentIntentId: string): Promise<string | null> {
    const answer = await this.gateway.read(paymentIntentId);
    return answer.outcome === 'read' ? answer.intent.tenderId : null;
  }

  private async apply(charge: CardChargeRow, answer: CardAnswer, asking: Asking): Promise<Refreshed> {
    if (answer.outcome !== 'read') return this.settleAs(charge, outcomeOf(answer, asking));
    const { intent } = answer;
    const mismatch = this.mismatch(charge, intent);
    if (mismatch) {
      const facts = { code: mismatch, entityId: charge.paymentId };
      this.logger.warning('the processor and the books disagree about a card charge', facts);
      return mismatch;
    }
    if (intent.status === 'open') return this.end(charge, intent);
    return this.settleAs(charge, outcomeOfIntent(intent));
  }

  /** One that waits for its holder is not waited for: the desk sends them the card page instead. */
  private async end(charge: CardChargeRow, { id }: CardIntent): Promise<Refreshed> {
    const answer = await this.gateway.cancel(id);
    if (answer.outcome !== 'read' || answer.intent.status === 'open')
      return this.settleAs(charge, { event: 'outcome_unknown' });
    if (answer.intent.status !== 'canceled') return this.settleAs(charge, outcomeOfIntent(answer.intent));
    return this.settleAs(charge, { event: 'declined', paymentIntentId: id, decline: NEEDS_HOLDER });
  }

  private async settleAs(charge: CardChargeRow, outcome: SettlementOutcome): Promise<Refreshed> {
    await this.tx.run(() => this.settle.execute(charge.paymentId, outcome, charge.tenderId));
    return 'applied';
  }

  private mismatch(charge: CardChargeRow, intent: CardIntent): Exclude<Refreshed, 'applied'> | undefined {
    const isOurs = intent.clinicId === this.context.clinicId && intent.tenderId === charge.tenderId;
    if (!isOurs || intent.paymentId !== charge.paymentId) return 'clinic_differs';
    if (intent.livemode !== this.gateway.isLive) return 'livemode_differs';
    if (intent.currency !== CURRENCY) return 'currency_differs';
    return intent.amount.equals(Money.fromColumn(charge.amountCents)) ? undefined : 'amount_differs';
  }
}

const own = (code: string) => ({ code, declineCode: code, adviceCode: null });
const NEEDS_HOLDER = own('authentication_required');

function outcomeOf(answer: Exclude<CardAnswer, { outcome: 'read' }>, asking: Asking): SettlementOutcome {
  if (answer.outcome === 'declined') {
    const { decline, paymentIntentId } = answer;
    return { event: 'declined', decline, paymentIntentId };
  }
  if (answer.outcome === 'refused')
    return {
      event: 'canceled',
      decline: own(answer.code === 'not_found' ? 'card_unavailable' : 'payment_method_unusable'),
    };
  if (answer.outcome === 'unavailable' && asking === 'first')
    return { event: 'canceled', decline: own('card_unavailable') };
  return { event: 'outcome_unknown' };
}

function outcomeOfIntent({ id, status, charge, decline }: CardIntent): SettlementOutcome {
  if (status === 'succeeded') return { event: 'succeeded', paymentIntentId: id, charge };
  if (status === 'processing') return { event: 'processing_started', paymentIntentId: id };
  if (status === 'declined') return { event: 'declined', paymentIntentId: id, decline: decline ?? undefined };
  return { event: 'canceled' };
}
