import { Injectable } from '@nestjs/common';
import { RecordAuditEvent } from '../../modules/access/record-audit-event';
import { Transactions } from '../../platform/database/transactions';

/**
 * Writes down what a page showed about people where the route alone does not tell. Tx: joins or opens one.
 */
@Injectable()
export class ReadTrail {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: RecordAuditEvent,
  ) {}

  /** A list of records: how many, never whose. `patient` -> action `patient.list`. */
  list(type: string, count: number): Promise<void> {
    return this.transactions.run(() =>
      this.audit.execute({ action: `${type}.list`, subject: { type }, facts: { count } }),
    );
  }

  /** One record. `pay_link` -> action `pay_link.read`. */
  read(type: string, id: string): Promise<void> {
    return this.transactions.run(() => this.audit.execute({ action: `${type}.read`, subject: { type, id } }));
  }
}
