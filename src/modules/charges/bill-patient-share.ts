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

const INSERT_INVOICES = `
  INSERT INTO invoices (clinic_id, id, number, patient_id, visit_id, issued_on, due_on, created_at)
  SELECT current_clinic(), i.id, i.number, i.patient_id, i.visit_id, $2, $3, $4
    FROM json_to_recordset($1::json) AS i (id uuid, number text, patient_id uuid, visit_id uuid)`;

const PUT_ON_INVOICES = `
  UPDATE charges c SET invoice_id = s.invoice_id
    FROM (SELECT DISTINCT charge_id, invoice_id FROM json_to_recordset($1::json) AS x (charge_id uuid, invoice_id uuid)) s
   WHERE c.clinic_id = current_clinic() AND c.id = s.charge_id AND c.invoice_id IS NULL`;

const INSERT_SHARES = `
  INSERT INTO patient_shares (clinic_id, id, charge_id, invoice_id, amount_cents, discount_cents, source_type, source_id, created_at)
  SELECT current_clinic(), s.id, s.charge_id, s.invoice_id, s.amount_cents, s.discount_cents, s.source_type, s.source_id, $2
    FROM json_to_recordset($1::json) AS s (id uuid, charge_id uuid, invoice_id uuid, amount_cents bigint,
      discount_cents bigint, source_type text, source_id uuid)`;

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

  async execute(bill: BillPatientShareInput): Promise<InvoiceId> {
    const invoiceId = (await this.executeAll([bill])).get(bill.visitId);
    invariant(invoiceId, 'a billed share is on an invoice');
    return invoiceId;
  }

  /** As {@link execute}, for many visits in a few statements. The invoice of each visit. */
  async executeAll(bills: readonly BillPatientShareInput[]): Promise<ReadonlyMap<VisitId, InvoiceId>> {
    invariant(this.transactions.isOpen, 'a share is billed in the transaction that moves it');
    const invoices = new Map(await this.invoicesOf(bills.map(({ visitId }) => visitId)));
    const unbilled = new Map(bills.filter(({ visitId }) => !invoices.has(visitId)).map((bill) => [bill.visitId, bill]));
    for (const [visitId, invoiceId] of await this.issue([...unbilled.values()])) invoices.set(visitId, invoiceId);
    const now = this.clock.now();
    const rows = JSON.stringify(
      bills.flatMap(({ visitId, shares, source }) =>
        shares.map(({ chargeId, amount, discount }) => ({
          id: newId(now),
          charge_id: chargeId,
          invoice_id: invoices.get(visitId),
          amount_cents: amount,
          discount_cents: discount,
          source_type: source.type,
          source_id: source.id,
        })),
      ),
    );
    this.sql.defer(PUT_ON_INVOICES, [rows]);
    this.sql.defer(INSERT_SHARES, [rows, toDate(now)]);
    return invoices;
  }

  /** Takes back what facts had moved, for their entries are reversed. Tx: needs one; travels with the next statement. */
  takeBack(sourceIds: readonly string[], by: BillPatientShareInput['source']): void {
    this.sql.defer(TAKE_BACK, [sourceIds, by.type, by.id, toDate(this.clock.now())]);
  }

  /** The invoice of the visit's insured charges, if one was issued. Tx: needs one. */
  async invoiceOf(visitId: VisitId): Promise<InvoiceId | undefined> {
    return (await this.invoicesOf([visitId])).get(visitId);
  }

  /** As {@link invoiceOf}; a visit without one is not in the map. */
  async invoicesOf(visitIds: readonly VisitId[]): Promise<ReadonlyMap<VisitId, InvoiceId>> {
    if (visitIds.length === 0) return new Map();
    const rows = await this.sql.query<{ visit_id: VisitId; invoice_id: InvoiceId }>(
      `SELECT DISTINCT ON (c.visit_id) c.visit_id, c.invoice_id FROM charges c
        WHERE c.clinic_id = current_clinic() AND c.visit_id = ANY ($1::uuid[])
          AND c.route_destination = 'insurance' AND c.invoice_id IS NOT NULL
        ORDER BY c.visit_id`,
      [visitIds],
    );
    return new Map(rows.map((row) => [row.visit_id, row.invoice_id]));
  }

  private async issue(bills: readonly BillPatientShareInput[]): Promise<(readonly [VisitId, InvoiceId])[]> {
    if (bills.length === 0) return [];
    const now = this.clock.now();
    const { timeZone, policies } = await this.clinics.settings();
    const issuedOn = businessDateOf(now, timeZone);
    const dueOn = issuedOn.add({ days: policies.invoiceDueDays });
    const numbers = await this.numbers.several('invoice', bills.length);
    const rows = bills.map(({ visitId, patientId }, index) => ({
      id: newId<InvoiceId>(now),
      number: numbers[index],
      patient_id: patientId,
      visit_id: visitId,
    }));
    this.sql.defer(INSERT_INVOICES, [JSON.stringify(rows), issuedOn.toString(), dueOn.toString(), toDate(now)]);
    return rows.map((row) => [row.visit_id, row.id] as const);
  }
}
