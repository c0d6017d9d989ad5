import { Injectable } from '@nestjs/common';
import type { PaymentState } from '../../domain/payments/payment-state';
import { businessDateOf } from '../../kernel/business-date';
import { Clock, formatInstant } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { DocumentId, PaymentId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { TakeNumber } from '../clinics/take-number';
import { composeReceipt } from './composing/compose-receipt';
import type { DocumentFile } from './issuing/document-file';
import { DocumentsReader } from './documents.reader';
import { renderReceipt } from './pdf/render-receipt';
import { DocumentsRepository } from './persistence/documents.repository';
import { ReceiptSources } from './sources/receipt-sources';
import type { ReceiptModel } from './models/receipt.model';

/** A payment that took money, whatever became of it since. */
const RECEIPTED: readonly PaymentState[] = ['succeeded', 'partly_refunded', 'refunded', 'disputed'];

/**
 * The receipt of a payment: one number, ever. The first call issues it, later ones hand out the same bytes; refunds have papers
 * of their own and change nothing on it. It shows the account as it stood right after the payment, however late it is
 * asked for. Of a payment that was voided it is the one marked void, see {@link ReissueVoidedReceipt}; one that was never
 * given out is not any more.
 *
 * Tx: joins or opens one; holds the payment, then the clinic's number counter. Idempotent by: the payment's receipt id.
 * Errors: `payment_unknown`; `payment_state_conflict` while no money has been taken.
 */
@Injectable()
export class IssueReceipt {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly sources: ReceiptSources,
    private readonly documents: DocumentsRepository,
    private readonly reader: DocumentsReader,
    private readonly numbers: TakeNumber,
  ) {}

  execute(paymentId: PaymentId): Promise<DocumentFile> {
    return this.transactions.run(async () => {
      const receiptId = await this.sources.lock(paymentId);
      if (!receiptId) throw new DomainError('payment_unknown', { detail: 'This clinic has no such payment.' });
      const first = await this.documents.find(receiptId, 'receipt');
      if (!first) await this.issue(paymentId, receiptId);
      const last = first && (await this.documents.latest(first));
      return this.reader.file(last?.id ?? receiptId, 'receipt');
    });
  }

  private async issue(paymentId: PaymentId, receiptId: DocumentId): Promise<void> {
    const facts = await this.sources.gather(paymentId);
    const { payment, clinic } = facts;
    if (!RECEIPTED.includes(payment.state))
      throw new DomainError('payment_state_conflict', {
        detail: 'There is no receipt until the money has been taken.',
        facts: { state: payment.state },
      });
    const issuedAt = this.clock.now();
    const model: ReceiptModel = {
      ...composeReceipt(facts),
      number: await this.numbers.execute('receipt'),
      issuedOn: businessDateOf(issuedAt, clinic.timeZone).toString(),
      issuedAt: formatInstant(issuedAt),
    };
    await this.documents.insert({
      id: receiptId,
      kind: 'receipt',
      number: model.number,
      version: 1,
      replacesId: null,
      patientId: payment.patientId,
      subjectIds: [payment.id],
      scope: '',
      model,
      bytes: await renderReceipt(model),
      issuedOn: model.issuedOn,
      issuedAt,
    });
    await this.sources.recordIssue(receiptId, { paymentId, number: model.number, amountCents: model.amountCents });
  }
}
