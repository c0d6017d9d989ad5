import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { invariant } from '../../kernel/invariant';
import type { ServiceId } from '../../kernel/ids';
import { violates } from '../../platform/database/pg-errors';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { readCodeSets, type CodeSetRow } from './csv/code-set-csv';
import { cellPointer } from '../../platform/csv/read-csv';
import { CodeSetsRepository } from './persistence/code-sets.repository';
import { ServicesRepository } from './persistence/services.repository';

/** Procedure codes as a file, from the clinic's own licensed list. */
export interface ImportCodeSetInput {
  /** UTF-8 text of the CSV file. */
  readonly csv: string;
}

/** What an import did, in sets. */
export interface CodeSetImportView {
  readonly loaded: number;
  /** Stored sets whose last day was moved. */
  readonly ended: number;
  readonly unchanged: number;
}

/**
 * Loads procedure codes by service, payer and period from a CSV file, all of it or nothing. To replace a running set,
 * list it again with its last day and the new set from the day after, in one file.
 *
 * Tx: joins or opens one. Idempotent by: a set that is already stored is skipped, so the same file twice changes nothing.
 * Errors: `code_set_import_invalid` with a pointer `/rows/<line>/<column>` for every fault; `code_set_overlap` naming the
 * line whose period overlaps another set of its service and payer.
 */
@Injectable()
export class ImportCodeSet {
  constructor(
    private readonly transactions: Transactions,
    private readonly services: ServicesRepository,
    private readonly codeSets: CodeSetsRepository,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute({ csv }: ImportCodeSetInput): Promise<CodeSetImportView> {
    const file = readCodeSets(csv);
    return this.transactions.run(async () => {
      const ids = await this.services.idsByCode();
      const unknown = file.sets
        .filter(({ serviceCode }) => !ids.has(serviceCode))
        .map(({ line }) => ({
          pointer: cellPointer(line, 'service_code'),
          message: 'the catalog has no such service',
        }));
      const errors = [...file.errors, ...unknown];
      if (errors.length > 0)
        throw new DomainError('code_set_import_invalid', {
          detail: 'Nothing was imported. Correct these cells.',
          errors,
        });
      const view = await this.store(file.sets, ids);
      if (view.loaded + view.ended > 0)
        await this.audit.execute({ action: 'code_set.import', subject: { type: 'code_set' }, facts: { ...view } });
      return view;
    });
  }

  /** Ends come first, so that a set may follow the one it replaces in the same file. */
  private async store(sets: readonly CodeSetRow[], ids: ReadonlyMap<string, ServiceId>): Promise<CodeSetImportView> {
    await this.codeSets.lock();
    const news: { serviceId: ServiceId; set: CodeSetRow }[] = [];
    let ended = 0;
    for (const set of sets) {
      const serviceId = ids.get(set.serviceCode);
      invariant(serviceId, 'unknown services were refused');
      const stored = await this.codeSets.compare(serviceId, set);
      if (stored.status === 'new') news.push({ serviceId, set });
      if (stored.status === 'other_end') {
        await this.refusingOverlap(set, () => this.codeSets.end(stored.id, set.effectiveTo));
        ended += 1;
      }
    }
    for (const { serviceId, set } of news) await this.refusingOverlap(set, () => this.codeSets.insert(serviceId, set));
    return { loaded: news.length, ended, unchanged: sets.length - news.length - ended };
  }

  private async refusingOverlap({ line }: CodeSetRow, write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!violates(error, 'ex_service_code_sets_period')) throw error;
      throw new DomainError('code_set_overlap', {
        detail: 'Nothing was imported. End the set that is in force before another begins.',
        errors: [
          {
            pointer: cellPointer(line, 'effective_from'),
            message: 'this period overlaps another set of the service and payer',
          },
        ],
        cause: error,
      });
    }
  }
}
