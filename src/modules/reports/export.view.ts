import { EnumField, InstantField, IntField, ObjectField, TextField, UuidField } from '../../platform/http/fields';

export const EXPORT_STATES = ['waiting', 'running', 'done', 'failed', 'canceled', 'expired'] as const;

export type ExportState = (typeof EXPORT_STATES)[number];

export class ExportProblemBody {
  @TextField({ example: 'report_does_not_tie' }) code: string;
}

/** A report made in the background. */
export class ReportExportView {
  @UuidField() id: string;
  @TextField({ example: 'general-ledger' }) report: string;
  @EnumField(['csv', 'xlsx', 'json']) format: string;
  @EnumField(EXPORT_STATES) status: ExportState;
  @IntField({ nullable: true, description: 'How many rows it has; null until that is known.' }) rowCount: number | null;
  @IntField() rowsWritten: number;
  @IntField({ max: 100, description: 'Percent.' }) progress: number;
  @IntField({ max: Number.MAX_SAFE_INTEGER, description: 'Bytes of the file.' }) byteCount: number;
  @TextField({ nullable: true }) sha256: string | null;
  @TextField({ nullable: true }) fileName: string | null;
  @TextField({ nullable: true, description: 'Where the file is until it expires.' }) fileUrl: string | null;
  @InstantField({ nullable: true }) expiresAt: string | null;
  @InstantField() requestedAt: string;
  @ObjectField(() => ExportProblemBody, {
    nullable: true,
    description: 'Why it was not made, as a problem’s code and facts.',
  })
  problem: ExportProblemBody | null;
}
