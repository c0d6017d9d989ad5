import { EnumField, IntField, BooleanField, TextField } from '../../platform/http/fields';
import { DRUG_QUANTITIES, type DrugQuantity } from '../../domain/claims/payer-defaults';

/** Whether files are tests or meant (ISA15). */
export const CLAIM_USAGES = ['test', 'production'] as const;
export type ClaimUsage = (typeof CLAIM_USAGES)[number];

/** How the clinic sends claims. */
export class ClaimSettingsView {
  @TextField({ pattern: /^[A-Z0-9]{2,15}$/, max: 15, description: 'The clinic’s id at the clearinghouse.' })
  submitterId: string;

  @TextField({ pattern: /^[A-Z0-9]{2,15}$/, max: 15, description: 'The clearinghouse’s id.' })
  receiverId: string;

  @TextField({ max: 60, example: 'Clearinghouse' })
  receiverName: string;

  @TextField({ max: 60, description: 'Whom the clearinghouse calls.', example: 'Billing' })
  contactName: string;

  @EnumField(CLAIM_USAGES)
  usage: ClaimUsage;

  @TextField({
    pattern: /^[0-9A-Z]{10}$/,
    max: 10,
    nullable: true,
    description: 'Taxonomy of the clinic; the rendering provider’s when null.',
  })
  billingTaxonomyCode: string | null;

  @TextField({
    pattern: /^\d{5}-\d{4}$/,
    max: 10,
    nullable: true,
    description: 'Nine digits of the clinic’s postal code, which payers want; as the address has it when null.',
    example: '97201-0001',
  })
  billingPostalCode: string | null;

  @TextField({ max: 50, nullable: true, description: 'The clinic’s certification in the Spravato REMS.' })
  remsSiteId: string | null;
}

/** What one payer wants of a claim where it departs from the default of its kind; null leaves the default. */
export class PayerClaimRulesView {
  @TextField({ pattern: /^[A-Z0-9]{2}$/, max: 2, nullable: true, description: 'Claim filing code, X12 SBR09.' })
  filingCode: string | null;

  @IntField({ min: 1, max: 1095, nullable: true, description: 'Days after the service in which it takes a claim.' })
  timelyFilingDays: number | null;

  @IntField({ min: 1, max: 1095, nullable: true, description: 'Days after a denial in which it takes an appeal.' })
  appealDays: number | null;

  @BooleanField({ nullable: true, description: 'Whether Spravato needs its authorization.' })
  requiresAuthorization: boolean | null;

  @EnumField(DRUG_QUANTITIES, { nullable: true, description: 'What it counts a drug’s NDC in.' })
  drugQuantity: DrugQuantity | null;
}
