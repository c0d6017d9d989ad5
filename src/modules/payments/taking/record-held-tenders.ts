import { Injectable } from '@nestjs/common';
import type { DepositPurpose } from '../../../domain/ledger/refund-recipes';
import type { AllocatedPayment } from '../../../domain/payments/allocate-payment';
import type { ConsentPurpose } from '../../../domain/payments/card-consent';
import { chargesSavedCard } from '../../../domain/payments/saved-card';
import type { PatientId, PaymentId } from '../../../kernel/ids';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { MovementDays } from '../settling/movement-days';
import { refuseWhatIsNotOffered } from './offered-tenders';
import { DepositsRepository } from '../persistence/deposits.repository';
import { type PreparedTender, RecordCardPayment } from '../cards/record-card-payment';
import { RecordPayment } from './record-payment';

/**
 * Stores a payment that is held for something and books what of it is in hand. Tx: needs one.
 * Errors: `tender_not_offered`, `tender_reference_taken`.
 */
@Injectable()
export class RecordHeldTenders {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly days: MovementDays,
    private readonly inHand: RecordPayment,
    private readonly withCards: RecordCardPayment,
    private readonly deposits: DepositsRepository,
  ) {}

  async execute(payment: {
    readonly patientId: PatientId;
    readonly heldFor: DepositPurpose;
    readonly purpose: ConsentPurpose;
    readonly tenders: readonly PreparedTender[];
    readonly allocated: AllocatedPayment;
  }): Promise<PaymentId> {
    const { patientId, tenders, heldFor, purpose } = payment;
    const { policies } = await this.clinics.settings();
    if (purpose === 'desk_charges') refuseWhatIsNotOffered(tenders, policies.offeredTenders);
    const record = {
      ...payment,
      invoiceId: null,
      effectiveOn: await this.days.for(),
    } as const;
    const paymentId = tenders.some(chargesSavedCard)
      ? await this.withCards.execute(record)
      : (await this.inHand.execute(record)).id;
    await this.deposits.insert({ paymentId, patientId, purpose: heldFor });
    return paymentId;
  }
}
