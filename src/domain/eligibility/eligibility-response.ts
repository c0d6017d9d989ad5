import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';

/** Which benefit of a plan something is told about: the visit's own, or the drug's from a pharmacy. */
export const ELIGIBILITY_BENEFITS = ['medical', 'pharmacy'] as const;
export type EligibilityBenefit = (typeof ELIGIBILITY_BENEFITS)[number];

/** One thing a plan says about a benefit (EB, X12 005010X279A1 2110C and 2110D). */
export interface BenefitStatement {
  /** The EB's place in the file. */
  readonly position: number;
  /** EB01: `1` active, `6` inactive, `A` coinsurance, `B` copay, `C` deductible, `G` out-of-pocket, `I` not covered. */
  readonly kind: string;
  /** EB02: `IND`, `FAM`; empty when not told. */
  readonly level: string;
  /** EB03: service types; empty when it is about the whole plan. */
  readonly serviceTypes: readonly string[];
  /** EB06: `29` remaining, `23` of the year; empty when not told. */
  readonly period: string;
  /** EB07. */
  readonly amount?: Money;
  /** EB08 in basis points. */
  readonly basisPoints?: number;
  /** EB12: `Y` in network, `N` out, `W` either, `U` or empty not told. */
  readonly network: string;
}

/** Somebody the payer was asked about: the subscriber, or a dependent under their number. */
export interface EligibleMember {
  /** NM109 of the subscriber. */
  readonly memberId: string;
  readonly dateOfBirth?: BusinessDate;
  /** EB05 of an active plan, else of the first that names one. */
  readonly planName?: string;
  readonly statements: readonly BenefitStatement[];
  /** AAA: why the payer says nothing, as its reject reason code (`72` the member id is not known). */
  readonly rejections: readonly { readonly position: number; readonly reason: string }[];
}

/** A payer's answer about somebody's plan (271, ASC X12N 005010X279A1). */
export interface EligibilityResponse {
  /** BHT04: the day it was made. */
  readonly answeredOn: BusinessDate;
  /** NM109 of the payer; empty when not told. */
  readonly payerId: string;
  readonly members: readonly EligibleMember[];
}
