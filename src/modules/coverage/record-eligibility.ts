import { Injectable } from '@nestjs/common';
import type { BenefitTerms } from '../../domain/eligibility/benefits-of';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { CoverageId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ClinicsReader } from '../clinics/clinics.reader';
import { AssertDisclosable } from './disclosure/assert-disclosable';
import { CoverageReader } from './coverage.reader';
import type { EligibilitySnapshotView } from './eligibility.view';
import { EligibilityRepository } from './persistence/eligibility.repository';

/** What somebody heard who asked the payer. */
export interface RecordEligibilityInput extends BenefitTerms {
  readonly coverageId: CoverageId;
  /** Not in the future; today unless told. */
  readonly checkedOn?: BusinessDate;
  /** The service it was asked for, when it was asked for one. */
  readonly serviceCode?: string;
}

/**
 * Writes down what a payer said of a coverage when it was asked by telephone or on its portal.
 *
 * Tx: joins or opens one. Errors: `coverage_unknown`, `validation_failed` for a day to come, `disclosure_restricted`.
 */
@Injectable()
export class RecordEligibility {
  constructor(
    private readonly transactions: Transactions,
    private readonly coverages: CoverageReader,
    private readonly clinics: ClinicsReader,
    private readonly disclosable: AssertDisclosable,
    private readonly snapshots: EligibilityRepository,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute({ serviceCode, ...input }: RecordEligibilityInput): Promise<EligibilitySnapshotView> {
    return this.transactions.run(async () => {
      const coverage = await this.coverages.get(input.coverageId);
      const today = await this.clinics.today();
      const checkedOn = input.checkedOn ?? today;
      if (compareDates(checkedOn, today) > 0)
        throw new DomainError('validation_failed', {
          errors: [{ pointer: '/checkedOn', message: 'must not be in the future' }],
        });
      const serviceCodes = serviceCode === undefined ? [] : [serviceCode];
      await this.disclosable.execute({ patientId: coverage.patientId, on: checkedOn, serviceCodes });
      const view = await this.snapshots.insert({ ...input, checkedOn });
      await this.audit.execute({
        action: 'eligibility.record',
        subject: { type: 'coverage', id: coverage.id },
        facts: { snapshotId: view.id, benefit: view.benefit, source: view.source },
      });
      return view;
    });
  }
}
