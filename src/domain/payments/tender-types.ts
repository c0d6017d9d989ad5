/** The means of paying (API.md §3); `hosted_checkout` is money taken on the processor's own page. */
export const TENDER_TYPES = [
  'cash',
  'check',
  'venmo',
  'card_on_file',
  'hsa_fsa_card',
  'external_card',
  'hosted_checkout',
  'unapplied_credit',
] as const;

/** One means of paying. */
export type TenderType = (typeof TENDER_TYPES)[number];
