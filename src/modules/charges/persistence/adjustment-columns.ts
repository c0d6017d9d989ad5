/** One adjustment of the view `charge_adjustments a` as JSON; instants in the wire form. */
export const ADJUSTMENT_JSON = `json_build_object('id', a.id, 'chargeId', a.charge_id, 'type', a.type,
  'amountCents', a.amount_cents, 'reason', a.reason, 'status', a.status, 'approvalId', a.approval_id,
  'madeAt', to_char(a.made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

/** Everything taken off the charge `c`, the oldest first. */
export const ADJUSTMENTS_OF_CHARGE = `(SELECT coalesce(json_agg(${ADJUSTMENT_JSON} ORDER BY a.id), '[]')
  FROM charge_adjustments a WHERE a.clinic_id = c.clinic_id AND a.charge_id = c.id)`;
