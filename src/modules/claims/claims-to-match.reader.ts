import { Injectable } from '@nestjs/common';
import type { ClaimId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import type { ClaimView } from './claim.view';
import { ClaimsReader } from './claims.reader';

// What has left and still waits for money, or was refused some: a payer's figures fit no other.
const BILLED_AT = `
  SELECT id FROM claims
   WHERE clinic_id = current_clinic() AND total_cents = $1
     AND status IN ('submitted', 'acknowledged', 'accepted', 'rejected', 'partly_paid', 'denied', 'rework', 'appealed')
   ORDER BY id DESC LIMIT $2`;

const NUMBERED = 'SELECT id FROM claims WHERE clinic_id = current_clinic() AND control_number = $1';

/** Finds claims that a payer's money in suspense may be about. Tx: joins the open one or opens its own. */
@Injectable()
export class ClaimsToMatchReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly claims: ClaimsReader,
  ) {}

  /** Those billed at exactly this amount, the newest first. */
  billedAt(total: Money, limit: number): Promise<ClaimView[]> {
    return this.transactions.run(async () => {
      const rows = await this.sql.query<{ id: ClaimId }>(BILLED_AT, [total.toCents().toString(), limit]);
      return this.claims.ofIds(rows.map(({ id }) => id));
    });
  }

  /** The claim of this number, in whatever state; undefined also for another clinic's. */
  async numbered(controlNumber: string): Promise<ClaimId | undefined> {
    const row = await this.transactions.run(() => this.sql.one<{ id: ClaimId }>(NUMBERED, [controlNumber]));
    return row?.id;
  }
}
