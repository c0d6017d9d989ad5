import { Injectable } from '@nestjs/common';
import { toDate } from '../../kernel/clock';
import type { ChargeId } from '../../kernel/ids';
import type { Temporal } from 'temporal-polyfill';
import { Sql } from '../../platform/database/sql';

const GIVE_BACK = `
  WITH returned AS (
    UPDATE authorization_uses SET returned_at = $2
     WHERE clinic_id = current_clinic() AND charge_id = $1 AND returned_at IS NULL RETURNING authorization_id, units
  )
  UPDATE authorizations a SET units_used = a.units_used - r.units
    FROM returned r WHERE a.clinic_id = current_clinic() AND a.id = r.authorization_id`;

/**
 * Gives the units a voided charge had taken back to its authorization.
 *
 * Tx: needs one; the statement travels with the next. Idempotent by: the charge, whose units come back once.
 */
@Injectable()
export class GiveBackAuthorizationUnits {
  constructor(private readonly sql: Sql) {}

  execute(chargeId: ChargeId, at: Temporal.Instant): void {
    this.sql.defer(GIVE_BACK, [chargeId, toDate(at)]);
  }
}
