import { Injectable } from '@nestjs/common';
import { WRITE_OFF_TYPES } from '../../domain/adjustments/adjustment-rules';
import { invoiceStatus, type InvoiceStatus } from '../../domain/payments/invoice-status';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { InvoiceId, PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { decodeCursor, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/pagination';
import type { InvoiceLineView, InvoiceView } from './invoice.view';
import { ADJUSTMENTS_OF_CHARGE } from './persistence/adjustment-columns';

/** Which invoices to list; the newest first. */
export interface InvoicesQuery {
  readonly patientId?: PatientId;
  readonly status?: InvoiceStatus;
  readonly limit?: number;
  readonly cursor?: string;
}

/** A line before the amounts that follow from others. */
type LineColumns = Omit<InvoiceLineView, 'amountCents' | 'paidCents'>;

interface InvoiceRow {
  readonly id: InvoiceId;
  readonly voided_at: Date | null;
  readonly header: Pick<InvoiceView, 'id' | 'number' | 'patientId' | 'visitId' | 'issuedOn' | 'dueOn'>;
  readonly lines: LineColumns[];
}

// Of an insured charge only what was moved to the patient is on the invoice; of any other all of it.
const BILLED = `CASE c.route_destination WHEN 'insurance' THEN t.amount ELSE c.list_price_cents END`;

// What was taken off an insured charge lowers the claim, unless it was asked for of the patient's side.
const ON_PATIENT = `(c.route_destination <> 'insurance' OR EXISTS (SELECT FROM adjustment_requests q
        WHERE q.clinic_id = x.clinic_id AND q.id = x.id AND q.receivable = 'patient'))`;

/** Adjustments that give an amount up instead of correcting it. */
const WRITE_OFFS = `(${WRITE_OFF_TYPES.map((type) => `'${type}'`).join(', ')})`;

const LINES = `SELECT json_agg(json_build_object('chargeId', c.id, 'serviceCode', c.service_code,
    'description', c.description, 'dateOfService', c.date_of_service, 'quantity', c.quantity,
    'unitPriceCents', c.unit_price_cents, 'listPriceCents', c.list_price_cents,
    'insuranceCents', c.list_price_cents - ${BILLED}, 'adjustmentCents', a.adjusted + t.discount,
    'writtenOffCents', a.written_off, 'openCents', coalesce(o.open_cents, 0),
    'documentRule', c.document_rule, 'hsaFsaEligible', c.hsa_fsa_eligible,
    'isRendered', c.rendered_on IS NOT NULL, 'adjustments', ${ADJUSTMENTS_OF_CHARGE}) ORDER BY c.line_number) AS lines,
    sum(coalesce(o.open_cents, 0)) AS open, sum(a.written_off) AS written_off,
    sum(${BILLED} - t.discount - a.adjusted - a.written_off - coalesce(o.open_cents, 0)) AS paid
  FROM charges c
  LEFT JOIN open_items o ON o.clinic_id = c.clinic_id AND o.account_number = 1100 AND o.item_id = c.id
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_cents) FILTER (WHERE x.type NOT IN ${WRITE_OFFS}), 0)::bigint AS adjusted,
           coalesce(sum(x.amount_cents) FILTER (WHERE x.type IN ${WRITE_OFFS}), 0)::bigint AS written_off
      FROM standing_adjustments x
     WHERE x.clinic_id = c.clinic_id AND x.charge_id = c.id AND ${ON_PATIENT}) a
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_cents), 0)::bigint AS amount, coalesce(sum(x.discount_cents), 0)::bigint AS discount
      FROM patient_shares x WHERE x.clinic_id = c.clinic_id AND x.charge_id = c.id) t
 WHERE c.clinic_id = i.clinic_id AND c.invoice_id = i.id`;

const INVOICE = `SELECT i.id, i.voided_at, l.lines, json_build_object('id', i.id, 'number', i.number,
    'patientId', i.patient_id, 'visitId', i.visit_id, 'issuedOn', i.issued_on, 'dueOn', i.due_on) AS header
  FROM invoices i CROSS JOIN LATERAL (${LINES}) l WHERE i.clinic_id = current_clinic()`;

// The rule of domain/payments/invoice-status.ts once more, because a page is cut out of the matching rows.
const STATUS = `CASE WHEN i.voided_at IS NOT NULL THEN 'void'
    WHEN l.open > 0 THEN CASE WHEN l.paid > 0 THEN 'partly_paid' ELSE 'open' END
    WHEN l.written_off > 0 THEN 'written_off' ELSE 'paid' END`;

/**
 * Reads invoices. What is open comes from the ledger's open items, what was paid is the rest; nothing is stored twice.
 * Tx: joins the open one or opens its own.
 */
@Injectable()
export class InvoicesReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
  ) {}

  /** Errors: `invoice_unknown`, also for another clinic's invoice. */
  async get(id: InvoiceId): Promise<InvoiceView> {
    const row = await this.transactions.run(() => this.sql.one<InvoiceRow>(`${INVOICE} AND i.id = $1`, [id]));
    if (!row) throw new DomainError('invoice_unknown', { detail: 'This clinic has no such invoice.' });
    return toView(row);
  }

  /** Errors: `cursor_invalid`. */
  async list({ patientId, status, limit = DEFAULT_LIMIT, cursor }: InvoicesQuery): Promise<Page<InvoiceView>> {
    const [before] = cursor === undefined ? [null] : decodeCursor(cursor, 1);
    const rows = await this.transactions.run(() =>
      this.sql.query<InvoiceRow>(
        `${INVOICE} AND ($1::uuid IS NULL OR i.patient_id = $1) AND ($2::text IS NULL OR ${STATUS} = $2)
            AND ($3::uuid IS NULL OR i.id < $3)
          ORDER BY i.id DESC LIMIT $4`,
        [patientId ?? null, status ?? null, before, limit + 1],
      ),
    );
    return pageOf(rows, limit, (row) => [row.id], toView);
  }
}

function toLine(line: LineColumns, isVoid: boolean): InvoiceLineView {
  const amountCents = line.listPriceCents - line.insuranceCents - line.adjustmentCents;
  return { ...line, amountCents, paidCents: isVoid ? 0 : amountCents - line.writtenOffCents - line.openCents };
}

const sum = (lines: readonly InvoiceLineView[], centsOf: (line: InvoiceLineView) => number): Money =>
  Money.sum(lines.map((line) => Money.cents(centsOf(line))));

function toView({ header, voided_at: voidedAt, lines: columns }: InvoiceRow): InvoiceView {
  const isVoid = voidedAt !== null;
  const lines = columns.map((line) => toLine(line, isVoid));
  const total = sum(lines, (line) => line.amountCents);
  const paid = sum(lines, (line) => line.paidCents);
  const writtenOff = sum(lines, (line) => line.writtenOffCents);
  const payable = lines.filter((line) => line.hsaFsaEligible && line.isRendered);
  return {
    ...header,
    status: invoiceStatus({ total, paid, writtenOff, isVoid }),
    voidedAt: voidedAt && formatInstant(fromDate(voidedAt)),
    lines,
    totalCents: total.toJSON(),
    paidCents: paid.toJSON(),
    balanceCents: sum(lines, (line) => line.openCents).toJSON(),
    hsaFsaEligibleCents: sum(payable, (line) => line.openCents).toJSON(),
  };
}
