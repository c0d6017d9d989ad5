import { Injectable, SetMetadata } from '@nestjs/common';
import type { ReleasedPart } from '../../domain/adjustments/judge-adjustment';
import type { ChargeId, InvoiceId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { MarkedProviders } from '../../platform/discovery/marked-providers';
import type { AdjustmentId } from './charge-record';

const CHARGE_PAYMENTS = 'charges.charge-payments';

/** Marks the provider that knows the money on charges. There is one: the payments room's. */
export const RegisterChargePayments = (): ClassDecorator => SetMetadata(CHARGE_PAYMENTS, true);

/**
 * What changing a bill has to know of, and do about, the money on it. The payments room stands to the right and may not be
 * called, so it provides this and is found by its mark: the rules of changing a charge stay here, in one place, and who
 * paid what stays there.
 */
export abstract class ChargePayments {
  /**
   * Ends the page at the processor that could still take the invoice's old amount, and learns what it became.
   * Tx: forbids one around it. Errors: `checkout_unavailable`.
   */
  abstract endLiveCheckout(invoiceId: InvoiceId): Promise<void>;
  /** Whether money for the invoice is under way: a page that can be paid, or a payment whose outcome is open. Tx: needs one. */
  abstract isUnderWay(invoiceId: InvoiceId): Promise<boolean>;
  /** What payments that stand still pay of the charge, the oldest first. Tx: needs one, with the charge's items locked. */
  abstract appliedTo(chargeId: ChargeId): Promise<ReleasedPart[]>;
  /** Writes down that the charge let go of these parts; they are the patient's credit from now on. Tx: needs one. */
  abstract release(
    adjustment: { readonly id: AdjustmentId; readonly chargeId: ChargeId },
    parts: readonly ReleasedPart[],
  ): Promise<void>;
  /** Takes back, of what an adjustment released, all that is still held as credit; gives what that was. Tx: needs one. */
  abstract restore(adjustment: { readonly id: AdjustmentId; readonly chargeId: ChargeId }): Promise<ReleasedPart[]>;
}

/** Finds the one {@link ChargePayments}. */
@Injectable()
export class ChargePaymentsLookup {
  constructor(private readonly providers: MarkedProviders) {}

  get(): ChargePayments {
    const [payments] = this.providers.of<ChargePayments>(CHARGE_PAYMENTS);
    invariant(payments, 'a room to the right provides the money on charges');
    return payments;
  }
}
