import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock';
import { newId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';
import type { AcknowledgementView } from '../acknowledgement.view';

/** Rows of acknowledgements. Needs a transaction. */
@Injectable()
export class AcknowledgementsRepository {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  insert(fileId: string, acknowledgements: readonly AcknowledgementView[]): void {
    const rows = acknowledgements.map((one) => ({
      id: newId(this.clock.now()),
      kind: one.kind,
      batch_id: one.batchId,
      claim_id: one.claimId,
      reference: one.reference,
      code: one.code,
      detail: one.detail,
      outcome: one.outcome,
    }));
    this.sql.defer(
      `INSERT INTO acknowledgements (clinic_id, id, file_id, kind, batch_id, claim_id, reference, code, detail, outcome)
       SELECT current_clinic(), a.id, $1, a.kind, a.batch_id, a.claim_id, a.reference, a.code, a.detail, a.outcome
         FROM json_to_recordset($2::json) AS a (id uuid, kind text, batch_id uuid, claim_id uuid, reference text, code text,
           detail text, outcome text)`,
      [fileId, JSON.stringify(rows)],
    );
  }

  ofFile(fileId: string): Promise<AcknowledgementView[]> {
    return this.sql.query<AcknowledgementView>(
      `SELECT kind, reference, batch_id AS "batchId", claim_id AS "claimId", code, detail, outcome
         FROM acknowledgements WHERE clinic_id = current_clinic() AND file_id = $1 ORDER BY reference, id`,
      [fileId],
    );
  }
}
