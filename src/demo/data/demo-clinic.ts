import type { Protocol } from '../../domain/courses/protocol';
import type { PlanType } from '../../domain/routing/routing-facts';
import type { DefineServiceInput } from '../../modules/catalog/define-service';
import type { ClaimSettingsView } from '../../modules/claims/claim-settings.view';
import type { PackageOfferBody } from '../../modules/packages/package-offer.view';
import type { OpenClinicInput } from '../../modules/clinics/open-clinic';

/** An invented patient, with an invented plan if they have one. */
export interface DemoPatient {
  readonly firstName: string;
  readonly lastName: string;
  /** `YYYY-MM-DD` */
  readonly dateOfBirth: string;
  readonly line1: string;
  readonly coverage?: {
    readonly payerId: string;
    readonly payerName: string;
    readonly memberId: string;
    readonly planType: PlanType;
    readonly networkStatus: 'in' | 'out';
    /** Whether Spravato runs under the medical benefit, where the clinic asked. */
    readonly medicalBenefit?: boolean;
    /** An authorization in force around today, in visits. */
    readonly authorization?: { readonly number: string; readonly codes: readonly string[]; readonly units: number };
  };
}

/** Everything that makes a demo clinic. No clinic, person, payer or figure here is real but those of the price list. */
export interface DemoClinic {
  readonly clinic: OpenClinicInput;
  readonly services: readonly DefineServiceInput[];
  /** A price list file, imported as a clinic would import it. */
  readonly priceListCsv: string;
  /** A code set file: bare codes, no descriptors. */
  readonly codeSetsCsv: string;
  /** How it sends claims, when it does. */
  readonly claimSettings?: ClaimSettingsView;
  readonly protocols: readonly Protocol[];
  /** Packages it sells, by code. */
  readonly packageOffers?: Readonly<Record<string, PackageOfferBody>>;
  readonly patients: readonly DemoPatient[];
}
