import type { AdjustableCharge } from '../../domain/adjustments/judge-adjustment';
import type { AuthorizationId, ChargeId, InvoiceId, PatientId, VisitId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';

/** A charge whose open items are locked, with what deciding about it takes; `paid` is what the ledger says was paid. */
export interface ChargeToChange extends AdjustableCharge {
  readonly id: ChargeId;
  readonly patientId: PatientId;
  readonly visitId: VisitId;
  /** The bill it stands on; null for a line that went to insurance and nothing else. */
  readonly invoiceId: InvoiceId | null;
  readonly authorizationId: AuthorizationId | null;
  readonly revenueAccount: number;
  /** As booked, before adjustments. */
  readonly listPrice: Money;
  readonly isVoid: boolean;
}
