import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { WaitlistEntryId } from '../../kernel/ids';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import type { WaitlistEntryView } from './group-session.view';

/** One place on a waitlist. Tx: joins the open one or opens its own. */
@Injectable()
export class WaitlistReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
  ) {}

  /** Errors: `waitlist_entry_unknown`. */
  async get(id: WaitlistEntryId): Promise<WaitlistEntryView> {
    const view = await this.tx.run(() =>
      this.sql.one<WaitlistEntryView>(
        `SELECT id, position, patient_id AS "patientId", state AS status, seat_id AS "seatId" FROM group_waitlist
          WHERE clinic_id = current_clinic() AND id = $1`,
        [id],
      ),
    );
    if (!view) throw new DomainError('waitlist_entry_unknown', { detail: 'Nobody waits under this id.' });
    return view;
  }
}
