/** The amount somebody types for one of the bills. */
export const amountField = (invoiceId: string): string => `amount.${invoiceId}`;
