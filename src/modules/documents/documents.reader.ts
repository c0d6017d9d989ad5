import { Injectable } from '@nestjs/common';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { DocumentId, PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { decodeIdCursor, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/pagination';
import { PatientsReader } from '../patients/patients.reader';
import { type DocumentFile, fileNameOf } from './document-file';
import { type DocumentKind, DocumentsRepository } from './persistence/documents.repository';
import type { SuperbillModel } from './superbill.model';
import { type SuperbillView, toSuperbillView } from './superbill.view';

/** An issued paper in a patient's list. */
export interface DocumentSummary {
  readonly id: DocumentId;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly version: number;
  /** The visits of a superbill, the payment of a receipt. */
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
  async file(id: DocumentId, kind: DocumentKind): Promise<DocumentFile> {
    const row = await this.transactions.run(() => this.documents.bytesOf(id, kind));
    if (!row) throw unknown();
    return { id, fileName: fileNameOf({ kind, ...row }), bytes: row.bytes, sha256: row.sha256 };
  }

  /** The newest first. Errors: `patient_unknown`, `cursor_invalid`. */
  ofPatient(patientId: PatientId, page: { limit?: number; cursor?: string } = {}): Promise<Page<DocumentSummary>> {
    const { limit = DEFAULT_LIMIT, cursor } = page;
    const before = cursor === undefined ? null : decodeIdCursor(cursor);
    return this.transactions.run(async () => {
      await this.patients.get(patientId);
      const rows = await this.documents.ofPatient(patientId, before, limit + 1);
      return pageOf(
        rows,
        limit,
        (row) => [row.id],
        ({ id, kind, number, version, subjectIds, issuedOn, issuedAt }) => ({
          id,
          kind,
          number,
          version,
          subjectIds,
          issuedOn,
          issuedAt: formatInstant(fromDate(issuedAt)),
        }),
      );
    });
  }
}

const unknown = (): DomainError => new DomainError('document_unknown', { detail: 'This clinic has no such document.' });
