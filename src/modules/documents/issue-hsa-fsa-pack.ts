import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { composeHsaFsaPack } from './composing/compose-hsa-fsa-pack';
import type { DocumentFile } from './issuing/document-file';
import { DocumentsReader } from './documents.reader';
import { IssueVersion } from './issuing/issue-version';
import { PaperSources } from './sources/paper-sources';
import { renderHsaFsaPack } from './pdf/render-hsa-fsa-pack';
import { HsaFsaFactsReader } from './persistence/hsa-fsa-facts.reader';
import { StatementFactsReader } from './persistence/statement-facts.reader';

export interface IssueHsaFsaPackInput {
  readonly patientId: PatientId;
  /** Of the care, four digits. */
  readonly year: number;
}

const EARLIEST_YEAR = 2000;

/**
 * Everything HSA and FSA money paid for in a plan year, on one paper for the account's administrator. The same year again
 * is the same file until something in it has changed, then its next version.
 *
 * Tx: joins or opens one; holds the patient. Idempotent by: the content.
 * Errors: `patient_unknown`; `plan_year_invalid` for a year before 2000 or not begun yet; `hsa_fsa_pack_empty`.
 */
@Injectable()
export class IssueHsaFsaPack {
  constructor(
    private readonly transactions: Transactions,
    private readonly sources: PaperSources,
    private readonly books: StatementFactsReader,
    private readonly facts: HsaFsaFactsReader,
    private readonly issue: IssueVersion,
    private readonly reader: DocumentsReader,
  ) {}

  execute({ patientId, year }: IssueHsaFsaPackInput): Promise<DocumentFile> {
    return this.transactions.run(async () => {
      await this.books.lockPatient(patientId);
      const parties = await this.sources.parties(patientId);
      assertPlanYear(year, (await this.sources.today()).year);
      const payments = await this.facts.payments(patientId, { from: `${year}-01-01`, to: `${year}-12-31` });
      if (payments.length === 0)
        throw new DomainError('hsa_fsa_pack_empty', {
          detail: `No HSA or FSA money has paid for care this patient was given in ${year}.`,
        });
      const content = composeHsaFsaPack({ ...parties, year, payments });
      const { id } = await this.issue.execute({
        kind: 'hsa_fsa_pack',
        patientId,
        subjectIds: [patientId],
        scope: String(year),
        content,
        number: () => this.sources.number('hsa_fsa_pack'),
        render: renderHsaFsaPack,
        auditFacts: { year, lines: content.lines.length, totalCents: content.totalCents },
      });
      return this.reader.file(id, 'hsa_fsa_pack');
    });
  }
}

function assertPlanYear(year: number, thisYear: number): void {
  if (Number.isInteger(year) && year >= EARLIEST_YEAR && year <= thisYear) return;
  throw new DomainError('plan_year_invalid', {
    detail: `A plan year is one from ${EARLIEST_YEAR} to ${thisYear}.`,
    errors: [{ pointer: '/year', message: `must be from ${EARLIEST_YEAR} to ${thisYear}` }],
  });
}
