import { Injectable } from '@nestjs/common';
import type { AuthorizationId, ChargeId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

/** Units a posted charge takes. */
export interface UseAuthorizationUnitsInput {
  readonly authorizationId: AuthorizationId;
  readonly chargeId: ChargeId;
  readonly units: number;
}

const USE = `
  WITH used AS (
    INSERT INTO authorization_uses (clinic_id, authorization_id, charge_id, units)
    VALUES (current_clinic(), $1, $2, $3) ON CONFLICT DO NOTHING RETURNING units
  )
  UPDATE authorizations a SET units_used = a.units_used + used.units
    FROM used WHERE a.clinic_id = current_clinic() AND a.id = $1`;

/**
 * Takes units of an authorization for a charge. Whoever routed the line with `lockAuthorizations` holds the row, so the
 * units are there; the database refuses to go below none left.
 *
 * Tx: needs one; the statement travels with the next and the commit answers for it. Idempotent by: (authorization, charge).
 */
@Injectable()
export class UseAuthorizationUnits {
  constructor(private readonly sql: Sql) {}

  execute({ authorizationId, chargeId, units }: UseAuthorizationUnitsInput): void {
    this.sql.defer(USE, [authorizationId, chargeId, units]);
  }
}
