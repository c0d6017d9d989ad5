import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../kernel/business-date';
import type { RemittanceId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { RemittancesRepository } from './persistence/remittances.repository';

export interface ArrivedDeposit {
  readonly remittanceId: RemittanceId;
  readonly receivedOn: BusinessDate;
  /** The bank's own words of it. */
  readonly bankReference: string;
}

/**
 * Writes down that a remittance's money is at the bank, for whoever books it from the statement; or that it is not after all.
 * Tx: needs one. Posts: nothing.
 */
@Injectable()
export class RemittanceDeposits {
  constructor(private readonly remittances: RemittancesRepository) {}

  /** @returns false when it was at the bank before, and is booked */
  async arrived({ remittanceId, receivedOn, bankReference }: ArrivedDeposit): Promise<boolean> {
    const row = await this.remittances.lock(remittanceId);
    invariant(row?.status === 'posted', 'only a posted remittance is matched');
    if (row.bank_received_on !== null) return false;
    this.remittances.setDeposited(remittanceId, receivedOn.toString(), bankReference);
    return true;
  }

  withdrawn(remittanceId: RemittanceId): void {
    this.remittances.setDeposited(remittanceId, null, null);
  }
}
