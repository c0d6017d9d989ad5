import { Injectable } from '@nestjs/common';
import type { ClaimState } from '../../domain/claims/claim-state';
import type { ClaimId } from '../../kernel/ids';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import type { ClaimView } from './claim.view';
import { ClaimsReader } from './claims.reader';

/** How many claims stand in a state. */
export interface ClaimCount {
  readonly status: ClaimState;
  readonly count: number;
}

const COUNTS = `SELECT status, count(*)::int AS count FROM claims WHERE clinic_id = current_clinic() GROUP BY status`;

// A claim paid in part waits for somebody while insurance still owes on one of its charges.
const TURNED_BACK = `
  SELECT c.id FROM claims c
   WHERE c.clinic_id = current_clinic()
     AND (c.status IN ('denied', 'rework', 'rejected', 'appealed')
       OR c.status = 'partly_paid' AND EXISTS (
            SELECT 1 FROM claim_lines l
              JOIN open_items o ON o.clinic_id = l.clinic_id AND o.account_number = 1200 AND o.item_id = l.charge_id
             WHERE l.clinic_id = c.clinic_id AND l.claim_id = c.id AND o.open_cents > 0))
   ORDER BY CASE WHEN c.status = 'appealed' THEN NULL
                 WHEN c.status IN ('denied', 'partly_paid') THEN c.appeal_due_on
                 ELSE c.filing_due_on END NULLS LAST, c.id
   LIMIT $1`;

const WAITING_WRITE_OFFS = `
  SELECT approval_id AS "approvalId", claim_id AS "claimId" FROM claim_write_off_requests
   WHERE clinic_id = current_clinic() AND state = 'awaiting_approval'`;

/** Reads what a biller has to work through. Tx: joins the open one or opens its own. */
@Injectable()
export class ClaimsToWorkReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly claims: ClaimsReader,
  ) {}

  /** Claims by state; a state nobody is in is left out. */
  counts(): Promise<ClaimCount[]> {
    return this.transactions.run(() => this.sql.query<ClaimCount>(COUNTS));
  }

  /** The claims whose giving up waits for a second person, by the approval that is asked for. */
  async waitingWriteOffs(): Promise<ReadonlyMap<string, ClaimId>> {
    const rows = await this.transactions.run(() =>
      this.sql.query<{ approvalId: string; claimId: ClaimId }>(WAITING_WRITE_OFFS),
    );
    return new Map(rows.map(({ approvalId, claimId }) => [approvalId, claimId]));
  }

  /** What payers and the clearinghouse turned back, whatever runs out first before the rest. */
  turnedBack(limit: number): Promise<ClaimView[]> {
    return this.transactions.run(async () => {
      const rows = await this.sql.query<{ id: ClaimId }>(TURNED_BACK, [limit]);
      return this.claims.ofIds(rows.map(({ id }) => id));
    });
  }
}
