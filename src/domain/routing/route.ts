import type { DocumentRule } from '../pricing/service-terms';

/** Who is asked to pay for a line first. */
export type Destination = 'insurance' | 'self_pay';

/** Something the desk must do or must not do because of a route. */
export type RouteNotice =
  /** 45 CFR 164.522(a)(1)(vi): no claim, eligibility, claim-status or authorization traffic for this line. */
  | 'no_disclosure_to_plan'
  /** 45 CFR 149.610: a self-pay patient is owed a good-faith estimate. */
  | 'good_faith_estimate'
  /** Medicare does not cover the service: the patient signs an Advance Beneficiary Notice first. */
  | 'advance_beneficiary_notice'
  /** The clinician opted out of Medicare: a private contract, never an Advance Beneficiary Notice. */
  | 'medicare_private_contract'
  /** The patient has Medicaid: check the state's notice before taking money for a service it does not cover. */
  | 'medicaid_notice'
  /** The claim will be held until the payer's authorization is on file. */
  | 'authorization_missing';

/** The decision for one line, with its reason for the front desk. */
export interface Route {
  readonly destination: Destination;
  /** Stable id of the rule that decided, e.g. `paid_in_full_election`. */
  readonly rule: string;
  /** Its row in the routing table (DOMAIN.md §2); 10 closes the table for fees. */
  readonly row: number;
  /** A sentence a front desk can read out. */
  readonly reason: string;
  readonly documentRule: DocumentRule;
  readonly notices: readonly RouteNotice[];
}
