import { Injectable } from '@nestjs/common';
import { benefitsOf, memberOf } from '../../domain/eligibility/benefits-of';
import type { EligibilityResponse, EligibleMember } from '../../domain/eligibility/eligibility-response';
import { eligibilityReader } from '../../domain/eligibility/read-271';
import { readX12 } from '../../domain/x12/envelope';
import { lineOf, readingX12 } from '../../domain/x12/x12-refusal';
import { compareDates } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { CoverageId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { ClinicsReader } from '../clinics/clinics.reader';
import { PatientsReader } from '../patients/patients.reader';
import { parseBusinessDate } from '../../kernel/business-date';
import { AssertDisclosable } from './disclosure/assert-disclosable';
import type { CoverageView } from './coverage.view';
import type { EligibilityReceivedView } from './eligibility.view';
import { EligibilityRecords } from './eligibility-records';

/**
 * Takes a payer's answer about a coverage (271, ASC X12N 005010X279A1). A file that is broken, says nothing of benefits, or
 * is about somebody else is refused whole, with the line and segment, and not kept.
 *
 * Tx: opens one. Idempotent by: the coverage and the file's bytes.
 * Errors: `coverage_unknown`, `x12_malformed`, `eligibility_other_member`, `eligibility_not_told`, `disclosure_restricted`.
 */
@Injectable()
export class ReceiveEligibility {
  constructor(
    private readonly transactions: Transactions,
    private readonly records: EligibilityRecords,
    private readonly patients: PatientsReader,
    private readonly clinics: ClinicsReader,
    private readonly disclosable: AssertDisclosable,
    private readonly audit: RecordAuditEvent,
  ) {}

  async execute(coverageId: CoverageId, text: string): Promise<EligibilityReceivedView> {
    const responses = readingX12(() => readX12(text, eligibilityReader), text);
    return this.transactions.run(async () => {
      const coverage = await this.records.coverage(coverageId);
      const { response, member } = await this.about(coverage, responses);
      const today = await this.clinics.today();
      // A payer's day may begin before the clinic's.
      if (compareDates(response.answeredOn, today.add({ days: 1 })) > 0)
        throw new DomainError('x12_malformed', {
          detail: 'The file was not taken: it was made on a day to come (BHT04).',
          facts: { fault: 'element_invalid', segment: 'BHT', element: 'BHT04' },
        });
      await this.disclosable.execute({ patientId: coverage.patientId, on: response.answeredOn });
      const benefits = benefitsOf(member, coverage.networkStatus);
      if (benefits.length === 0) throw nothingTold(member, text);
      const received = await this.records.store(coverage.id, { text, benefits, checkedOn: response.answeredOn });
      if (!received.isRepeat)
        await this.audit.execute({
          action: 'eligibility.receive',
          subject: { type: 'coverage', id: coverage.id },
          facts: { snapshots: received.snapshots.length },
        });
      return received;
    });
  }

  /** The part of the file that is about the patient. Errors: `eligibility_other_member`, `eligibility_not_told`. */
  private async about(
    coverage: CoverageView,
    responses: readonly EligibilityResponse[],
  ): Promise<{ response: EligibilityResponse; member: EligibleMember }> {
    const { dateOfBirth } = await this.patients.get(coverage.patientId);
    const asked = {
      memberId: coverage.memberId,
      dateOfBirth: parseBusinessDate(dateOfBirth),
      networkStatus: coverage.networkStatus,
    };
    for (const response of responses) {
      const member = memberOf(response, asked);
      if (member) return { response, member };
    }
    const [rejection] = responses.flatMap(({ members }) => members.flatMap(({ rejections }) => rejections));
    if (rejection) throw rejected(rejection);
    throw new DomainError('eligibility_other_member', {
      detail: 'The file is about another member: number or birth date is not that of this coverage. It was not kept.',
      facts: { segment: 'NM1', element: 'NM109' },
    });
  }
}

const rejected = ({ reason, position }: { reason: string; position: number }): DomainError =>
  new DomainError('eligibility_not_told', {
    detail: `The payer gives no answer: segment ${position} (AAA03) says reason ${reason}. Correct the coverage and ask again.`,
    facts: { position, segment: 'AAA', element: 'AAA03', reason },
  });

function nothingTold({ rejections, statements }: EligibleMember, text: string): DomainError {
  const [rejection] = rejections;
  if (rejection) return rejected(rejection);
  const position = statements[0]?.position;
  return new DomainError('eligibility_not_told', {
    detail:
      'The file says nothing of the benefits this clinic bills: no plan, office visit, mental health or pharmacy.',
    facts: { segment: 'EB', ...(position === undefined ? {} : { position, line: lineOf(text, position) }) },
  });
}
