import type { BusinessDate } from '../../kernel/business-date';
import type { ChargeId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import type { DocumentRule, ServiceKind } from '../pricing/service-terms';

/** A postal address as printed. */
export interface PostalAddress {
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
}

/** One charge as a superbill would print it. */
export interface SuperbillLine {
  readonly chargeId: ChargeId;
  readonly kind: ServiceKind;
  readonly documentRule: DocumentRule;
  readonly rendered: boolean;
  /** Whether the clinic has filed a claim for it. */
  readonly isOnClaim: boolean;
  /** One day, never a range. */
  readonly dateOfService: BusinessDate;
  /** CMS place-of-service code, two digits. */
  readonly placeOfService?: string;
  readonly procedureCode?: string;
  readonly modifiers: readonly string[];
  /** One-based places in the draft's diagnoses, one to four. */
  readonly diagnosisPointers: readonly number[];
  readonly units: number;
  /** At list price. */
  readonly charged: Money;
  /** Discounts and other adjustments, zero or above. */
  readonly adjusted: Money;
  /** Net of refunds. */
  readonly paid: Money;
}

/** A payment printed as proof. */
export interface SuperbillPayment {
  readonly paidOn?: BusinessDate;
  /** In words and masked: `Cash`, `Visa ending 4242`. */
  readonly tender?: string;
  readonly amount: Money;
}

/** Everything a superbill prints, before its number and version; what is missing is blank or absent. */
export interface SuperbillDraft {
  readonly patient: {
    readonly legalName?: string;
    readonly dateOfBirth?: BusinessDate;
    readonly address?: PostalAddress;
    /** Optional on a superbill. */
    readonly memberId?: string;
  };
  readonly practice: {
    readonly legalName?: string;
    readonly address?: PostalAddress;
    readonly phone?: string;
    /** Type 2, the organization's. */
    readonly npi?: string;
    readonly ein?: string;
  };
  readonly provider: {
    readonly name?: string;
    readonly credentials?: string;
    /** Type 1, the rendering person's. */
    readonly npi?: string;
    readonly licenseNumber?: string;
    readonly licenseState?: string;
  };
  /** ICD-10-CM codes in the order lines point to them. */
  readonly diagnoses: readonly string[];
  readonly lines: readonly SuperbillLine[];
  readonly payments: readonly SuperbillPayment[];
  /** Who attests that the services were rendered: the provider's signature or its typed form. */
  readonly attestedBy?: string;
  readonly issuedOn?: BusinessDate;
}
