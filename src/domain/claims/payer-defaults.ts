import type { PlanType } from '../routing/routing-facts';

/** What a payer counts a drug's NDC in (2410 CTP): 28-mg devices, kits of one dose, or milliliters. */
export const DRUG_QUANTITIES = ['devices', 'kits', 'milliliters'] as const;
export type DrugQuantity = (typeof DRUG_QUANTITIES)[number];

/** What a payer wants of a claim. */
export interface PayerRules {
  /** SBR09. */
  readonly filingCode: string;
  /** Days after the service in which it takes a claim. */
  readonly timelyFilingDays: number;
  /** Days after a denial in which it takes an appeal. */
  readonly appealDays: number;
  readonly requiresAuthorization: boolean;
  readonly drugQuantity: DrugQuantity;
}

/**
 * What is assumed of a payer until the clinic says otherwise. Medicare takes claims for a year (42 CFR 424.44) and a
 * first appeal within 120 days (42 CFR 405.942); the other periods are the short ones of common contracts.
 */
export const PAYER_DEFAULTS: Readonly<Record<PlanType, PayerRules>> = {
  commercial: {
    filingCode: 'CI',
    timelyFilingDays: 90,
    appealDays: 180,
    requiresAuthorization: true,
    drugQuantity: 'devices',
  },
  medicare: {
    filingCode: 'MB',
    timelyFilingDays: 365,
    appealDays: 120,
    requiresAuthorization: false,
    drugQuantity: 'devices',
  },
  medicaid: {
    filingCode: 'MC',
    timelyFilingDays: 365,
    appealDays: 60,
    requiresAuthorization: true,
    drugQuantity: 'devices',
  },
  other: {
    filingCode: 'ZZ',
    timelyFilingDays: 90,
    appealDays: 60,
    requiresAuthorization: true,
    drugQuantity: 'devices',
  },
};

const DEVICE_MG = 28;

/** Quantity and unit of a dose's kit as the payer counts it. 56 mg: 2 devices, 1 kit or 0.4 mL (DOMAIN.md §3.6). */
export function drugQuantityOf(doseMg: number, counted: DrugQuantity): { quantity: string; unit: string } {
  if (counted === 'kits') return { quantity: '1', unit: 'UN' };
  const devices = Math.ceil(doseMg / DEVICE_MG);
  // Each device holds 0.2 mL.
  if (counted === 'milliliters') return { quantity: `0.${devices * 2}`, unit: 'ML' };
  return { quantity: String(devices), unit: 'UN' };
}
