import { Injectable } from '@nestjs/common';
import { businessDateOf } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { type ChargeId, type InvoiceId, newId, type PatientId, type VisitId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import type { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { ClinicsReader } from '../clinics/clinics.reader';
import { TakeNumber } from '../clinics/take-number';

/** Part of an insured charge that becomes the patient's; below zero it goes back. */
export interface PatientShare {
  readonly chargeId: ChargeId;
  readonly amount: Money;
  /** The part of it that is given up at once, by agreement. */
  readonly discount: Money;
}

/** Shares of one visit, moved by one fact. */
export interface BillPatientShareInput {
  readonly visitId: VisitId;
  readonly patientId: PatientId;
  readonly shares: readonly PatientShare[];
  readonly source: { readonly type: 'remittance_claim' | 'claim_closure' | 'remittance'; readonly id: string };
}

const INSERT_INVOICE = `
  INSERT INTO invoices (clinic_id, id, number, patient_id, visit_id, issued_on, due_on, created_at)
  VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7)`;

const INSERT_SHARES = `
  INSERT INTO patient_shares (clinic_id, id, charge_id, invoice_id, amount_cents, discount_cents, source_type, source_id, created_at)
  SELECT current_clinic(), s.id, s.charge_id, $2, s.amount_cents, s.discount_cents, $3, $4, $5
    FROM json_to_recordset($1::json) AS s (id uuid, charge_id uuid, amount_cents bigint, discount_cents bigint)`;

const TAKE_BACK = `
  INSERT INTO patient_shares (clinic_id, id, charge_id, invoice_id, amount_cents, discount_cents, source_type, source_id, created_at)
  SELECT clinic_id, uuidv7(), charge_id, invoice_id, -amount_cents, -discount_cents, $2, $3, $4
    FROM patient_shares WHERE clinic_id = current_clinic() AND source_id = ANY ($1::uuid[])`;

/**
 * Puts what insurance leaves to the patient on an invoice: one for the insured charges of a visit, issued with the first
 * share and kept for those that follow. The caller moves the receivable, in the same transaction, under this invoice.
 *
 * Tx: needs one. Posts: nothing.
 */
@Injectable()
export class BillPatientShare {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly clinics: ClinicsReader,
    private readonly numbers: TakeNumber,
  ) {}

  async execute({ visitId, patientId, shares, source }: BillPatientShareInput): Promise<InvoiceId> {
    invariant(this.transactions.isOpen, 'a share is billed in the transaction that moves it');
    const now = this.clock.now();
    const invoiceId = (await this.invoiceOf(visitId)) ?? (await this.issue(visitId, patientId));
    const chargeIds = shares.map((share) => share.chargeId);
    await this.sql.execute(
      `UPDATE charges SET invoice_id = $1 WHERE clinic_id = current_clinic() AND id = ANY ($2::uuid[]) AND invoice_id IS NULL`,
      [invoiceId, chargeIds],
    );
    const rows = shares.map(({ chargeId, amount, discount }) => ({
      id: newId(now),
      charge_id: chargeId,
      amount_cents: amount,
      discount_cents: discount,
    }));
    this.sql.defer(INSERT_SHARES, [JSON.stringify(rows), invoiceId, source.type, source.id, toDate(now)]);
    return invoiceId;
  }

  /** Takes back what facts had moved, for their entries are reversed. Tx: needs one; travels with the next statement. */
  takeBack(sourceIds: readonly string[], by: BillPatientShareInput['source']): void {
    this.sql.defer(TAKE_BACK, [sourceIds, by.type, by.id, toDate(this.clock.now())]);
  }

  /** The invoice of the visit's insured charges, if one was issued. Tx: needs one. */
  async invoiceOf(visitId: VisitId): Promise<InvoiceId | undefined> {
    const row = await this.sql.one<{ invoice_id: InvoiceId }>(
      `SELECT c.invoice_id FROM charges c WHERE c.clinic_id = current_clinic() AND c.visit_id = $1
          AND c.route_destination = 'insurance' AND c.invoice_id IS NOT NULL LIMIT 1`,
      [visitId],
    );
    return row?.invoice_id;
  }

  private async issue(visitId: VisitId, patientId: PatientId): Promise<InvoiceId> {
    const now = this.clock.now();
    const { timeZone, policies } = await this.clinics.settings();
    const issuedOn = businessDateOf(now, timeZone);
    const dueOn = issuedOn.add({ days: policies.invoiceDueDays });
    const id = newId<InvoiceId>(now);
    const number = await this.numbers.execute('invoice');
    const days = [issuedOn.toString(), dueOn.toString(), toDate(now)];
    this.sql.defer(INSERT_INVOICE, [id, number, patientId, visitId, ...days]);
    return id;
  }
}
