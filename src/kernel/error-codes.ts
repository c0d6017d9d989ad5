/**
 * Every stable error code of the service. A code is a contract: programs match on it, so it is added to, never renamed.
 * `platform/http/problem-table.ts` gives each its status and title, complete by type.
 */
export const ERROR_CODES = [
  // the request itself
  'validation_failed',
  'body_malformed',
  'body_too_large',
  'content_type_unsupported',
  'date_invalid',
  'cursor_invalid',
  'not_found',
  'method_not_allowed',
  'rate_limited',
  'version_stale',
  // work for people
  'task_unknown',
  'approval_unknown',
  'approval_already_decided',
  'approval_needs_other_person',
  // who is asking
  'unauthenticated',
  'forbidden',
  'csrf_invalid',
  'sign_in_failed',
  'sign_in_throttled',
  'email_taken',
  'password_unacceptable',
  'staff_user_unknown',
  'api_key_unknown',
  // idempotency
  'idempotency_key_missing',
  'idempotency_key_invalid',
  'idempotency_key_reused',
  'idempotency_in_progress',
  // ledger
  'journal_entry_unbalanced',
  'journal_entry_exists',
  'journal_entry_already_reversed',
  'ledger_account_unknown',
  'period_closed',
  // clinics and catalog
  'provider_unknown',
  'location_unknown',
  'service_unknown',
  'service_code_taken',
  'price_not_set',
  'price_rule_invalid',
  'price_import_invalid',
  'code_set_import_invalid',
  'code_set_overlap',
  'household_size_required',
  // patients and coverage
  'patient_unknown',
  'coverage_unknown',
  'coverage_period_invalid',
  'authorization_period_invalid',
  // visits, charges, invoices
  'visit_unknown',
  'date_of_service_in_future',
  'diagnosis_invalid',
  'diagnosis_pointer_invalid',
  'invoice_unknown',
  'invoice_closed',
  // payments
  'amount_exceeds_balance',
  'tender_reference_required',
  'tender_reference_taken',
  'tender_field_not_allowed',
  'tender_not_offered',
  'tender_total_zero',
  'cash_tendered_too_low',
  'hsa_fsa_not_eligible',
  'payment_in_progress',
  'payment_unknown',
  'payment_state_conflict',
  'card_declined',
  'authentication_required',
  'card_amount_too_small',
  'card_consent_missing',
  'payment_method_unknown',
  'payment_method_mismatch',
  'payment_method_unusable',
  'card_unavailable',
  'checkout_unavailable',
  'pay_link_unknown',
  'webhook_signature_invalid',
  // documents
  'superbill_incomplete',
  'superbill_nothing_to_bill',
  'document_unknown',
  // machinery
  'internal_error',
  'service_unavailable',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];
