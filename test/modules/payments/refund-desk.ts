/** A refund as the contract shows it. */
export interface RefundShown {
  id: string;
  code?: string;
  status: string;
  amountCents: number;
  approvalId: string | null;
  tenders: {
    id: string;
    tenderId: string;
    type: string;
    amountCents: number;
    status: string;
    reference: string | null;
    failureCode: string | null;
    effectiveOn: string | null;
    lines: { from: string; amountCents: number }[];
  }[];
}

/** A payment as the contract shows it. */
export interface PaymentShown {
  id: string;
  code?: string;
  because?: string;
  status: string;
  refundableCents: number;
  tenders: { id: string; type: string; amountCents: number }[];
  refunds: RefundShown[];
}
