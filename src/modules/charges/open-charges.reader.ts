import { Injectable } from '@nestjs/common';
import { parseBusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { ChargeId, InvoiceId, PatientId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import type { OpenCharge, OpenInvoice } from './open-charge';

interface OpenRow {
  readonly invoice_id: InvoiceId;
  readonly number: string;
  readonly patient_id: PatientId;
  readonly issued_on: string;
  readonly is_voided: boolean;
  readonly charge_id: ChargeId;
  readonly open_cents: string;
  readonly hsa_fsa_eligible: boolean;
  readonly is_rendered: boolean;
  readonly date_of_service: string;
  readonly service_code: string;
}

const OPEN = `SELECT i.id AS invoice_id, i.number, i.patient_id, i.issued_on, i.voided_at IS NOT NULL AS is_voided,
    c.id AS charge_id, o.open_cents, c.hsa_fsa_eligible, c.rendered_on IS NOT NULL AS is_rendered, c.date_of_service,
    c.service_code
  FROM open_items o
  JOIN charges c ON c.clinic_id = o.clinic_id AND c.id = o.item_id
  JOIN invoices i ON i.clinic_id = o.clinic_id AND i.id = o.invoice_id
 WHERE o.clinic_id = current_clinic() AND o.account_number = 1100`;

/** In a statement with what is called beside it; the rows are those of {@link OPEN}. */
const LOCK = 'lock_open_charges($1)';

/** Reads what patients still owe, charge by charge. */
@Injectable()
export class OpenChargesReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
  ) {}

  /**
   * An invoice with its charges, whose open items stay locked until the transaction ends: nobody else can pay them
   * meanwhile. One call. Charges booked at nothing are not there.
   *
   * Tx: needs one. Errors: `invoice_unknown`, also for another clinic's invoice.
   */
  async lockInvoice(invoiceId: InvoiceId): Promise<OpenInvoice> {
    invariant(this.transactions.isOpen, 'a lock is held by a transaction');
    const rows = (await this.sql.call<OpenRow[] | null>({ expression: LOCK, params: [invoiceId] })) ?? [];
    const [first] = rows;
    return first ? { ...toInvoice(first), charges: rows.map(toCharge) } : this.withoutCharges(invoiceId);
  }

  /** Everything a patient still owes on invoices that stand, the oldest service first. Nothing is locked. */
  async ofPatient(patientId: PatientId): Promise<OpenCharge[]> {
    const rows = await this.transactions.run(() =>
      this.sql.query<OpenRow>(
        `${OPEN} AND o.patient_id = $1 AND o.is_open AND i.voided_at IS NULL ORDER BY c.date_of_service, c.id`,
        [patientId],
      ),
    );
    return rows.map(toCharge);
  }

  private async withoutCharges(invoiceId: InvoiceId): Promise<OpenInvoice> {
    const row = await this.sql.one<Omit<OpenRow, 'charge_id'>>(
      `SELECT i.id AS invoice_id, i.number, i.patient_id, i.issued_on, i.voided_at IS NOT NULL AS is_voided
         FROM invoices i WHERE i.clinic_id = current_clinic() AND i.id = $1`,
      [invoiceId],
    );
    if (!row) throw new DomainError('invoice_unknown', { detail: 'This clinic has no such invoice.' });
    return { ...toInvoice(row), charges: [] };
  }
}

type InvoiceColumns = Pick<OpenRow, 'invoice_id' | 'number' | 'patient_id' | 'issued_on' | 'is_voided'>;

const toInvoice = (row: InvoiceColumns): Omit<OpenInvoice, 'charges'> => ({
  invoiceId: row.invoice_id,
  number: row.number,
  patientId: row.patient_id,
  issuedOn: parseBusinessDate(row.issued_on),
  isVoided: row.is_voided,
});

const toCharge = (row: OpenRow): OpenCharge => ({
  chargeId: row.charge_id,
  invoiceId: row.invoice_id,
  invoiceNumber: row.number,
  openCents: BigInt(row.open_cents),
  hsaFsaEligible: row.hsa_fsa_eligible,
  rendered: row.is_rendered,
  dateOfService: parseBusinessDate(row.date_of_service),
  serviceCode: row.service_code,
});
