import type { MigrationInterface, QueryRunner } from 'typeorm';

const REQUESTS = `
  CREATE TABLE adjustment_requests (
    clinic_id uuid NOT NULL,
    id uuid NOT NULL,
    decision_id uuid NOT NULL,
    charge_id uuid NOT NULL,
    receivable text NOT NULL,
    type text NOT NULL,
    amount_cents bigint NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    approval_id uuid,
    request_key text NOT NULL,
    made_by_kind text NOT NULL,
    made_by_id text NOT NULL,
    made_at timestamptz NOT NULL,
    CONSTRAINT pk_adjustment_requests PRIMARY KEY (clinic_id, id),
    CONSTRAINT uq_adjustment_requests_request_key UNIQUE (clinic_id, made_by_id, request_key, charge_id),
    CONSTRAINT fk_adjustment_requests_charge_id FOREIGN KEY (clinic_id, charge_id) REFERENCES charges (clinic_id, id),
    CONSTRAINT fk_adjustment_requests_approval_id FOREIGN KEY (clinic_id, approval_id) REFERENCES approvals (clinic_id, id),
    CONSTRAINT ck_adjustment_requests_receivable CHECK (receivable IN ('patient', 'insurance')),
    CONSTRAINT ck_adjustment_requests_type CHECK (type ~ '^[a-z_]{3,40}$'),
    CONSTRAINT ck_adjustment_requests_amount_cents CHECK (amount_cents > 0),
    CONSTRAINT ck_adjustment_requests_state CHECK (state IN ('awaiting_approval', 'posted', 'rejected')),
    CONSTRAINT ck_adjustment_requests_waiting CHECK (state = 'posted' OR approval_id IS NOT NULL)
  );
  CREATE INDEX ix_adjustment_requests_charge_id ON adjustment_requests (charge_id, clinic_id);
  CREATE INDEX ix_adjustment_requests_decision_id ON adjustment_requests (decision_id, clinic_id);
  COMMENT ON TABLE adjustment_requests IS 'What somebody asked to take off a charge. One that waits for a second person reserves its amount; one that was posted has its row, under the same id, in adjustments.';
  COMMENT ON COLUMN adjustment_requests.decision_id IS 'What one act asked for together, such as the charges of an invoice that is written off: the subject of its approval.';
  COMMENT ON COLUMN adjustment_requests.receivable IS 'Which receivable it lowers: patient (1100) or insurance (1200).';
  COMMENT ON COLUMN adjustment_requests.amount_cents IS 'US cents to be taken off.';
  COMMENT ON COLUMN adjustment_requests.request_key IS 'The Idempotency-Key it came with.';
  SELECT protect_tenant_table('adjustment_requests', 'SELECT, INSERT, UPDATE (state)');

  CREATE TABLE adjustment_reversals (
    clinic_id uuid NOT NULL,
    adjustment_id uuid NOT NULL,
    cause text NOT NULL,
    reason text NOT NULL,
    request_key text NOT NULL,
    made_by_kind text NOT NULL,
    made_by_id text NOT NULL,
    made_at timestamptz NOT NULL,
    CONSTRAINT pk_adjustment_reversals PRIMARY KEY (clinic_id, adjustment_id),
    CONSTRAINT fk_adjustment_reversals_adjustment_id FOREIGN KEY (clinic_id, adjustment_id) REFERENCES adjustments (clinic_id, id),
    CONSTRAINT ck_adjustment_reversals_cause CHECK (cause IN ('error', 'void'))
  );
  COMMENT ON TABLE adjustment_reversals IS 'Adjustments taken back: made in error, or gone with a charge that was voided. Once each.';
  SELECT protect_tenant_table('adjustment_reversals', 'SELECT, INSERT');
  SELECT make_append_only('adjustment_reversals');
`;

const VOIDS = `
  CREATE TABLE charge_voids (
    clinic_id uuid NOT NULL,
    charge_id uuid NOT NULL,
    reason text NOT NULL,
    request_key text NOT NULL,
    made_by_kind text NOT NULL,
    made_by_id text NOT NULL,
    made_at timestamptz NOT NULL,
    CONSTRAINT pk_charge_voids PRIMARY KEY (clinic_id, charge_id),
    CONSTRAINT fk_charge_voids_charge_id FOREIGN KEY (clinic_id, charge_id) REFERENCES charges (clinic_id, id)
  );
  COMMENT ON TABLE charge_voids IS 'Charges that never should have been: their entries are reversed by new ones, the rows stay.';
  SELECT protect_tenant_table('charge_voids', 'SELECT, INSERT');
  SELECT make_append_only('charge_voids');

  ALTER TABLE authorization_uses ADD COLUMN returned_at timestamptz;
  COMMENT ON COLUMN authorization_uses.returned_at IS 'When the units were given back because the charge was voided.';
  COMMENT ON COLUMN authorizations.units_used IS 'Sum of the authorization_uses that were not given back; the row locked when units are taken.';
  GRANT UPDATE (returned_at) ON authorization_uses TO billing_app;
`;

const RELEASES = `
  CREATE TABLE allocation_releases (
    clinic_id uuid NOT NULL,
    adjustment_id uuid NOT NULL,
    payment_id uuid NOT NULL,
    charge_id uuid NOT NULL,
    direction text NOT NULL,
    amount_cents bigint NOT NULL,
    made_at timestamptz NOT NULL,
    CONSTRAINT pk_allocation_releases PRIMARY KEY (clinic_id, adjustment_id, payment_id, direction),
    CONSTRAINT fk_allocation_releases_adjustment_id FOREIGN KEY (clinic_id, adjustment_id) REFERENCES adjustments (clinic_id, id),
    CONSTRAINT fk_allocation_releases_payment_id FOREIGN KEY (clinic_id, payment_id) REFERENCES payments (clinic_id, id),
    CONSTRAINT fk_allocation_releases_charge_id FOREIGN KEY (clinic_id, charge_id) REFERENCES charges (clinic_id, id),
    CONSTRAINT ck_allocation_releases_direction CHECK (direction IN ('released', 'restored')),
    CONSTRAINT ck_allocation_releases_amount_cents CHECK (amount_cents > 0)
  );
  CREATE INDEX ix_allocation_releases_charge_id ON allocation_releases (charge_id, clinic_id);
  CREATE INDEX ix_allocation_releases_payment_id ON allocation_releases (payment_id, clinic_id);
  COMMENT ON TABLE allocation_releases IS 'Money a charge let go of when it was lowered after it had been paid: the patient''s credit under that payment from then on; restored when the adjustment was taken back.';
  COMMENT ON COLUMN allocation_releases.amount_cents IS 'US cents of the payment''s allocations to the charge.';
  SELECT protect_tenant_table('allocation_releases', 'SELECT, INSERT');
  SELECT make_append_only('allocation_releases');
`;

const VIEWS = `
  CREATE VIEW standing_adjustments WITH (security_invoker = true) AS
    SELECT a.clinic_id, a.id, a.charge_id, a.type, a.amount_cents, a.created_at
      FROM adjustments a
     WHERE NOT EXISTS (SELECT FROM adjustment_reversals r
                        WHERE r.clinic_id = a.clinic_id AND r.adjustment_id = a.id AND r.cause = 'error');
  COMMENT ON VIEW standing_adjustments IS 'What shapes the amount of a charge: every adjustment but those taken back. Those of a voided charge stay, so that its paper still reads as it was.';
  GRANT SELECT ON standing_adjustments TO billing_app;

  CREATE VIEW charge_adjustments WITH (security_invoker = true) AS
    SELECT a.clinic_id, a.id, a.charge_id, a.type, a.amount_cents, a.reason, coalesce(q.receivable, 'patient') AS receivable,
           CASE WHEN r.adjustment_id IS NULL THEN 'posted' ELSE 'reversed' END AS status, q.approval_id, a.created_at AS made_at,
           r.made_at AS reversed_at
      FROM adjustments a
      LEFT JOIN adjustment_requests q ON q.clinic_id = a.clinic_id AND q.id = a.id
      LEFT JOIN adjustment_reversals r ON r.clinic_id = a.clinic_id AND r.adjustment_id = a.id
    UNION ALL
    SELECT q.clinic_id, q.id, q.charge_id, q.type, q.amount_cents, q.reason, q.receivable, q.state, q.approval_id, q.made_at, NULL
      FROM adjustment_requests q WHERE q.state <> 'posted';
  COMMENT ON VIEW charge_adjustments IS 'Everything that was taken off a charge, taken back, waits for a second person, or was refused by one.';
  GRANT SELECT ON charge_adjustments TO billing_app;
`;

/** Adjustments by people: some wait for a second one, any may be taken back; charges may be voided. */
export class ApproveAndReverseAdjustments1763790016000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REQUESTS);
    await runner.query(VOIDS);
    await runner.query(RELEASES);
    await runner.query(VIEWS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW charge_adjustments, standing_adjustments;
      DROP TABLE allocation_releases, charge_voids, adjustment_reversals, adjustment_requests;
      ALTER TABLE authorization_uses DROP COLUMN returned_at;
    `);
  }
}
