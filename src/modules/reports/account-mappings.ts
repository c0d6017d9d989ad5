import { Injectable } from '@nestjs/common';
import { accountNameProblem, type JournalProgram } from '../../domain/reports/journal-programs';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError, type FieldError } from '../../kernel/errors';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import type { AccountMappingView } from './journal.view';
import { JournalBatchesRepository } from './persistence/journal-batches.repository';

export interface AccountMappingInput {
  readonly accountNumber: number;
  readonly name: string;
  readonly type?: string;
  readonly taxRate?: string;
}

/**
 * What the accounts of the chart are called in the bookkeeping program of the clinic. Batches that were made keep the names
 * they were made with.
 *
 * Tx: joins or opens one. Errors: `journal_mapping_invalid`.
 */
@Injectable()
export class AccountMappings {
  constructor(
    private readonly tx: Transactions,
    private readonly journals: JournalBatchesRepository,
    private readonly context: RequestContext,
    private readonly clock: Clock,
    private readonly audit: RecordAuditEvent,
  ) {}

  list(program: JournalProgram): Promise<AccountMappingView[]> {
    return this.tx.run(() => this.journals.mappings(program));
  }

  /** Names the accounts told; the others stay as they are. */
  set(program: JournalProgram, mappings: readonly AccountMappingInput[]): Promise<AccountMappingView[]> {
    return this.tx.run(async () => {
      const known = new Set((await this.journals.mappings(program)).map(({ accountNumber }) => accountNumber));
      const errors = mappings.flatMap((mapping, index) => problemsOf(program, mapping, { index, known }));
      if (errors.length > 0)
        throw new DomainError('journal_mapping_invalid', { detail: 'Some accounts cannot be called that.', errors });
      const change = { program, changedById: this.context.actor.id, changedAt: toDate(this.clock.now()) };
      for (const { accountNumber, name, type = null, taxRate = null } of mappings)
        await this.journals.setMapping({ ...change, accountNumber, name: name.trim(), type, taxRate });
      await this.audit.execute({
        action: 'journal_mapping.set',
        subject: { type: 'journal_mapping', id: program },
        facts: { accounts: mappings.length },
      });
      return this.journals.mappings(program);
    });
  }
}

function problemsOf(
  program: JournalProgram,
  { accountNumber, name }: AccountMappingInput,
  { index, known }: { index: number; known: ReadonlySet<number> },
): FieldError[] {
  const problem = accountNameProblem(program, name.trim());
  return [
    ...(known.has(accountNumber)
      ? []
      : [{ pointer: `/accounts/${index}/accountNumber`, message: 'is not in the chart of accounts' }]),
    ...(problem ? [{ pointer: `/accounts/${index}/name`, message: problem }] : []),
  ];
}
