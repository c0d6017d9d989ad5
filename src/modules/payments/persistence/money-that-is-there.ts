/**
 * Of payments `p` that pay a charge: those whose money the clinic has, so that it may become the patient's credit. One that is
 * voided or given back is gone; one in dispute is with the patient's bank, and a credit beside it would pay the patient twice
 * (DOMAIN.md §13 S5: the bill is owed again only once the dispute is lost).
 */
export const IS_THERE = `p.state NOT IN ('voided', 'refunded', 'declined', 'canceled', 'disputed')`;
