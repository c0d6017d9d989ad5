import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { RemittanceId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { CloseTask } from '../tasks/close-task';
import { RemittancesRepository } from './persistence/remittances.repository';
import { RemittanceRecords } from './remittance-records';
import type { RemittanceView } from './remittance.view';
import { ReverseRemittance } from './posting/reverse-remittance';

/**
 * Takes a remittance back: its entries are reversed, the patients' shares and the claims' states go back to what they were;
 * a suspended one is put away. The same file may then be posted anew.
 *
 * Tx: joins or opens one. Idempotent by: the remittance's state. Posts: the entries of the remittance the other way round,
 * on the clinic's today.
 * Errors: `remittance_unknown`; `remittance_state_conflict` when it was taken back, is in the bank, or a claim has moved on;
 * `amount_exceeds_balance` when a patient has paid of it since.
 */
@Injectable()
export class UnpostRemittance {
  constructor(
    private readonly transactions: Transactions,
    private readonly remittances: RemittancesRepository,
    private readonly reverse: ReverseRemittance,
    private readonly records: RemittanceRecords,
    private readonly tasks: CloseTask,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute({ id, reason }: { id: RemittanceId; reason: string }): Promise<RemittanceView> {
    return this.transactions.run(async () => {
      const row = await this.remittances.lock(id);
      if (!row) throw new DomainError('remittance_unknown', { detail: 'This clinic has no such remittance.' });
      if (row.status === 'unposted') throw conflict('It was taken back before.', row.status);
      if (row.bank_received_on !== null)
        throw conflict('Its money is in the bank; match that to something else first.', row.status);
      if (row.status === 'posted') await this.reverse.execute(id, reason);
      this.remittances.setUnposted(id);
      for (const kind of ['remittance_suspended', 'remittance_unmatched', 'remittance_review'] as const)
        await this.tasks.about(kind, id, 'The remittance was taken back.');
      await this.audit.execute({ action: 'remittance.unpost', subject: { type: 'remittance', id } });
      return this.records.get(id);
    });
  }
}

const conflict = (detail: string, status: string): DomainError =>
  new DomainError('remittance_state_conflict', { detail, facts: { status } });
