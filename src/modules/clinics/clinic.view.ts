import type { ClinicId, LocationId, ProviderId } from '../../kernel/ids';
import type { ClinicPolicies } from './clinic-policies';

/** A US postal address. */
export interface AddressView {
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  /** Two letters. */
  readonly state: string;
  /** `97202` or `97202-1234`. */
  readonly postalCode: string;
}

/** A place where care is given. */
export interface LocationView {
  readonly id: LocationId;
  readonly name: string;
  /** CMS place-of-service code, two digits (11 office). */
  readonly placeOfService: string;
  /** Type 2 NPI of the site when it has its own. */
  readonly npi: string | null;
  readonly address: AddressView;
}

/** A person who renders care and signs for it. */
export interface ProviderView {
  readonly id: ProviderId;
  readonly firstName: string;
  readonly lastName: string;
  /** As printed after the name: `MD`, `LCSW`. */
  readonly credentials: string;
  /** Type 1 NPI. */
  readonly npi: string;
  readonly licenseNumber: string;
  readonly licenseState: string;
  /** Whether the provider has opted out of Medicare; decides who may be billed (42 CFR 405 subpart D). */
  readonly isMedicareOptedOut: boolean;
  /** Health care provider taxonomy code, ten characters. */
  readonly taxonomyCode: string;
}

/** The clinic of the caller, with everything a document or a pay page prints about it. */
export interface ClinicView {
  readonly id: ClinicId;
  /** Short name in addresses and logs; unique over all clinics. */
  readonly slug: string;
  readonly name: string;
  /** The name the IRS and payers know; printed on superbills. */
  readonly legalName: string;
  /** IANA zone that decides the clinic's business day. */
  readonly timeZone: string;
  /** Nine digits, no hyphen. */
  readonly ein: string;
  /** Type 2 NPI. */
  readonly npi: string;
  readonly phone: string;
  readonly email: string;
  readonly address: AddressView;
  /** Neutral text for card statements, at most 22 characters. */
  readonly statementDescriptor: string;
  readonly policies: ClinicPolicies;
  /** Ordered by name. */
  readonly locations: readonly LocationView[];
  /** Ordered by last name, first name. */
  readonly providers: readonly ProviderView[];
  /** Grows by one with every settings change; for optimistic updates. */
  readonly version: number;
}

/** The part of a clinic that decides how money is taken, and who asks for it. */
export type ClinicSettings = Pick<ClinicView, 'timeZone' | 'statementDescriptor' | 'phone' | 'policies'>;
