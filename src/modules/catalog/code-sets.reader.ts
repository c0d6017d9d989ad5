import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../kernel/business-date';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import type { CodeSetLine, CodeSetView } from './code-set.view';

/** Which codes are wanted. */
export interface CodesWanted {
  readonly serviceCodes: readonly string[];
  /** The payer that will be billed; left out for a superbill of a patient without one. */
  readonly payerId?: string;
  /** The date of service. */
  readonly on: BusinessDate;
}

interface Row {
  service_code: string;
  payer_id: string | null;
  effective_from: string;
  effective_to: string | null;
  lines: CodeSetLine[];
}

/**
 * Reads the procedure codes a service is billed with. The payer's own set wins over the one for every payer.
 *
 * Tx: joins the open one or opens its own; one query.
 */
@Injectable()
export class CodeSetsReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
  ) {}

  /** The set of each service that has one on the day, by service code; a service without codes is not in the map. */
  async codesFor({ serviceCodes, payerId, on }: CodesWanted): Promise<ReadonlyMap<string, CodeSetView>> {
    const rows = await this.transactions.run(() =>
      this.sql.query<Row>(
        `SELECT DISTINCT ON (s.code) s.code AS service_code, c.payer_id, c.effective_from, c.effective_to, c.lines
           FROM services s
           JOIN service_code_sets c ON c.clinic_id = s.clinic_id AND c.service_id = s.id
          WHERE s.clinic_id = current_clinic() AND s.code = ANY ($1::text[])
            AND (c.payer_id IS NULL OR c.payer_id = $2)
            AND c.effective_from <= $3 AND (c.effective_to IS NULL OR c.effective_to >= $3)
          ORDER BY s.code, c.payer_id NULLS LAST`,
        [serviceCodes, payerId ?? null, on.toString()],
      ),
    );
    return new Map(
      rows.map((row) => [
        row.service_code,
        {
          serviceCode: row.service_code,
          payerId: row.payer_id,
          effectiveFrom: row.effective_from,
          effectiveTo: row.effective_to,
          lines: row.lines,
        },
      ]),
    );
  }
}
