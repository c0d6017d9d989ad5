import { Injectable } from '@nestjs/common';
import { invariant } from '../../../kernel/invariant';
import type { InvoiceId } from '../../../kernel/ids';
import { Transactions } from '../../../platform/database/transactions';
import { InvoicesReader } from '../../charges/invoices.reader';
import { composeInvoice } from '../composing/compose-invoice';
import type { DocumentFile } from './document-file';
import { DocumentsReader } from '../documents.reader';
import { IssueVersion } from './issue-version';
import { PaperSources } from '../sources/paper-sources';
import { renderInvoice } from '../pdf/render-invoice';
import { SuperbillFactsReader } from '../persistence/superbill-facts.reader';

/**
 * The paper of an invoice as it stands: what was charged, taken off and paid, what is due and how to pay it. Asked for
 * again it is the same file until something on it has changed, then its next version under the invoice's own number.
 *
 * Tx: joins or opens one; holds the patient. Idempotent by: the content. Errors: `invoice_unknown`.
 */
@Injectable()
export class IssueInvoicePaper {
  constructor(
    private readonly transactions: Transactions,
    private readonly invoices: InvoicesReader,
    private readonly sources: PaperSources,
    private readonly facts: SuperbillFactsReader,
    private readonly issue: IssueVersion,
    private readonly reader: DocumentsReader,
  ) {}

  execute(invoiceId: InvoiceId): Promise<DocumentFile> {
    return this.transactions.run(async () => {
      const { patientId } = await this.invoices.get(invoiceId);
      await this.facts.lockPatient(patientId);
      const invoice = await this.invoices.get(invoiceId);
      const { clinic, patient } = await this.sources.parties(patientId);
      const payments = await this.facts.payments(invoice.lines.map(({ chargeId }) => chargeId));
      const payUrl = invoice.balanceCents > 0 ? await this.sources.payUrl(patientId) : undefined;
      const content = composeInvoice({ clinic, patient, invoice, payments, payUrl });
      const { chargeCents, adjustmentCents, paidCents, balanceCents } = content.totals;
      invariant(
        content.standing === 'void' || chargeCents - adjustmentCents - paidCents === balanceCents,
        'a bill adds up',
      );
      const { id } = await this.issue.execute({
        kind: 'invoice',
        patientId,
        subjectIds: [invoiceId],
        scope: '',
        content,
        number: () => Promise.resolve(invoice.number),
        render: renderInvoice,
        auditFacts: { balanceCents },
      });
      return this.reader.file(id, 'invoice');
    });
  }
}
