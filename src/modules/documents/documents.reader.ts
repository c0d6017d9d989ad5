import { Injectable } from '@nestjs/common';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { type DocumentId, isUuid, type PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { decodeCursor, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/pagination';
import { PatientsReader } from '../patients/patients.reader';
import { type DocumentFile, fileNameOf } from './issuing/document-file';
import { type DocumentKind, type DocumentRecord, DocumentsRepository } from './persistence/documents.repository';
import type { SuperbillModel } from './models/superbill.model';
import { type SuperbillView, toSuperbillView } from './models/superbill.view';

/** An issued paper in a patient's list. */
export interface DocumentSummary {
  readonly id: DocumentId;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly version: number;
  /** The visits of a superbill, the payment of a receipt, the invoice, the patient of a statement or a pack. */
  readonly subjectIds: readonly string[];
  readonly issuedOn: string;
  readonly issuedAt: string;
}

/**
 * Reads issued documents, never anything about to be issued.
 * Tx: joins the open one or opens its own. Errors: `document_unknown`, also for another clinic's.
 */
@Injectable()
export class DocumentsReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly documents: DocumentsRepository,
    private readonly patients: PatientsReader,
  ) {}

  async superbill(id: DocumentId): Promise<SuperbillView> {
    const record = await this.transactions.run(() => this.documents.find<SuperbillModel>(id, 'superbill'));
    if (!record) throw unknown();
    return toSuperbillView(record);
  }

  /** The PDF, as it was first given out. */
  async file(id: DocumentId, kind?: DocumentKind): Promise<DocumentFile> {
    const row = await this.transactions.run(() => this.documents.bytesOf(id, kind));
    if (!row) throw unknown();
    return { id, fileName: fileNameOf(row), bytes: row.bytes, sha256: row.sha256 };
  }

  /** The last issued first. Errors: `patient_unknown`, `cursor_invalid`. */
  async ofPatient(
    patientId: PatientId,
    page: { limit?: number; cursor?: string } = {},
  ): Promise<Page<DocumentSummary>> {
    const { limit = DEFAULT_LIMIT, cursor } = page;
    const before = cursor === undefined ? null : placeIn(cursor);
    return this.transactions.run(async () => {
      await this.patients.get(patientId);
      const rows = await this.documents.ofPatient(patientId, before, limit + 1);
      return pageOf(rows, limit, (row) => [issuedAtOf(row), row.id], toSummary);
    });
  }
}

const issuedAtOf = (row: { issuedAt: Date }): string => formatInstant(fromDate(row.issuedAt));

/** A receipt's id is as old as its payment, so the list goes by when papers were issued. */
function placeIn(cursor: string): { issuedAt: string; id: string } {
  const [issuedAt = '', id] = decodeCursor(cursor, 2);
  if (!isUuid(id) || Number.isNaN(Date.parse(issuedAt))) throw new DomainError('cursor_invalid');
  return { issuedAt, id };
}

const toSummary = (row: DocumentRecord<object>): DocumentSummary => ({
  id: row.id,
  kind: row.kind,
  number: row.number,
  version: row.version,
  subjectIds: row.subjectIds,
  issuedOn: row.issuedOn,
  issuedAt: issuedAtOf(row),
});

const unknown = (): DomainError => new DomainError('document_unknown', { detail: 'This clinic has no such document.' });
