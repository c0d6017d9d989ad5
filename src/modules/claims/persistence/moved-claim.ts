import type { Temporal } from 'temporal-polyfill';
import type { ClaimEvent, ClaimState } from '../../../domain/claims/claim-state';
import { type ClaimId, newId } from '../../../kernel/ids';

/** What moved a claim. */
export interface ClaimCause {
  readonly type: 'person' | 'claim' | 'claim_batch' | 'acknowledgement' | 'remittance' | 'claim_closure';
  readonly id?: string;
  readonly note?: string;
}

/** A move as it is written down. */
export interface WrittenMove {
  readonly event: ClaimEvent | 'unpost';
  readonly to: ClaimState;
  readonly cause: ClaimCause;
  readonly payerClaimNumber?: string;
  readonly appealDueOn?: string;
}

/** A claim as it stood, and its move. */
export interface MovedClaim {
  readonly claim: { readonly id: ClaimId; readonly status: ClaimState };
  readonly move: WrittenMove;
}

export const MOVE_CLAIMS = `
  UPDATE claims c SET status = m.status, payer_claim_number = coalesce(m.payer_claim_number, c.payer_claim_number),
         appeal_due_on = coalesce(m.appeal_due_on, c.appeal_due_on)
    FROM json_to_recordset($1::json) AS m (id uuid, status text, payer_claim_number text, appeal_due_on date)
   WHERE c.clinic_id = current_clinic() AND c.id = m.id`;

// In the order of the moves: their positions tell what happened first.
export const INSERT_CLAIM_EVENTS = `
  INSERT INTO claim_events (clinic_id, id, claim_id, event, from_status, to_status, cause_type, cause_id, note, actor_id, recorded_at)
  SELECT current_clinic(), m.id, m.claim_id, m.event, m.from_status, m.to_status, m.cause_type, m.cause_id, m.note, $2, $3
    FROM json_to_recordset($1::json) AS m (place integer, id uuid, claim_id uuid, event text, from_status text,
      to_status text, cause_type text, cause_id uuid, note text)
   ORDER BY m.place`;

/** Where claims end, one row each; what a later move does not say stays as the one before left it. */
export function endsOf(moves: readonly MovedClaim[]): object[] {
  const ends = new Map<ClaimId, object>();
  for (const { claim, move } of moves) {
    const { to, payerClaimNumber, appealDueOn } = move;
    ends.set(claim.id, {
      ...ends.get(claim.id),
      id: claim.id,
      status: to,
      ...(payerClaimNumber === undefined ? {} : { payer_claim_number: payerClaimNumber }),
      ...(appealDueOn === undefined ? {} : { appeal_due_on: appealDueOn }),
    });
  }
  return [...ends.values()];
}

/** A move as it stands in the history. */
export const toEventRow = (
  { claim, move: { event, to, cause } }: MovedClaim,
  { place, now }: { place: number; now: Temporal.Instant },
): object => ({
  place,
  id: newId(now),
  claim_id: claim.id,
  event,
  from_status: claim.status,
  to_status: to,
  cause_type: cause.type,
  cause_id: cause.id ?? null,
  note: cause.note ?? null,
});
