import { Injectable } from '@nestjs/common';
import { neutralStatement, type StatementFault, statementFaults } from '../../../domain/payments/neutral-statement';
import { parseBusinessDate } from '../../../kernel/business-date';
import { DomainError } from '../../../kernel/errors';
import { invariant } from '../../../kernel/invariant';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';
import { PatientsReader } from '../../patients/patients.reader';
import type { DisputeView } from '../dispute.view';

const ADVICE: Readonly<Record<StatementFault, string>> = {
  name: 'leave out the patient’s name',
  date_of_birth: 'leave out the date of birth',
  health_words: 'leave out what the care was for and how it was given',
  health_code: 'leave out diagnosis and procedure codes',
};

interface PaymentFacts {
  readonly paidOn: string;
  readonly amountCents: string;
  readonly cardLast4: string | null;
  readonly isSavedCard: boolean;
  readonly invoiceNumber: string | null;
}

const FACTS = `
  SELECT p.effective_on AS "paidOn", t.amount_cents AS "amountCents", t.card_last4 AS "cardLast4", t.type = 'card_on_file' AS "isSavedCard", i.number AS "invoiceNumber"
    FROM disputes d
    JOIN payments p ON p.clinic_id = d.clinic_id AND p.id = d.payment_id
    JOIN payment_tenders t ON t.clinic_id = d.clinic_id AND t.id = d.tender_id
    LEFT JOIN invoices i ON i.clinic_id = p.clinic_id AND i.id = p.invoice_id
   WHERE d.clinic_id = current_clinic() AND d.id = $1`;

/** The words that go to a bank, kept free of anything about the patient's health. Tx: needs one. */
@Injectable()
export class DisputeStatement {
  constructor(
    private readonly sql: Sql,
    private readonly patients: PatientsReader,
  ) {}

  /** The clinic's own words when they may leave it, or neutral ones. Errors: `dispute_statement_unsuitable`. */
  async for(dispute: DisputeView, own?: string): Promise<string> {
    if (own === undefined) return this.neutral(dispute);
    const patient = await this.patients.get(dispute.patientId);
    const faults = statementFaults(own, {
      names: [patient.firstName, patient.middleName, patient.lastName].flatMap((name) => name ?? []),
      dateOfBirth: parseBusinessDate(patient.dateOfBirth),
    });
    if (faults.length > 0)
      throw new DomainError('dispute_statement_unsuitable', {
        detail: 'This text would tell the bank about the patient’s health. It was not sent.',
        errors: faults.map((fault) => ({ pointer: '/statement', message: ADVICE[fault] })),
        facts: { faults },
      });
    return own.trim();
  }

  private async neutral({ id }: DisputeView): Promise<string> {
    const facts = await this.sql.one<PaymentFacts>(FACTS, [id]);
    invariant(facts, 'a dispute has its payment');
    return neutralStatement({
      ...facts,
      paidOn: parseBusinessDate(facts.paidOn),
      amount: Money.fromColumn(facts.amountCents),
    });
  }
}
