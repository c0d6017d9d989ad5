import type { Temporal } from 'temporal-polyfill';
import type { CardSetupId, ClinicId, PatientId } from '../../../kernel/ids';
import type { BusinessDate } from '../../../kernel/business-date';
import type { OpenedCheckout } from '../checkout/payment-gateway';

/** What a page for saving a card is opened with. Opaque ids and neutral words only. */
export interface CardSetupRequest {
  readonly setupId: CardSetupId;
  readonly clinicId: ClinicId;
  readonly stripeCustomerId: string;
  /** Shown beside the button that saves the card. */
  readonly consentText: string;
  readonly expiresAt: Temporal.Instant;
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** What a person may see of a card. */
export interface CardFacts {
  readonly stripePaymentMethodId: string;
  readonly stripeCustomerId: string | null;
  readonly brand: string | null;
  readonly last4: string;
  readonly funding: string | null;
  readonly fingerprint: string | null;
  readonly expiresOn: BusinessDate;
}

/** What the processor says about a page for saving a card, read from it just now. */
export interface CardSetupFacts {
  readonly status: 'open' | 'complete' | 'expired';
  readonly stripeSessionId: string | null;
  readonly setupId: string | null;
  readonly clinicId: string | null;
  readonly livemode: boolean;
  /** The card that was saved. */
  readonly card: CardFacts | null;
}

/**
 * The card processor, as far as cards are saved and let go of. Every call refuses to run inside a transaction.
 * Errors of every call: `checkout_unavailable` when the processor cannot be reached or its answer was lost.
 */
export abstract class CardSetupGateway {
  /** Idempotent by the row's id. */
  abstract ensureCustomer(row: { id: string; clinicId: ClinicId; patientId: PatientId }): Promise<string>;
  /** Idempotent by the setup's id. */
  abstract openSetup(request: CardSetupRequest): Promise<OpenedCheckout>;
  /** By session (`cs_…`) or setup intent (`seti_…`). Undefined when there is no such one, or it saves no card. */
  abstract readSetup(stripeId: string): Promise<CardSetupFacts | undefined>;
  /** Undefined when the processor has no such card. */
  abstract readCard(stripePaymentMethodId: string): Promise<CardFacts | undefined>;
  /** Lets go of a card; one that is gone already stays so. */
  abstract detach(stripePaymentMethodId: string): Promise<void>;
  abstract readonly isLive: boolean;
}
