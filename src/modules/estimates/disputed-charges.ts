import { Injectable } from '@nestjs/common';
import type { ChargeId, PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { CollectionHold, type HeldCharge, RegisterCollectionHold } from '../charges/collection-holds';
import { EstimateDisputesRepository } from './persistence/estimate-disputes.repository';

/** While a bill is disputed nothing of it is collected (45 CFR 149.620(c)(5)). */
@Injectable()
@RegisterCollectionHold()
export class DisputedCharges extends CollectionHold {
  constructor(
    private readonly tx: Transactions,
    private readonly disputes: EstimateDisputesRepository,
  ) {
    super();
  }

  override ofCharges(chargeIds: readonly ChargeId[]): Promise<HeldCharge[]> {
    return this.tx.run(() => this.disputes.heldOf(chargeIds));
  }

  override ofPatient(patientId: PatientId): Promise<HeldCharge[]> {
    return this.tx.run(() => this.disputes.heldOfPatient(patientId));
  }
}
