import { Injectable } from '@nestjs/common';
import type { DenominationCount } from '../../../domain/cashiering/count-cash';
import type { DrawerSessionId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

/** A session with its counts and what its people moved. */
export interface SessionRow {
  readonly id: DrawerSessionId;
  readonly state: 'open' | 'closed';
  readonly openedOn: string;
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly heldBy: string;
  readonly openFloatCents: string;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly depositCents: string | null;
  readonly nextFloatCents: string | null;
  readonly movements: {
    entryId: string;
    kind: string;
    amountCents: number;
    reason: string | null;
    reference: string | null;
    recordedAt: string;
  }[];
  readonly counts: {
    moment: 'open' | 'handover' | 'close';
    countedCents: number;
    expectedCents: number;
    reason: string | null;
    countedAt: string;
    countedBy: string;
    handedTo: string | null;
    denominations: DenominationCount[] | null;
  }[];
}

const SESSION = `
  SELECT s.id, s.state, s.opened_on AS "openedOn", s.opened_at AS "openedAt", s.opened_by_label AS "openedBy", s.holder_label AS "heldBy",
         s.open_float_cents AS "openFloatCents", s.closed_at AS "closedAt", s.closed_by_label AS "closedBy",
         s.deposit_cents AS "depositCents", s.next_float_cents AS "nextFloatCents",
         (SELECT coalesce(json_agg(json_build_object('entryId', m.entry_id, 'kind', CASE WHEN m.kind IN ('patient', 'other') AND m.reason IS NOT NULL THEN 'taken_in' ELSE m.kind END,
             'amountCents', m.amount_cents, 'reason', m.reason, 'reference', m.reference, 'recordedAt', m.taken_down_at) ORDER BY m.entry_id), '[]')
            FROM cash_movements m WHERE m.clinic_id = s.clinic_id AND m.session_id = s.id
             AND (m.kind IN ('paid_in', 'paid_out', 'drop', 'other') OR (m.kind = 'patient' AND m.reason IS NOT NULL))) AS movements,
         (SELECT coalesce(json_agg(json_build_object('moment', c.moment, 'countedCents', c.counted_cents, 'expectedCents', c.expected_cents,
             'reason', c.reason, 'countedAt', c.counted_at, 'countedBy', c.counted_by_label, 'handedTo', c.handed_to_label,
             'denominations', c.counts) ORDER BY array_position(ARRAY['open', 'handover', 'close'], c.moment), c.counted_at, c.id), '[]')
            FROM drawer_counts c WHERE c.clinic_id = s.clinic_id AND c.session_id = s.id) AS counts
    FROM drawer_sessions s WHERE s.clinic_id = current_clinic() AND s.id = $1`;

@Injectable()
export class DrawerSessionsReader {
  constructor(private readonly sql: Sql) {}

  get(id: DrawerSessionId): Promise<SessionRow | undefined> {
    return this.sql.one<SessionRow>(SESSION, [id]);
  }
}
