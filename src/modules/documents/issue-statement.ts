import { Injectable } from '@nestjs/common';
import { type Period, statementPeriod } from '../../domain/statements/statement';
import type { PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { composeStatement } from './composing/compose-statement';
import type { DocumentFile } from './issuing/document-file';
import { DocumentsReader } from './documents.reader';
import { IssueVersion } from './issuing/issue-version';
import { PaperSources } from './sources/paper-sources';
import { renderStatement } from './pdf/render-statement';
import { StatementFactsReader } from './persistence/statement-facts.reader';

export interface IssueStatementInput extends Partial<Period> {
  readonly patientId: PatientId;
}

/**
 * A patient's statement over a period: opening balance, every movement, closing balance, to the cent as in the ledger. The
 * same period again is the same file until something in it has changed, then its next version.
 *
 * Tx: joins or opens one; holds the patient. Idempotent by: the content.
 * Errors: `patient_unknown`, `statement_period_invalid`.
 */
@Injectable()
export class IssueStatement {
  constructor(
    private readonly transactions: Transactions,
    private readonly sources: PaperSources,
    private readonly facts: StatementFactsReader,
    private readonly issue: IssueVersion,
    private readonly reader: DocumentsReader,
  ) {}

  execute({ patientId, ...wish }: IssueStatementInput): Promise<DocumentFile> {
    return this.transactions.run(async () => {
      const period = statementPeriod(wish, await this.sources.today());
      await this.facts.lockPatient(patientId);
      const parties = await this.sources.parties(patientId);
      const account = await this.facts.account(patientId, {
        from: period.from.toString(),
        to: period.to.toString(),
      });
      const payUrl = account.closing.due.isPositive() ? await this.sources.payUrl(patientId) : undefined;
      const content = composeStatement({ ...parties, ...account, period, payUrl });
      const { id } = await this.issue.execute({
        kind: 'statement',
        patientId,
        subjectIds: [patientId],
        scope: `${content.from}/${content.to}`,
        content,
        number: () => this.sources.number('statement'),
        render: renderStatement,
        auditFacts: { lines: content.activity.length, closingCents: content.closingCents },
      });
      return this.reader.file(id, 'statement');
    });
  }
}
