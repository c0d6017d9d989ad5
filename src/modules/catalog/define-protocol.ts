import { Injectable } from '@nestjs/common';
import { protocolErrors } from '../../domain/courses/check-protocol';
import type { Protocol } from '../../domain/courses/protocol';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ClinicsReader } from '../clinics/clinics.reader';
import { PricesReader } from './prices.reader';

/**
 * Writes down a course of treatment, or changes it: what was estimated or sold from it before keeps its own lines.
 *
 * Tx: joins or opens one. Idempotent by: the code. Errors: `protocol_invalid` naming what is wrong.
 */
@Injectable()
export class DefineProtocol {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly prices: PricesReader,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute({ code, name, ...definition }: Protocol): Promise<void> {
    return this.tx.run(async () => {
      const book = await this.prices.priceBook(await this.clinics.today());
      const errors = protocolErrors(
        { code, name, ...definition },
        (serviceCode) => book.service(serviceCode) !== undefined,
      );
      if (errors.length > 0) throw new DomainError('protocol_invalid', { errors });
      await this.sql.execute(
        `INSERT INTO protocols (clinic_id, code, name, definition, updated_at) VALUES (current_clinic(), $1, $2, $3, $4)
         ON CONFLICT (clinic_id, code) DO UPDATE SET name = excluded.name, definition = excluded.definition, updated_at = excluded.updated_at`,
        [code, name, JSON.stringify(definition), toDate(this.clock.now())],
      );
      await this.audit.execute({ action: 'protocol.define', subject: { type: 'protocol', id: code } });
    });
  }
}
