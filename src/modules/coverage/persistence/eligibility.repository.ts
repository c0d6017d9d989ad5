import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { BenefitTerms } from '../../../domain/eligibility/benefits-of';
import type { EligibilityBenefit } from '../../../domain/eligibility/eligibility-response';
import type { BusinessDate } from '../../../kernel/business-date';
import { Clock, formatInstant, fromDate, toDate } from '../../../kernel/clock';
import { type CoverageId, newId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import type { EligibilitySnapshotId, EligibilitySnapshotView, EligibilitySource } from '../eligibility.view';

interface SnapshotRow {
  readonly id: EligibilitySnapshotId;
  readonly coverage_id: CoverageId;
  readonly source: EligibilitySource;
  readonly benefit: EligibilityBenefit;
  readonly checked_on: string;
  readonly is_active: boolean;
  readonly plan_name: string | null;
  readonly copay_cents: string | null;
  readonly coinsurance_basis_points: number | null;
  readonly deductible_remaining_cents: string | null;
  readonly out_of_pocket_remaining_cents: string | null;
  readonly recorded_at: Date;
}

/** What was heard about one benefit of a coverage. */
export interface NewSnapshot extends BenefitTerms {
  readonly coverageId: CoverageId;
  readonly checkedOn: BusinessDate;
  /** The payer's file; left out for what was entered by hand. */
  readonly fileId?: string;
}

const INSERT = `
  INSERT INTO eligibility_snapshots (clinic_id, id, coverage_id, source, file_id, benefit, checked_on, is_active, plan_name,
    copay_cents, coinsurance_basis_points, deductible_remaining_cents, out_of_pocket_remaining_cents, recorded_by_kind,
    recorded_by_id, recorded_at)
  VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`;

const INSERT_FILE = `
  INSERT INTO eligibility_files (clinic_id, id, coverage_id, sha256, file_text, received_at)
  VALUES (current_clinic(), $1, $2, $3, $4, $5) ON CONFLICT (clinic_id, coverage_id, sha256) DO NOTHING`;

const READ = 'SELECT * FROM eligibility_snapshots WHERE clinic_id = current_clinic() AND';

/** Rows of what payers said of coverages. Needs a transaction. */
@Injectable()
export class EligibilityRepository {
  constructor(
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  async insert(snapshot: NewSnapshot): Promise<EligibilitySnapshotView> {
    const now = this.clock.now();
    const { actor } = this.context;
    const cents = (amount: NewSnapshot['copay']) => amount?.toCents().toString() ?? null;
    const rows = await this.sql.query<SnapshotRow>(`${INSERT} RETURNING *`, [
      newId<EligibilitySnapshotId>(now),
      snapshot.coverageId,
      snapshot.fileId === undefined ? 'manual' : 'x12_271',
      snapshot.fileId ?? null,
      snapshot.benefit,
      snapshot.checkedOn.toString(),
      snapshot.isActive,
      snapshot.planName ?? null,
      cents(snapshot.copay),
      snapshot.coinsuranceBasisPoints ?? null,
      cents(snapshot.deductibleRemaining),
      cents(snapshot.outOfPocketRemaining),
      actor.kind,
      actor.id,
      toDate(now),
    ]);
    return toView(rows[0] as SnapshotRow);
  }

  /** Keeps a file; one whose bytes were kept for the coverage before is that one. */
  async storeFile(coverageId: CoverageId, text: string): Promise<{ id: string; isNew: boolean }> {
    const now = this.clock.now();
    const id = newId<string>(now);
    const sha256 = createHash('sha256').update(text).digest('hex');
    if ((await this.sql.execute(INSERT_FILE, [id, coverageId, sha256, text, toDate(now)])) === 1)
      return { id, isNew: true };
    const known = await this.sql.one<{ id: string }>(
      `SELECT id FROM eligibility_files WHERE clinic_id = current_clinic() AND coverage_id = $1 AND sha256 = $2`,
      [coverageId, sha256],
    );
    return { id: known?.id ?? id, isNew: false };
  }

  /** What a file told, in the order of the benefits. */
  async ofFile(fileId: string): Promise<EligibilitySnapshotView[]> {
    return (await this.sql.query<SnapshotRow>(`${READ} file_id = $1 ORDER BY benefit`, [fileId])).map(toView);
  }

  /** The newest of each benefit. */
  async current(coverageId: CoverageId): Promise<EligibilitySnapshotView[]> {
    const rows = await this.sql.query<SnapshotRow>(
      `SELECT DISTINCT ON (benefit) * FROM eligibility_snapshots WHERE clinic_id = current_clinic() AND coverage_id = $1
        ORDER BY benefit, checked_on DESC, id DESC`,
      [coverageId],
    );
    return rows.map(toView);
  }

  /** Those written down before the one named, the newest first. */
  async list(coverageId: CoverageId, page: { beforeId?: string; limit: number }): Promise<EligibilitySnapshotView[]> {
    const rows = await this.sql.query<SnapshotRow>(
      `${READ} coverage_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [coverageId, page.beforeId ?? null, page.limit],
    );
    return rows.map(toView);
  }
}

const cents = (column: string | null): number | null => (column === null ? null : Number(column));

const toView = (row: SnapshotRow): EligibilitySnapshotView => ({
  id: row.id,
  coverageId: row.coverage_id,
  source: row.source,
  benefit: row.benefit,
  checkedOn: row.checked_on,
  isActive: row.is_active,
  planName: row.plan_name,
  copayCents: cents(row.copay_cents),
  coinsuranceBasisPoints: row.coinsurance_basis_points,
  deductibleRemainingCents: cents(row.deductible_remaining_cents),
  outOfPocketRemainingCents: cents(row.out_of_pocket_remaining_cents),
  recordedAt: formatInstant(fromDate(row.recorded_at)),
});
