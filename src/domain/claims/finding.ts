/** What is wrong with a claim before it is sent. A code is a contract: added to, never renamed. */
export type FindingCode =
  | 'billing_name_missing'
  | 'billing_npi_invalid'
  | 'billing_ein_invalid'
  | 'billing_ein_suspicious'
  | 'billing_taxonomy_invalid'
  | 'billing_address_invalid'
  | 'billing_zip_plus4_missing'
  | 'subscriber_name_missing'
  | 'member_id_missing'
  | 'member_id_suspicious'
  | 'subscriber_address_missing'
  | 'subscriber_birth_date_missing'
  | 'subscriber_sex_missing'
  | 'payer_missing'
  | 'rendering_npi_invalid'
  | 'rendering_taxonomy_invalid'
  | 'place_of_service_invalid'
  | 'control_number_invalid'
  | 'payer_claim_number_missing'
  | 'diagnosis_missing'
  | 'diagnosis_invalid'
  | 'diagnosis_unspecified'
  | 'too_many_diagnoses'
  | 'lines_missing'
  | 'too_many_lines'
  | 'total_mismatch'
  | 'procedure_code_missing'
  | 'procedure_code_invalid'
  | 'procedure_code_not_in_effect'
  | 'modifier_invalid'
  | 'units_invalid'
  | 'units_not_the_dose'
  | 'dose_not_on_label'
  | 'dose_not_the_bundle'
  | 'amount_invalid'
  | 'diagnosis_pointer_invalid'
  | 'diagnosis_pointer_missing'
  | 'date_of_service_in_future'
  | 'ndc_missing'
  | 'ndc_invalid'
  | 'ndc_not_the_dose'
  | 'ndc_unit_invalid'
  | 'drug_note_missing'
  | 'bundle_with_other_codes'
  | 'medicare_wants_bundle'
  | 'code_of_set_not_billed'
  | 'code_shares_assumed'
  | 'prior_payer_line_missing'
  | 'prior_payer_unbalanced'
  | 'text_not_sendable';

/** One thing to do about a claim. An error keeps it from being sent; a warning does not. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning';
  /** JSON pointer (RFC 6901) into the claim. */
  readonly pointer: string;
  /** A sentence for the biller. */
  readonly message: string;
  /** Where the rule comes from. */
  readonly source: string;
}

type Rest = Omit<Finding, 'severity'>;

/** The finding, unless the claim is right. */
export const unless = (isRight: boolean, rest: Rest): Finding[] => (isRight ? [] : [{ ...rest, severity: 'error' }]);

/** As {@link unless}, for what a payer may accept all the same. */
export const warnUnless = (isRight: boolean, rest: Rest): Finding[] =>
  isRight ? [] : [{ ...rest, severity: 'warning' }];

/** What a finding says, by default under the professional claim's guide. */
export const findingIs = (code: FindingCode, pointer: string, message: string, source = 'X12 005010X222A1'): Rest => ({
  code,
  pointer,
  message,
  source,
});
