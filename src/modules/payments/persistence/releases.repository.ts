import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import type { ReleasedPart } from '../../../domain/adjustments/judge-adjustment';
import { toDate } from '../../../kernel/clock';
import type { ChargeId, InvoiceId, PaymentId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';
import { IS_THERE } from './money-that-is-there';

const UNDER_WAY = `SELECT (
    EXISTS (SELECT FROM payments WHERE clinic_id = current_clinic() AND invoice_id = $1
      AND state IN ('pending', 'requires_action', 'processing', 'unknown'))
    OR EXISTS (SELECT FROM checkout_sessions WHERE clinic_id = current_clinic() AND invoice_id = $1
      AND state IN ('creating', 'open'))) AS "isUnderWay"`;

const APPLIED = `SELECT p.id AS "paymentId", a.amount_cents AS "amountCents"
  FROM standing_allocations a
  JOIN payments p ON p.clinic_id = a.clinic_id AND p.id = a.payment_id AND ${IS_THERE}
 WHERE a.clinic_id = current_clinic() AND a.charge_id = $1 AND a.amount_cents > 0
 ORDER BY p.id`;

// As far as it is still held; the credit stays locked, so that nobody spends it meanwhile.
const RELEASED = `SELECT r.payment_id AS "paymentId", least(r.amount_cents, o.open_cents) AS "amountCents"
  FROM allocation_releases r
  JOIN open_items o ON o.clinic_id = r.clinic_id AND o.account_number = 2000 AND o.item_id = r.payment_id
 WHERE r.clinic_id = current_clinic() AND r.adjustment_id = $1 AND r.direction = 'released' AND o.is_open
 ORDER BY o.item_id FOR UPDATE OF o`;

const INSERT = `INSERT INTO allocation_releases (clinic_id, adjustment_id, payment_id, charge_id, direction, amount_cents, made_at)
  SELECT current_clinic(), $1, p.id, $2, $3, p.amount, $4 FROM unnest($5::uuid[], $6::bigint[]) AS p (id, amount)`;

const INSERT_REMITTED = `
  INSERT INTO allocation_releases (clinic_id, remittance_claim_id, payment_id, charge_id, direction, amount_cents, made_at)
  SELECT current_clinic(), $1, p.payment_id, p.charge_id, 'released', p.amount, $2
    FROM unnest($3::uuid[], $4::uuid[], $5::bigint[]) AS p (payment_id, charge_id, amount)`;

const RESTORE_REMITTED = `
  INSERT INTO allocation_releases (clinic_id, remittance_claim_id, payment_id, charge_id, direction, amount_cents, made_at)
  SELECT clinic_id, remittance_claim_id, payment_id, charge_id, 'restored', amount_cents, $2 FROM allocation_releases
   WHERE clinic_id = current_clinic() AND remittance_claim_id = ANY ($1::uuid[]) AND direction = 'released'`;

/** Part of a payment that a charge lets go of because its payer decided again. */
export interface RemittedRelease extends ReleasedPart {
  readonly chargeId: ChargeId;
}

interface PartRow {
  readonly paymentId: PaymentId;
  readonly amountCents: string;
}

/** What payments pay of charges, what charges let go of, and what is still under way. Needs a transaction. */
@Injectable()
export class ReleasesRepository {
  constructor(private readonly sql: Sql) {}

  async isUnderWay(invoiceId: InvoiceId): Promise<boolean> {
    return (await this.sql.one<{ isUnderWay: boolean }>(UNDER_WAY, [invoiceId]))?.isUnderWay ?? false;
  }

  /** The oldest payment first. */
  async appliedTo(chargeId: ChargeId): Promise<ReleasedPart[]> {
    return (await this.sql.query<PartRow>(APPLIED, [chargeId])).map(toPart);
  }

  /** What an adjustment released and the clinic still holds, by payment; the credit is locked. */
  async lockReleased(adjustmentId: string): Promise<ReleasedPart[]> {
    return (await this.sql.query<PartRow>(RELEASED, [adjustmentId])).map(toPart);
  }

  async insert(
    change: { readonly id: string; readonly chargeId: ChargeId; readonly direction: 'released' | 'restored' },
    parts: readonly ReleasedPart[],
    now: Temporal.Instant,
  ): Promise<void> {
    if (parts.length === 0) return;
    await this.sql.execute(INSERT, [
      change.id,
      change.chargeId,
      change.direction,
      toDate(now),
      parts.map(({ paymentId }) => paymentId),
      parts.map(({ amount }) => amount.toCents().toString()),
    ]);
  }

  /** What charges let go of through a payer's decision. */
  async insertRemitted(
    remittanceClaimId: string,
    parts: readonly RemittedRelease[],
    now: Temporal.Instant,
  ): Promise<void> {
    if (parts.length === 0) return;
    await this.sql.execute(INSERT_REMITTED, [
      remittanceClaimId,
      toDate(now),
      parts.map(({ paymentId }) => paymentId),
      parts.map(({ chargeId }) => chargeId),
      parts.map(({ amount }) => amount.toCents().toString()),
    ]);
  }

  /** All of what charges let go of through payers' decisions, once those are taken back. */
  async restoreRemitted(remittanceClaimIds: readonly string[], now: Temporal.Instant): Promise<void> {
    await this.sql.execute(RESTORE_REMITTED, [remittanceClaimIds, toDate(now)]);
  }
}

const toPart = ({ paymentId, amountCents }: PartRow): ReleasedPart => ({
  paymentId,
  amount: Money.fromColumn(amountCents),
});
