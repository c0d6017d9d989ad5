/** What a patient is written to about, and whether they may ask not to be. */
export const NOTICE_RULES = {
  /** A copy of what they agreed to (Reg E 1005.10(b)). */
  autopay_started: { mayOptOut: false },
  /** Their word that it ends, confirmed within three days (DOMAIN.md §7.4). */
  autopay_stopped: { mayOptOut: false },
  /** Before money is taken (Reg E 1005.10(d) where the amount changed). */
  installment_upcoming: { mayOptOut: false },
  /** A charge of the saved card did not go through; it will be tried again. */
  installment_failed: { mayOptOut: false },
  /** The saved card is not tried again. */
  installment_stopped: { mayOptOut: false },
  /** The bank wants the patient themselves. */
  confirmation_needed: { mayOptOut: false },
  card_expiring: { mayOptOut: true },
  payment_reminder: { mayOptOut: true },
  receipt: { mayOptOut: true },
} as const;

export type NoticeKind = keyof typeof NOTICE_RULES;

export const NOTICE_KINDS = Object.keys(NOTICE_RULES) as NoticeKind[];

/** Whether the patient may ask not to be written to about it: never about money that is taken without them. */
export const mayOptOut = (kind: NoticeKind): boolean => NOTICE_RULES[kind].mayOptOut;
