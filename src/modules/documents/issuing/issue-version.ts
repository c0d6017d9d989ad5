import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { businessDateOf } from '../../../kernel/business-date';
import { Clock, formatInstant } from '../../../kernel/clock';
import { type DocumentId, newId, type PatientId } from '../../../kernel/ids';
import { RecordAuditEvent, type RecordAuditEventInput } from '../../access/record-audit-event';
import { ClinicsReader } from '../../clinics/clinics.reader';
import type { IssueFacts } from './document-file';
import { type DocumentKind, type DocumentRecord, DocumentsRepository } from '../persistence/documents.repository';

/** A paper about to be issued, unless the one that was last issued about the same says the same. */
export interface PaperToIssue<Content extends object> {
  readonly kind: DocumentKind;
  readonly patientId: PatientId;
  /** Ascending. */
  readonly subjectIds: readonly string[];
  readonly scope: string;
  /** All it says; plain JSON. */
  readonly content: Content;
  /** Its number, asked for at its first version alone. */
  readonly number: () => Promise<string>;
  readonly render: (model: Content & IssueFacts) => Promise<Uint8Array>;
  readonly auditFacts: NonNullable<RecordAuditEventInput['facts']>;
}

/**
 * Issues a paper, its next version when anything it says has changed, or finds the one there is. What was given out before
 * stays as it was and names nobody's changes.
 *
 * Tx: needs one, which holds what keeps two of the same paper from being issued at once. Idempotent by: the content.
 */
@Injectable()
export class IssueVersion {
  constructor(
    private readonly documents: DocumentsRepository,
    private readonly clinics: ClinicsReader,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  async execute<Content extends object>(paper: PaperToIssue<Content>): Promise<DocumentRecord<Content & IssueFacts>> {
    const { kind, patientId, subjectIds, scope, content } = paper;
    const about = { kind, patientId, subjectIds, scope };
    const earlier = await this.documents.latest<Content & IssueFacts>(about);
    if (earlier && saysTheSame(earlier.model, content)) return earlier;
    const issuedAt = this.clock.now();
    const { timeZone } = await this.clinics.settings();
    const model: Content & IssueFacts = {
      ...content,
      number: earlier?.number ?? (await paper.number()),
      version: (earlier?.version ?? 0) + 1,
      ...(earlier ? { replaces: { version: earlier.version, issuedOn: earlier.issuedOn } } : {}),
      issuedOn: businessDateOf(issuedAt, timeZone).toString(),
      issuedAt: formatInstant(issuedAt),
    };
    const record = await this.documents.insert({
      ...about,
      id: newId<DocumentId>(issuedAt),
      number: model.number,
      version: model.version,
      replacesId: earlier?.id ?? null,
      model,
      bytes: await paper.render(model),
      issuedOn: model.issuedOn,
      issuedAt,
    });
    await this.audit.execute({
      action: `${kind}.issue`,
      subject: { type: kind, id: record.id },
      facts: { patientId, number: model.number, version: model.version, ...paper.auditFacts },
    });
    return record;
  }
}

/** Whether the model of an issued document says what would be said now. */
function saysTheSame(issued: IssueFacts, content: object): boolean {
  const { number: _number, version: _version, replaces: _replaces, issuedOn: _on, issuedAt: _at, ...said } = issued;
  return isDeepStrictEqual(said, JSON.parse(JSON.stringify(content)));
}
