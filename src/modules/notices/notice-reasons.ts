/** Why a notice did not leave, or will not. */
export const NOTICE_REASONS = [
  /** The patient has no e-mail address. */
  'no_address',
  /** The mail server says that the address takes no mail. */
  'address_refused',
  /** The mail server took nothing for a day. */
  'mail_unavailable',
  /** The patient does not want notices of this kind. */
  'opted_out',
  /** What was asked for has been paid. */
  'paid',
  /** It is contested, and nobody is asked for it meanwhile. */
  'disputed',
  /** What it was about has changed or is not there any more. */
  'obsolete',
] as const;

export type NoticeReason = (typeof NOTICE_REASONS)[number];
