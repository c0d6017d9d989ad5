import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import type { DeliveryMethod } from './estimate.view';
import { EstimatesRepository } from './persistence/estimates.repository';

/**
 * Writes down that the patient was given the estimate, and how: the proof that the clock was met.
 *
 * Tx: joins or opens one. Idempotent by: the estimate's state; the first delivery stands.
 * Errors: `estimate_unknown`, `estimate_not_issued`, `estimate_already_replaced`.
 */
@Injectable()
export class DeliverEstimate {
  constructor(
    private readonly tx: Transactions,
    private readonly estimates: EstimatesRepository,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  execute(id: string, method: DeliveryMethod): Promise<void> {
    return this.tx.run(async () => {
      const estimate = await this.estimates.lock(id);
      if (!estimate) throw new DomainError('estimate_unknown');
      if (estimate.state === 'delivered') return;
      if (estimate.state === 'owed') throw new DomainError('estimate_not_issued');
      if (estimate.state === 'replaced') throw new DomainError('estimate_already_replaced');
      await this.estimates.setDelivered(id, toDate(this.clock.now()), method);
      await this.audit.execute({
        action: 'estimate.deliver',
        subject: { type: 'estimate', id },
        facts: { method },
      });
    });
  }
}
