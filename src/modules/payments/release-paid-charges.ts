import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock';
import { ReleasesRepository, type RemittedRelease } from './persistence/releases.repository';

/**
 * Writes down that charges let go of what payments had paid on them, because a payer decided again: the patient's credit
 * from then on, which refunds and later decisions must not find on the charge as well.
 *
 * Tx: needs one, that of the entry Dr 1100 / Cr 2000. Posts: nothing. Idempotent by: the payer's decision, charge and payment.
 */
@Injectable()
export class ReleasePaidCharges {
  constructor(
    private readonly releases: ReleasesRepository,
    private readonly clock: Clock,
  ) {}

  execute(remittanceClaimId: string, parts: readonly RemittedRelease[]): Promise<void> {
    return this.releases.insertRemitted(remittanceClaimId, parts, this.clock.now());
  }

  /** Puts all of it back on the charges, for the entries are reversed, which they can be only while the credit is whole. */
  takeBack(remittanceClaimIds: readonly string[]): Promise<void> {
    return this.releases.restoreRemitted(remittanceClaimIds, this.clock.now());
  }
}
