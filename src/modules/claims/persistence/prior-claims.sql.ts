/** A decision of a plan asked before, as it is read with the claim `c`. */
export interface PriorClaimFacts {
  readonly payerId: string;
  readonly payerName: string;
  readonly memberId: string;
  readonly planType: 'commercial' | 'medicare' | 'medicaid' | 'other';
  readonly priority: number;
  readonly status: string;
  readonly payerClaimNumber: string | null;
  readonly filingCode: string | null;
  readonly decisions: readonly {
    readonly lineNumber: number;
    readonly paidCents: number;
    readonly adjustments: readonly { group: 'CO' | 'OA' | 'PI' | 'PR'; reason: string; amountCents: number }[];
    readonly decidedOn: string;
  }[];
}

/** The claims to the plans asked before `c`, the first plan first; none for a claim to the first. */
export const PRIOR_CLAIMS = `CASE WHEN c.prior_claim_id IS NULL THEN '[]'::json ELSE (
  WITH RECURSIVE chain AS (
    SELECT p.*, 1 AS depth FROM claims p WHERE p.clinic_id = c.clinic_id AND p.id = c.prior_claim_id
    UNION ALL
    SELECT p.*, chain.depth + 1 FROM chain JOIN claims p ON p.clinic_id = chain.clinic_id AND p.id = chain.prior_claim_id
  )
  SELECT json_agg(json_build_object('payerId', q.payer_id, 'payerName', k.payer_name, 'memberId', k.member_id,
      'planType', k.plan_type, 'priority', k.priority, 'status', q.status, 'payerClaimNumber', q.payer_claim_number,
      'filingCode', (SELECT r.filing_code FROM payer_claim_rules r
                      WHERE r.clinic_id = q.clinic_id AND r.payer_id = q.payer_id),
      'decisions', (SELECT coalesce(json_agg(json_build_object('lineNumber', l.claim_line_number,
          'paidCents', l.paid_cents, 'adjustments', l.adjustments, 'decidedOn', coalesce(r.paid_on, r.posted_on))
          ORDER BY r.received_at, rc.position, l.line_number), '[]')
        FROM remittance_lines l
        JOIN remittance_claims rc ON rc.clinic_id = l.clinic_id AND rc.id = l.remittance_claim_id
        JOIN remittances r ON r.clinic_id = rc.clinic_id AND r.id = rc.remittance_id AND r.status = 'posted'
       WHERE l.clinic_id = q.clinic_id AND l.claim_id = q.id AND l.match_id IS NOT DISTINCT FROM standing_match(l.clinic_id, l.remittance_claim_id))) ORDER BY q.depth DESC)
    FROM chain q JOIN coverages k ON k.clinic_id = q.clinic_id AND k.id = q.coverage_id) END`;

/** Whether a paid-in-full election keeps any charge of the claim `c` from the plan (45 CFR 164.522(a)(1)(vi)). */
export const KEPT_FROM_PLAN = `EXISTS (SELECT FROM self_pay_elections e
  WHERE e.clinic_id = c.clinic_id AND e.patient_id = c.patient_id
    AND ((e.scope = 'visit' AND e.date_of_service = c.date_of_service)
      OR (e.scope = 'all' AND e.signed_on <= c.date_of_service)
      OR (e.scope = 'service' AND e.signed_on <= c.date_of_service AND e.service_code IN (
            SELECT ch.service_code FROM claim_lines l JOIN charges ch ON ch.clinic_id = l.clinic_id AND ch.id = l.charge_id
             WHERE l.clinic_id = c.clinic_id AND l.claim_id = c.id))))`;

/** Whether the payer of the claim `c` was billed for a charge of it because it wants no authorization for the service. */
export const NEEDS_NO_AUTHORIZATION = `EXISTS (SELECT FROM claim_lines l
  JOIN routing_decisions d ON d.clinic_id = l.clinic_id AND d.charge_id = l.charge_id
 WHERE l.clinic_id = c.clinic_id AND l.claim_id = c.id AND d.inputs ->> 'payerRequiresAuthorization' = 'false')`;

/** The write-off of the claim `c` that waits for a second person. */
export const PENDING_WRITE_OFF = `(SELECT json_build_object('amountCents', q.amount_cents, 'approvalId', q.approval_id)
  FROM claim_write_off_requests q
 WHERE q.clinic_id = c.clinic_id AND q.claim_id = c.id AND q.state = 'awaiting_approval')`;
