import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import type { AdjustmentReceivable, ManualAdjustmentType } from '../../../domain/adjustments/adjustment-rules';
import { toDate } from '../../../kernel/clock';
import type { ChargeId, InvoiceId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import type { AdjustmentId } from '../charge-record';

/** What somebody asked to take off a charge. */
export interface AdjustmentRequest {
  readonly id: AdjustmentId;
  /** What was asked for together with it. */
  readonly decisionId: string;
  readonly chargeId: ChargeId;
  readonly receivable: AdjustmentReceivable;
  readonly type: ManualAdjustmentType;
  readonly amount: Money;
  readonly reason: string;
  /** Set for one that waits for a second person. */
  readonly approvalId: string | null;
}

export interface StoredRequest {
  readonly id: AdjustmentId;
  readonly chargeId: ChargeId;
  readonly type: ManualAdjustmentType;
  readonly amountCents: string;
  readonly reason: string;
  readonly state: 'awaiting_approval' | 'posted' | 'rejected';
  readonly approvalId: string | null;
}

/** An adjustment that moved money, or was asked for. */
export interface StoredAdjustment {
  readonly id: AdjustmentId;
  readonly chargeId: ChargeId;
  readonly status: 'posted' | 'awaiting_approval' | 'rejected' | 'reversed';
  readonly amountCents: string;
  /** Of the request that took it back. */
  readonly reversalKey: string | null;
}

/** Who did something, by which request, and when. */
export interface Act {
  readonly reason: string;
  readonly requestKey: string;
  readonly now: Temporal.Instant;
}

const REQUEST = `id, charge_id AS "chargeId", type, amount_cents AS "amountCents", reason, state, approval_id AS "approvalId"`;

/** Rows of adjustments by people, of their requests and reversals, and of voided charges. Needs a transaction. */
@Injectable()
export class AdjustmentsRepository {
  constructor(
    private readonly sql: Sql,
    private readonly context: RequestContext,
  ) {}

  async insertRequest(request: AdjustmentRequest, act: Omit<Act, 'reason'>): Promise<void> {
    const { actor } = this.context;
    await this.sql.execute(
      `INSERT INTO adjustment_requests (clinic_id, id, decision_id, charge_id, receivable, type, amount_cents, reason, state,
         approval_id, request_key, made_by_kind, made_by_id, made_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        request.id,
        request.decisionId,
        request.chargeId,
        request.receivable,
        request.type,
        request.amount.toCents().toString(),
        request.reason,
        request.approvalId ? 'awaiting_approval' : 'posted',
        request.approvalId,
        act.requestKey,
        actor.kind,
        actor.id,
        toDate(act.now),
      ],
    );
  }

  /** What the actor asked for with this key before, in charge order. */
  byKey(requestKey: string): Promise<StoredRequest[]> {
    return this.sql.query<StoredRequest>(
      `SELECT ${REQUEST} FROM adjustment_requests
        WHERE clinic_id = current_clinic() AND made_by_id = $1 AND request_key = $2 ORDER BY charge_id`,
      [this.context.actor.id, requestKey],
    );
  }

  /** What was asked for together, in charge order. */
  ofDecision(decisionId: string): Promise<StoredRequest[]> {
    return this.sql.query<StoredRequest>(
      `SELECT ${REQUEST} FROM adjustment_requests
        WHERE clinic_id = current_clinic() AND decision_id = $1 ORDER BY charge_id`,
      [decisionId],
    );
  }

  async setState(id: AdjustmentId, state: 'posted' | 'rejected'): Promise<void> {
    await this.sql.execute('UPDATE adjustment_requests SET state = $2 WHERE clinic_id = current_clinic() AND id = $1', [
      id,
      state,
    ]);
  }

  /** The row that stands for money moved. */
  async insert(
    adjustment: Pick<AdjustmentRequest, 'id' | 'chargeId' | 'type' | 'amount' | 'reason'>,
    now: Temporal.Instant,
  ): Promise<void> {
    await this.sql.execute(
      `INSERT INTO adjustments (clinic_id, id, charge_id, type, amount_cents, reason, created_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6)`,
      [
        adjustment.id,
        adjustment.chargeId,
        adjustment.type,
        adjustment.amount.toCents().toString(),
        adjustment.reason,
        toDate(now),
      ],
    );
  }

  find(id: AdjustmentId): Promise<StoredAdjustment | undefined> {
    return this.sql.one<StoredAdjustment>(
      `SELECT a.id, a.charge_id AS "chargeId", a.status, a.amount_cents AS "amountCents", r.request_key AS "reversalKey"
         FROM charge_adjustments a
         LEFT JOIN adjustment_reversals r ON r.clinic_id = a.clinic_id AND r.adjustment_id = a.id
        WHERE a.clinic_id = current_clinic() AND a.id = $1`,
      [id],
    );
  }

  /** Those of a charge that moved money and were not taken back, the oldest first. */
  standingOf(chargeId: ChargeId): Promise<{ id: AdjustmentId }[]> {
    return this.sql.query(
      `SELECT id FROM charge_adjustments
        WHERE clinic_id = current_clinic() AND charge_id = $1 AND status = 'posted' ORDER BY id`,
      [chargeId],
    );
  }

  async insertReversal(id: AdjustmentId, act: Act & { readonly cause: 'error' | 'void' }): Promise<void> {
    const { actor } = this.context;
    await this.sql.execute(
      `INSERT INTO adjustment_reversals (clinic_id, adjustment_id, cause, reason, request_key, made_by_kind, made_by_id, made_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7)`,
      [id, act.cause, act.reason, act.requestKey, actor.kind, actor.id, toDate(act.now)],
    );
  }

  async insertVoid(chargeId: ChargeId, act: Act): Promise<void> {
    const { actor } = this.context;
    await this.sql.execute(
      `INSERT INTO charge_voids (clinic_id, charge_id, reason, request_key, made_by_kind, made_by_id, made_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6)`,
      [chargeId, act.reason, act.requestKey, actor.kind, actor.id, toDate(act.now)],
    );
  }

  async setVoid(invoiceId: InvoiceId, now: Temporal.Instant): Promise<void> {
    await this.sql.execute('UPDATE invoices SET voided_at = $2 WHERE clinic_id = current_clinic() AND id = $1', [
      invoiceId,
      toDate(now),
    ]);
  }

  /** Whether one of these charges was voided by this very request. */
  async wasVoidedBy(requestKey: string, chargeIds: readonly ChargeId[]): Promise<boolean> {
    const row = await this.sql.one(
      `SELECT charge_id FROM charge_voids WHERE clinic_id = current_clinic() AND charge_id = ANY ($1::uuid[])
          AND request_key = $2 AND made_by_id = $3 LIMIT 1`,
      [chargeIds, requestKey, this.context.actor.id],
    );
    return row !== undefined;
  }
}
