import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { isPaymentInFlight } from '../../../domain/payments/payment-state';
import { Clock, fromDate } from '../../../kernel/clock';
import type { PaymentId } from '../../../kernel/ids';
import { Transactions } from '../../../platform/database/transactions';
import { AskAboutCharge } from './ask-about-charge';
import { ChargeCards } from './charge-cards';
import { type CardChargeRow, CardChargesRepository } from '../persistence/card-charges.repository';
import type { Refreshed } from '../settling/refreshed';

/** The request that stored it is most likely still waiting for its answer. */
const ANSWERED_WITHIN = Temporal.Duration.from({ seconds: 20 });

/**
 * Asks the processor how a payment with saved cards stands and applies the answers; cards that were not asked for yet, since
 * their process died, are asked for now.
 *
 * Tx: forbids one around it. Idempotent by: {@link AskAboutCharge}.
 */
@Injectable()
export class RefreshCardPayment {
  constructor(
    private readonly tx: Transactions,
    private readonly cardCharges: CardChargesRepository,
    private readonly asking: AskAboutCharge,
    private readonly charging: ChargeCards,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers `unknown` when no card of this clinic's payment is meant.
   * @param seenIntentId the payment intent an event names: how one is found whose answer never came
   */
  async execute(paymentId: PaymentId, seenIntentId: string | null = null): Promise<Refreshed> {
    const charges = await this.tx.run(() => this.cardCharges.ofPayment(paymentId));
    if (charges.length === 0) return 'unknown';
    const results: Refreshed[] = [];
    if (seenIntentId !== null) results.push(await this.readSeen(charges, seenIntentId));
    else
      for (const charge of charges)
        if (charge.paymentIntentId && (isPaymentInFlight(charge.state) || isWithoutFee(charge)))
          results.push(await this.asking.read(charge, charge.paymentIntentId));
    if (charges.some((charge) => this.isOverdue(charge))) results.push(await this.charging.execute(paymentId, 'again'));
    return results.find((result) => result !== 'applied') ?? 'applied';
  }

  /** An event of another tender's intent, or of nobody's, is somebody else's to explain. */
  private async readSeen(charges: readonly CardChargeRow[], intentId: string): Promise<Refreshed> {
    const known = charges.find(({ paymentIntentId }) => paymentIntentId === intentId);
    if (known) return this.asking.read(known, intentId);
    const tenderId = await this.asking.tenderOf(intentId);
    const meant = charges.find((charge) => charge.tenderId === tenderId);
    return meant ? this.asking.read(meant, intentId) : 'clinic_differs';
  }

  private isOverdue({ state, startedAt }: CardChargeRow): boolean {
    if (state !== 'pending') return isPaymentInFlight(state);
    return Temporal.Instant.compare(fromDate(startedAt).add(ANSWERED_WITHIN), this.clock.now()) < 0;
  }
}

const isWithoutFee = ({ state, feeCents }: CardChargeRow): boolean => state === 'succeeded' && feeCents === null;
