/** The processor's words for where a dispute stands (docs.stripe.com/api/disputes/object#dispute_object-status). */
export type DisputeStatus = string;

/**
 * How far each has come. A report that is behind what is known is an old one. Lost and appealed stand level: an appeal may
 * be lost again; won ends it for good.
 */
const RANKS: Readonly<Record<string, number>> = {
  warning_needs_response: 1,
  warning_under_review: 2,
  warning_closed: 3,
  needs_response: 4,
  under_review: 5,
  prevented: 6,
  lost: 7,
  appeal_needs_response: 7,
  appeal_under_review: 7,
  won: 8,
};

/** A word we do not know yet is a dispute under way. */
const rankOf = (status: DisputeStatus): number => RANKS[status] ?? 5;

/** What is known after a report: reports repeat and come in any order, and the furthest one stands. */
export const nextDisputeStatus = (known: DisputeStatus, told: DisputeStatus): DisputeStatus =>
  rankOf(told) >= rankOf(known) ? told : known;

/** A question of the bank: no money has moved (`warning_*`). */
export const isInquiry = (status: DisputeStatus): boolean => status.startsWith('warning_');

/** Nothing is waited for any more. */
export const isDisputeOver = (status: DisputeStatus): boolean =>
  ['warning_closed', 'prevented', 'lost', 'won'].includes(status);

/** Whether the clinic may still send evidence or give in. */
export const isAnswerable = (status: DisputeStatus): boolean => status.endsWith('needs_response');
