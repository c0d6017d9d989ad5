import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DocumentId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import { Transactions } from '../../../platform/database/transactions';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { DisputesReader } from '../../payments/disputes.reader';
import { composeDisputeEvidence } from '../composing/compose-dispute-evidence';
import type { DocumentFile } from './document-file';
import { renderDisputeEvidence } from '../pdf/render-dispute-evidence';
import { DisputeFactsReader } from '../persistence/dispute-facts.reader';

/**
 * The evidence pack of a dispute, for a person to hand in at the bank. Not an issued paper: it has no number of its own and
 * says how things stand; the same facts give the same bytes.
 *
 * Tx: joins or opens one; writes nothing. Errors: `dispute_unknown`.
 */
@Injectable()
export class PrepareDisputeEvidence {
  constructor(
    private readonly tx: Transactions,
    private readonly disputes: DisputesReader,
    private readonly clinics: ClinicsReader,
    private readonly facts: DisputeFactsReader,
  ) {}

  async execute(disputeId: string): Promise<DocumentFile> {
    const model = await this.tx.run(async () => {
      const dispute = await this.disputes.get(disputeId);
      const payment = await this.facts.payment(disputeId);
      invariant(payment, 'a dispute has its payment');
      const papers = await this.facts.papers(disputeId);
      return composeDisputeEvidence({ dispute, payment, papers, clinic: await this.clinics.current() });
    });
    const bytes = Buffer.from(await renderDisputeEvidence(model));
    return {
      id: disputeId as DocumentId,
      fileName: `payment-evidence-${model.caseNumber}.pdf`,
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  }
}
