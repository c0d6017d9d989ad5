import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import { Clock } from '../../../kernel/clock';
import type { DocumentId, PatientId } from '../../../kernel/ids';
import { Transactions } from '../../../platform/database/transactions';
import { EstimatesReader } from '../../estimates/estimates.reader';
import type { DocumentFile } from './document-file';
import { DocumentsReader } from '../documents.reader';
import { EstimateParties } from '../sources/estimate-parties';
import { renderEstimate } from '../pdf/render-estimate';
import { DocumentsRepository } from '../persistence/documents.repository';

/**
 * The paper of a Good Faith Estimate: printed when first asked for, the same bytes ever after. A changed estimate has a
 * paper of its own.
 *
 * Tx: joins or opens one. Idempotent by: the estimate's id. Errors: `estimate_unknown`, `estimate_not_issued`.
 */
@Injectable()
export class IssueEstimatePaper {
  constructor(
    private readonly tx: Transactions,
    private readonly estimates: EstimatesReader,
    private readonly parties: EstimateParties,
    private readonly documents: DocumentsRepository,
    private readonly reader: DocumentsReader,
    private readonly clock: Clock,
  ) {}

  execute(estimateId: string): Promise<DocumentFile> {
    const id = estimateId as DocumentId;
    return this.tx.run(async () => {
      if (!(await this.documents.find(id, 'estimate'))) await this.issue(id);
      return this.reader.file(id, 'estimate');
    });
  }

  private async issue(id: DocumentId): Promise<void> {
    const estimate = await this.estimates.get(id);
    if (estimate.number === null || estimate.issuedAt === null) throw new DomainError('estimate_not_issued');
    const model = await this.parties.compose({ ...estimate, number: estimate.number, issuedAt: estimate.issuedAt });
    await this.documents.insert({
      id,
      kind: 'estimate',
      number: model.number,
      version: model.version,
      replacesId: null,
      patientId: estimate.patientId as PatientId,
      subjectIds: [id],
      scope: '',
      model,
      bytes: await renderEstimate(model),
      issuedOn: model.issuedOn,
      issuedAt: this.clock.now(),
    });
  }
}
