import { Injectable } from '@nestjs/common';
import { type Acknowledgement, acknowledgementReader } from '../../domain/claims/read-acknowledgement';
import { readX12 } from '../../domain/x12/envelope';
import { DomainError } from '../../kernel/errors';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import type { AcknowledgementsView, AcknowledgementView } from './acknowledgement.view';
import { ApplyAcknowledgements } from './files/apply-acknowledgements';
import { AcknowledgementsRepository } from './persistence/acknowledgements.repository';
import { ClearinghouseFilesRepository, sha256Of } from './persistence/clearinghouse-files.repository';
import { readingX12 } from '../../domain/x12/x12-refusal';

/**
 * Takes what clearinghouse and payers say of our files (999) and claims (277CA), and moves the claims as they say.
 * Acknowledgements come twice, late and in any order: a claim that has moved on stays where it is.
 *
 * Tx: opens one. Idempotent by: the file's bytes. Errors: `x12_malformed`.
 */
@Injectable()
export class ReceiveAcknowledgement {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: ClearinghouseFilesRepository,
    private readonly acknowledgements: AcknowledgementsRepository,
    private readonly apply: ApplyAcknowledgements,
    private readonly audit: RecordAuditEvent,
  ) {}

  async execute(text: string): Promise<AcknowledgementsView> {
    const read = readingX12(() => readX12<Acknowledgement>(text, acknowledgementReader));
    const [first] = read;
    if (!first) throw new DomainError('x12_malformed', { detail: 'The file acknowledges nothing.' });
    return this.transactions.run(async () => {
      const { id, isNew } = await this.files.store({
        kind: first.kind === '999' ? '999' : '277',
        sha256: sha256Of(text),
        text,
      });
      if (!isNew) return { fileId: id, isRepeat: true, acknowledgements: await this.acknowledgements.ofFile(id) };
      const applied: AcknowledgementView[] = [];
      for (const acknowledgement of read) applied.push(...(await this.apply.execute(acknowledgement, id)));
      this.acknowledgements.insert(id, applied);
      await this.audit.execute({
        action: 'acknowledgement.receive',
        subject: { type: 'clearinghouse_file', id },
        facts: { kind: first.kind, acknowledged: applied.length },
      });
      return { fileId: id, isRepeat: false, acknowledgements: applied };
    });
  }
}
