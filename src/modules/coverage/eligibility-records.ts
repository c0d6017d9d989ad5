import { Injectable } from '@nestjs/common';
import type { BenefitTerms } from '../../domain/eligibility/benefits-of';
import type { BusinessDate } from '../../kernel/business-date';
import type { CoverageId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { decodeIdCursor, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/pagination';
import { CoverageReader } from './coverage.reader';
import type { CoverageView } from './coverage.view';
import type { CoverageWithEligibilityView, EligibilityReceivedView, EligibilitySnapshotView } from './eligibility.view';
import { EligibilityRepository } from './persistence/eligibility.repository';

/** The stored side of what payers said of coverages. Reads join the open transaction or open their own; writes need one. */
@Injectable()
export class EligibilityRecords {
  constructor(
    private readonly transactions: Transactions,
    private readonly coverages: CoverageReader,
    private readonly snapshots: EligibilityRepository,
  ) {}

  /** Errors: `coverage_unknown`. */
  coverage(id: CoverageId): Promise<CoverageView> {
    return this.coverages.get(id);
  }

  /** Keeps a payer's file with what it says; a repeat of it changes nothing. */
  async store(
    coverageId: CoverageId,
    file: { text: string; benefits: readonly BenefitTerms[]; checkedOn: BusinessDate },
  ): Promise<EligibilityReceivedView> {
    const { id: fileId, isNew } = await this.snapshots.storeFile(coverageId, file.text);
    if (!isNew) return { isRepeat: true, snapshots: await this.snapshots.ofFile(fileId) };
    const snapshots: EligibilitySnapshotView[] = [];
    for (const terms of file.benefits)
      snapshots.push(await this.snapshots.insert({ ...terms, coverageId, fileId, checkedOn: file.checkedOn }));
    return { isRepeat: false, snapshots };
  }

  /** A coverage with the newest of each benefit. Errors: `coverage_unknown`, also for another clinic's. */
  get(id: CoverageId): Promise<CoverageWithEligibilityView> {
    return this.transactions.run(async () => {
      const coverage = await this.coverages.get(id);
      const current = await this.snapshots.current(id);
      const of = (benefit: string) => current.find((snapshot) => snapshot.benefit === benefit) ?? null;
      return { ...coverage, eligibility: { medical: of('medical'), pharmacy: of('pharmacy') } };
    });
  }

  /** Everything payers said of a coverage, the last written down first. Errors: `coverage_unknown`, `cursor_invalid`. */
  list(
    id: CoverageId,
    { limit = DEFAULT_LIMIT, cursor }: { limit?: number; cursor?: string },
  ): Promise<Page<EligibilitySnapshotView>> {
    const beforeId = cursor === undefined ? undefined : decodeIdCursor(cursor);
    return this.transactions.run(async () => {
      await this.coverages.get(id);
      const rows = await this.snapshots.list(id, { beforeId, limit: limit + 1 });
      return pageOf(
        rows,
        limit,
        (view) => [view.id],
        (view) => view,
      );
    });
  }
}
