import { Injectable } from '@nestjs/common';
import type { DocumentId, PaymentId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import { RecordAuditEvent } from '../../access/record-audit-event';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { PatientsReader } from '../../patients/patients.reader';
import type { ReceiptFacts } from '../composing/compose-receipt';
import { ReceiptFactsReader } from '../persistence/receipt-facts.reader';

/** Gathers what a receipt is made of from the rooms to the left, and notes that it was issued. Tx: needs one. */
@Injectable()
export class ReceiptSources {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly patients: PatientsReader,
    private readonly facts: ReceiptFactsReader,
    private readonly audit: RecordAuditEvent,
  ) {}

  /** Holds the payment. @returns the id of its receipt, issued or not; undefined when there is no such payment */
  lock(paymentId: PaymentId): Promise<DocumentId | undefined> {
    return this.facts.lock(paymentId);
  }

  /** Of a payment that exists. */
  async gather(paymentId: PaymentId): Promise<ReceiptFacts> {
    const payment = await this.facts.payment(paymentId);
    invariant(payment, 'the payment was locked and must be there');
    const charges = await this.facts.charges(paymentId);
    const patient = await this.patients.get(payment.patientId);
    return { payment, charges, patient, clinic: await this.clinics.current() };
  }

  recordIssue(id: DocumentId, facts: { paymentId: PaymentId; number: string; amountCents: number }): Promise<void> {
    return this.audit.execute({ action: 'receipt.issue', subject: { type: 'receipt', id }, facts });
  }
}
