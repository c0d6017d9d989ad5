import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import type { PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { UndeliverableTask } from './delivery/undeliverable-task';
import { NoticesRepository } from './persistence/notices.repository';

/**
 * Follows a patient's new address with what has not left yet; when the address was removed, the desk is told instead.
 * What may have left already is not sent to another address as well.
 *
 * Tx: joins or opens one; in the transaction of the change. Idempotent by: the notices' states.
 */
@Injectable()
export class ReaddressNotices {
  constructor(
    private readonly tx: Transactions,
    private readonly notices: NoticesRepository,
    private readonly undeliverable: UndeliverableTask,
    private readonly clock: Clock,
  ) {}

  execute(patientId: PatientId, email: string | null): Promise<void> {
    return this.tx.run(async () => {
      for (const notice of await this.notices.lockWaiting(patientId)) {
        if (notice.state === 'unknown') await this.notices.change(notice.id, { state: 'unknown' });
        else if (email !== null) await this.notices.readdress(notice.id, email);
        else {
          const endedAt = toDate(this.clock.now());
          await this.notices.change(notice.id, { state: 'failed', reason: 'no_address', endedAt });
          await this.undeliverable.raise(notice, 'no_address');
        }
      }
    });
  }
}
