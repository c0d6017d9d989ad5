import { Injectable } from '@nestjs/common';
import type { CollectionFacts } from '../../../domain/plans/last-look';
import type { StopReason } from '../../../domain/plans/collection-retries';
import type { BusinessDate } from '../../../kernel/business-date';
import type { InvoiceId, PackageId, PaymentId } from '../../../kernel/ids';
import { Sql } from '../../../platform/database/sql';

/** Which installment. */
export interface InstallmentRef {
  readonly planId: string;
  readonly version: number;
  readonly number: number;
}

export interface CollectionRow extends InstallmentRef {
  readonly state: CollectionFacts['tries']['state'];
  readonly declines: number;
  readonly outages: number;
  readonly awaySince: Date | null;
  readonly tryOn: string | null;
  readonly tryAt: Date | null;
  readonly noticedOn: string | null;
  readonly collectedCents: string;
  readonly reason: StopReason | null;
}

export type CollectionChange = Pick<CollectionRow, 'state'> &
  Partial<Omit<CollectionRow, 'state' | keyof InstallmentRef>>;

export interface AttemptRow extends InstallmentRef {
  readonly id: string;
  readonly consentId: string;
  /** Null where a package is paid. */
  readonly invoiceId: InvoiceId | null;
  readonly packageId: PackageId | null;
  readonly paymentId: PaymentId;
  readonly amountCents: string;
  readonly startedAt: Date;
  readonly outcome: 'collected' | 'declined' | 'unavailable' | null;
  readonly declineCode: string | null;
  readonly endedAt: Date | null;
}

const COLLECTIONS = `SELECT plan_id AS "planId", version, number, state, declines, outages, away_since AS "awaySince", try_on AS "tryOn",
    try_at AS "tryAt", noticed_on AS "noticedOn", collected_cents AS "collectedCents", reason
  FROM installment_collections WHERE clinic_id = current_clinic()`;

const ATTEMPTS = `SELECT id, plan_id AS "planId", version, number, consent_id AS "consentId", invoice_id AS "invoiceId",
    package_id AS "packageId", payment_id AS "paymentId", amount_cents AS "amountCents", started_at AS "startedAt", outcome, decline_code AS "declineCode",
    ended_at AS "endedAt"
  FROM collection_attempts WHERE clinic_id = current_clinic()`;

const key = ({ planId, version, number }: InstallmentRef) => [planId, version, number];

/** Rows of installment_collections and collection_attempts. Needs a transaction in which the plan is locked. */
@Injectable()
export class CollectionsRepository {
  constructor(private readonly sql: Sql) {}

  /** Made when it is not there yet. */
  async ensure(ref: InstallmentRef, at: Date): Promise<CollectionRow> {
    await this.sql.execute(
      `INSERT INTO installment_collections (clinic_id, plan_id, version, number, changed_at) VALUES (current_clinic(), $1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [...key(ref), at],
    );
    return (await this.find(ref)) as CollectionRow;
  }

  find(ref: InstallmentRef): Promise<CollectionRow | undefined> {
    return this.sql.one<CollectionRow>(`${COLLECTIONS} AND plan_id = $1 AND version = $2 AND number = $3`, key(ref));
  }

  ofVersion(planId: string, version: number): Promise<CollectionRow[]> {
    return this.sql.query<CollectionRow>(`${COLLECTIONS} AND plan_id = $1 AND version = $2 ORDER BY number`, [
      planId,
      version,
    ]);
  }

  /** What is left out of the tries and times is cleared, of the counts kept. */
  async change(ref: InstallmentRef, to: CollectionChange, at: Date): Promise<void> {
    await this.sql.execute(
      `UPDATE installment_collections SET state = $4, declines = coalesce($5, declines), outages = coalesce($6, outages),
              away_since = $7, try_on = $8, try_at = $9, collected_cents = coalesce($10, collected_cents), reason = $11,
              noticed_on = coalesce($12, noticed_on), changed_at = $13
        WHERE clinic_id = current_clinic() AND plan_id = $1 AND version = $2 AND number = $3`,
      [
        ...key(ref),
        to.state,
        to.declines ?? null,
        to.outages ?? null,
        to.awaySince ?? null,
        to.tryOn ?? null,
        to.tryAt ?? null,
        to.collectedCents ?? null,
        to.reason ?? null,
        to.noticedOn ?? null,
        at,
      ],
    );
  }

  async insertAttempt(attempt: Omit<AttemptRow, 'outcome' | 'declineCode' | 'endedAt'>): Promise<void> {
    await this.sql.execute(
      `INSERT INTO collection_attempts (clinic_id, id, plan_id, version, number, consent_id, invoice_id, package_id, payment_id, amount_cents, started_at)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        attempt.id,
        ...key(attempt),
        attempt.consentId,
        attempt.invoiceId,
        attempt.packageId,
        attempt.paymentId,
        attempt.amountCents,
        attempt.startedAt,
      ],
    );
  }

  async endAttempt(
    id: string,
    end: { outcome: NonNullable<AttemptRow['outcome']>; declineCode: string | null; at: Date },
  ): Promise<void> {
    await this.sql.execute(
      `UPDATE collection_attempts SET outcome = $2, decline_code = $3, ended_at = $4 WHERE clinic_id = current_clinic() AND id = $1`,
      [id, end.outcome, end.declineCode, end.at],
    );
  }

  /** The one whose outcome is not written down. */
  openAttempt(planId: string): Promise<AttemptRow | undefined> {
    return this.sql.one<AttemptRow>(`${ATTEMPTS} AND plan_id = $1 AND ended_at IS NULL`, [planId]);
  }

  ofPayment(paymentId: PaymentId): Promise<AttemptRow | undefined> {
    return this.sql.one<AttemptRow>(`${ATTEMPTS} AND payment_id = $1`, [paymentId]);
  }

  /** The oldest first. */
  attemptsOf(planId: string, version: number): Promise<AttemptRow[]> {
    return this.sql.query<AttemptRow>(`${ATTEMPTS} AND plan_id = $1 AND version = $2 ORDER BY id`, [planId, version]);
  }

  /** What was taken last for another installment of the plan; undefined the first time. */
  async previousCents(planId: string): Promise<string | undefined> {
    const row = await this.sql.one<{ cents: string }>(
      `SELECT collected_cents AS cents FROM installment_collections
        WHERE clinic_id = current_clinic() AND plan_id = $1 AND state = 'collected' ORDER BY version DESC, number DESC LIMIT 1`,
      [planId],
    );
    return row?.cents;
  }

  async setNoticed(ref: InstallmentRef, on: BusinessDate): Promise<void> {
    await this.sql.execute(
      `UPDATE installment_collections SET noticed_on = $4 WHERE clinic_id = current_clinic() AND plan_id = $1 AND version = $2 AND number = $3`,
      [...key(ref), on.toString()],
    );
  }
}
