import { Injectable } from '@nestjs/common';
import type { PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { PaymentDetailReader } from '../../modules/payments/payment-detail.reader';
import type { PaymentDetailView } from '../../modules/payments/payment-detail.view';
import { Transactions } from '../../platform/database/transactions';
import { cardName } from '../cards/card-words';
import { DeskPatient } from '../patients/desk-patient';
import type { PatientHead } from '../ui/patient-head';
import type { RefundableTenderShown } from './refund-form';

/** A payment as the forms that give it back show it. */
export interface PaymentToReturnShown {
  readonly paymentId: PaymentId;
  readonly patient?: PatientHead;
  readonly total: Money;
  /** The most that can be given back now. */
  readonly most: Money;
  readonly tenders: readonly RefundableTenderShown[];
  /** What one person may give back. */
  readonly alone: Money;
}

/** What the forms that give money back show. Tx: opens its own. Errors: `payment_unknown`. */
@Injectable()
export class RefundDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly payments: PaymentDetailReader,
    private readonly clinics: ClinicsReader,
    private readonly people: DeskPatient,
  ) {}

  of(paymentId: PaymentId): Promise<PaymentToReturnShown> {
    return this.transactions.run(async () => {
      const payment = await this.payments.get(paymentId);
      const [{ patient }, { policies }] = await Promise.all([
        this.people.of(payment.patientId),
        this.clinics.settings(),
      ]);
      return {
        paymentId,
        patient,
        total: Money.cents(payment.amountCents),
        most: Money.cents(payment.refundableCents),
        tenders: tendersOf(payment),
        alone: Money.cents(policies.refundApprovalCents),
      };
    });
  }
}

const tendersOf = ({ tenders, refundable }: PaymentDetailView): RefundableTenderShown[] =>
  tenders.map(({ id, type, spendsHsaFsa, reference, card }) => ({
    id,
    type,
    isHsaFsa: spendsHsaFsa,
    reference: (card ? cardName(card) : reference) ?? undefined,
    remaining: Money.cents(refundable.find(({ tenderId }) => tenderId === id)?.refundableCents ?? 0),
  }));
