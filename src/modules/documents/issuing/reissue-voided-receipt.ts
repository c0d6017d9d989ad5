import { Injectable } from '@nestjs/common';
import { invariant } from '../../../kernel/invariant';
import type { PaymentId } from '../../../kernel/ids';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { RegisterVoidFollowUp, VoidFollowUp } from '../../payments/void-follow-up';
import { IssueVersion } from './issue-version';
import { renderReceipt } from '../pdf/render-receipt';
import { DocumentsRepository } from '../persistence/documents.repository';
import { ReceiptSources } from '../sources/receipt-sources';
import type { ReceiptContent, ReceiptModel } from '../models/receipt.model';

/**
 * Gives out the receipt of a voided payment anew, marked void, under its number: what was handed over before stays as it
 * was, and whoever asks for it again gets the true one. A payment whose receipt nobody ever had gets none.
 *
 * Tx: needs one, that of the void. Idempotent by: what the receipt says.
 */
@RegisterVoidFollowUp()
@Injectable()
export class ReissueVoidedReceipt extends VoidFollowUp {
  constructor(
    private readonly sources: ReceiptSources,
    private readonly documents: DocumentsRepository,
    private readonly versions: IssueVersion,
    private readonly clinics: ClinicsReader,
  ) {
    super();
  }

  override async voided(paymentId: PaymentId): Promise<void> {
    const receiptId = await this.sources.lock(paymentId);
    invariant(receiptId, 'a voided payment is there');
    const given = await this.documents.find<ReceiptModel>(receiptId, 'receipt');
    if (!given) return;
    const { number: _number, issuedOn: _on, issuedAt: _at, ...said } = given.model;
    const content: ReceiptContent = { ...said, voidedOn: (await this.clinics.today()).toString() };
    await this.versions.execute({
      ...given,
      content,
      number: () => Promise.resolve(given.number),
      render: renderReceipt,
      auditFacts: { paymentId, isVoid: true },
    });
  }
}
