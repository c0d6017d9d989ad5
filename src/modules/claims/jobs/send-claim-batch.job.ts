import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database/transactions';
import { JobHandler, type JobPayload, RegisterJob } from '../../../platform/queue/jobs';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { SEND_CLAIM_BATCH } from '../build-claim-batch';
import type { ClaimBatchId } from '../claim-batch.view';
import { fileNameOf } from '../claim-batch-records';
import { ClearinghousePort } from '../files/clearinghouse-port';
import { ClaimBatchesRepository } from '../persistence/claim-batches.repository';

/** Hands a stored file of claims to the clearinghouse, under a name of its own: sent twice, it is there once. */
@RegisterJob()
@Injectable()
export class SendClaimBatchJob extends JobHandler {
  readonly task = SEND_CLAIM_BATCH;

  constructor(
    private readonly transactions: Transactions,
    private readonly batches: ClaimBatchesRepository,
    private readonly clinics: ClinicsReader,
    private readonly clearinghouse: ClearinghousePort,
  ) {
    super();
  }

  async handle(payload: JobPayload): Promise<void> {
    const id = payload['batchId'] as ClaimBatchId;
    const batch = await this.transactions.run(() => this.batches.text(id));
    if (!batch || batch.status !== 'created') return;
    const { slug } = await this.clinics.current();
    await this.clearinghouse.send({ clinicSlug: slug, name: fileNameOf(batch.controlNumber), text: batch.text });
    await this.transactions.run(() => this.batches.setStatus(id, 'sent'));
  }
}
