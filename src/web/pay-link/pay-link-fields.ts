/** The amount somebody types for one of the bills, or for a plan. */
export const amountField = (id: string): string => `amount.${id}`;
