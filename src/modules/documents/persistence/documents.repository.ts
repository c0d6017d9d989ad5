import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { toDate } from '../../../kernel/clock';
import type { DocumentId, PatientId } from '../../../kernel/ids';
import type { Temporal } from 'temporal-polyfill';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';

export type DocumentKind =
  'superbill' | 'receipt' | 'invoice' | 'statement' | 'hsa_fsa_pack' | 'estimate' | 'plan_agreement';

export interface DocumentRecord<Model extends object> {
  readonly id: DocumentId;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly version: number;
  readonly replacesId: DocumentId | null;
  readonly patientId: PatientId;
  /** Ascending. */
  readonly subjectIds: readonly string[];
  /** The part of its subjects it is about, such as the days of a statement; empty for all of them. */
  readonly scope: string;
  readonly model: Model;
  readonly issuedOn: string;
  readonly issuedAt: Date;
  /** Of the PDF, lower-case hex. */
  readonly sha256: string;
}

/** A document about to be written; who issues it comes from the context. */
export interface NewDocument<Model extends object> extends Omit<DocumentRecord<Model>, 'issuedAt' | 'sha256'> {
  readonly bytes: Uint8Array;
  readonly issuedAt: Temporal.Instant;
}

const RECORD = `id, kind, number, version, replaces_id AS "replacesId", patient_id AS "patientId",
  subject_ids AS "subjectIds", scope, model, issued_on AS "issuedOn", issued_at AS "issuedAt", encode(sha256, 'hex') AS sha256`;

/** Rows of issued documents. Nothing is ever changed or removed. */
@Injectable()
export class DocumentsRepository {
  constructor(
    private readonly sql: Sql,
    private readonly context: RequestContext,
  ) {}

  async insert<Model extends object>(document: NewDocument<Model>): Promise<DocumentRecord<Model>> {
    const sha256 = createHash('sha256').update(document.bytes).digest();
    const issuedAt = toDate(document.issuedAt);
    const { actor } = this.context;
    await this.sql.execute(
      `INSERT INTO documents (clinic_id, id, kind, number, version, replaces_id, patient_id, subject_ids, model, bytes,
                              sha256, issued_on, issued_at, issued_by_kind, issued_by_id, scope)
       VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7::uuid[], $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        document.id,
        document.kind,
        document.number,
        document.version,
        document.replacesId,
        document.patientId,
        document.subjectIds,
        JSON.stringify(document.model),
        Buffer.from(document.bytes),
        sha256,
        document.issuedOn,
        issuedAt,
        actor.kind,
        actor.id,
        document.scope,
      ],
    );
    const { bytes: _bytes, ...record } = document;
    return { ...record, issuedAt, sha256: sha256.toString('hex') };
  }

  find<Model extends object>(id: DocumentId, kind: DocumentKind): Promise<DocumentRecord<Model> | undefined> {
    return this.sql.one<DocumentRecord<Model>>(
      `SELECT ${RECORD} FROM documents WHERE clinic_id = current_clinic() AND id = $1 AND kind = $2`,
      [id, kind],
    );
  }

  /** The newest version about exactly these subjects, in this scope. */
  latest<Model extends object>(about: {
    kind: DocumentKind;
    patientId: PatientId;
    subjectIds: readonly string[];
    scope: string;
  }): Promise<DocumentRecord<Model> | undefined> {
    return this.sql.one<DocumentRecord<Model>>(
      `SELECT ${RECORD} FROM documents
        WHERE clinic_id = current_clinic() AND patient_id = $1 AND kind = $2 AND subject_ids = $3::uuid[] AND scope = $4
        ORDER BY version DESC LIMIT 1`,
      [about.patientId, about.kind, about.subjectIds, about.scope],
    );
  }

  /** Of the kind, or of any when none is named. */
  bytesOf(
    id: DocumentId,
    kind?: DocumentKind,
  ): Promise<{ kind: DocumentKind; number: string; version: number; bytes: Buffer; sha256: string } | undefined> {
    return this.sql.one(
      `SELECT kind, number, version, bytes, encode(sha256, 'hex') AS sha256 FROM documents
        WHERE clinic_id = current_clinic() AND id = $1 AND ($2::text IS NULL OR kind = $2)`,
      [id, kind ?? null],
    );
  }

  /** A patient's documents, the last issued first, without their bytes: those issued before `before`. */
  ofPatient(
    patientId: PatientId,
    before: { issuedAt: string; id: string } | null,
    limit: number,
  ): Promise<DocumentRecord<object>[]> {
    return this.sql.query<DocumentRecord<object>>(
      `SELECT ${RECORD} FROM documents
        WHERE clinic_id = current_clinic() AND patient_id = $1
          AND ($2::timestamptz IS NULL OR (issued_at, id) < ($2, $3::uuid))
        ORDER BY issued_at DESC, id DESC LIMIT $4`,
      [patientId, before?.issuedAt ?? null, before?.id ?? null, limit],
    );
  }
}
