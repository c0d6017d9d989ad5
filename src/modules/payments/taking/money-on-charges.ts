import { Injectable } from '@nestjs/common';
import type { ReleasedPart } from '../../../domain/adjustments/judge-adjustment';
import { Clock } from '../../../kernel/clock';
import type { ChargeId, InvoiceId } from '../../../kernel/ids';
import { ChargePayments, RegisterChargePayments } from '../../charges/charge-payments';
import { EndLiveCheckout } from '../checkout/end-live-checkout';
import { ReleasesRepository } from '../persistence/releases.repository';

/** Tells the charges room, which stands to the left, about the money on a bill that is about to change. */
@Injectable()
@RegisterChargePayments()
export class MoneyOnCharges extends ChargePayments {
  constructor(
    private readonly ending: EndLiveCheckout,
    private readonly releases: ReleasesRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  override endLiveCheckout(invoiceId: InvoiceId): Promise<void> {
    return this.ending.execute(invoiceId);
  }

  override isUnderWay(invoiceId: InvoiceId): Promise<boolean> {
    return this.releases.isUnderWay(invoiceId);
  }

  override appliedTo(chargeId: ChargeId): Promise<ReleasedPart[]> {
    return this.releases.appliedTo(chargeId);
  }

  override release(
    adjustment: { readonly id: string; readonly chargeId: ChargeId },
    parts: readonly ReleasedPart[],
  ): Promise<void> {
    return this.releases.insert({ ...adjustment, direction: 'released' }, parts, this.clock.now());
  }

  override async restore(adjustment: { readonly id: string; readonly chargeId: ChargeId }): Promise<ReleasedPart[]> {
    const parts = await this.releases.lockReleased(adjustment.id);
    await this.releases.insert({ ...adjustment, direction: 'restored' }, parts, this.clock.now());
    return parts;
  }
}
