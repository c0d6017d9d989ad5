import { formatInstant, fromDate } from '../../kernel/clock';
import { CentsField, EnumField, InstantField, ObjectField, TextField, UuidField } from '../../platform/http/fields';
import { APPROVAL_KINDS, type ApprovalKind } from './approval-kinds';
import type { ApprovalRow } from './persistence/approvals.repository';

export class ApprovalSubjectView {
  @TextField({ example: 'refund' }) type: string;
  @UuidField() id: string;
}

/** What one person asked for, and what another said. */
export class ApprovalView {
  @UuidField({ readOnly: true }) id: string;
  @EnumField(APPROVAL_KINDS) kind: ApprovalKind;
  @ObjectField(() => ApprovalSubjectView) subject: ApprovalSubjectView;
  @CentsField({ nullable: true }) amountCents: number | null;
  @TextField({ max: 500 }) reason: string;
  @EnumField(['requested', 'approved', 'rejected']) status: 'requested' | 'approved' | 'rejected';
  @TextField({ max: 254, description: 'Who asked.' }) requestedBy: string;
  @InstantField() requestedAt: string;
  @TextField({ max: 254, nullable: true, description: 'Who decided; never who asked.' }) decidedBy: string | null;
  @InstantField({ nullable: true }) decidedAt: string | null;
  @TextField({ max: 500, nullable: true }) note: string | null;

  static from = (row: ApprovalRow): ApprovalView => ({
    id: row.id,
    kind: row.kind,
    subject: { type: row.subjectType, id: row.subjectId },
    amountCents: row.amountCents === null ? null : Number(row.amountCents),
    reason: row.reason,
    status: row.state,
    requestedBy: row.requestedByLabel,
    requestedAt: formatInstant(fromDate(row.requestedAt)),
    decidedBy: row.decidedByLabel,
    decidedAt: row.decidedAt ? formatInstant(fromDate(row.decidedAt)) : null,
    note: row.note,
  });
}
