/** Everything a person may be asked to look at. A kind is a contract: added to, never renamed. */
export const TASK_KINDS = [
  /** A charge whose outcome the processor has not told; nothing else may be charged for it meanwhile. */
  'payment_unknown',
  /** A processor event that does not match the books. */
  'event_quarantined',
  /** Money came in for what was already paid, changed or voided: it stands as the patient's credit. */
  'unexpected_credit',
  /** The processor could not return the money; the patient is still owed it. */
  'refund_failed',
  'dispute_opened',
  /** The bank took money back and no bill could carry all of it again. */
  'dispute_lost_unplaced',
  /** A card's bank suspects fraud in a payment that nobody has disputed yet. */
  'fraud_warning',
  /** The bank sent a check back unpaid: its bill is owed again. */
  'check_returned',
  /** The processor, the bank or a drawer says something else than the ledger. */
  'reconciliation_difference',
  /** Cash from one payer nears the amount that has to be reported (IRS Form 8300). */
  'cash_reporting',
  /** Something landed on the day after because its own day was sealed. */
  'late_correction',
  'approval_waiting',
  /** Clearinghouse or payer turned a claim back before deciding: fix it and send it again. */
  'claim_rejected',
  /** The payer will not pay: appeal, ask the patient where they agreed, or give it up. */
  'claim_denied',
  /** The payer wants something corrected, or another payer asked first. */
  'claim_rework',
  /** A remittance that does not add up, or that no claim can take: nothing of it was booked. */
  'remittance_suspended',
  /** A payer paid for a claim that is not known here. */
  'remittance_unmatched',
  /** A payer gave a reason the books had to guess about. */
  'remittance_review',
  /** A seat became free for a patient who waited: they have to be told before the hold ends. */
  'seat_offered',
  /** Money was paid for a seat the patient does not have any more. */
  'seat_money_to_return',
  /** A patient could not be written to: no address, or one that takes no mail. */
  'notice_undeliverable',
  /** An installment is not charged by itself any more; the patient was told. */
  'installment_uncollected',
  /** Money is late, and every reminder was sent. */
  'late_money',
] as const;

export type TaskKind = (typeof TASK_KINDS)[number];

/** What explains a task: codes, amounts in cents and ids; never a name or a diagnosis. */
export type TaskFacts = Readonly<Record<string, string | number | boolean | null>>;
