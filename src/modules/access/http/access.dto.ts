import { ApiProperty } from '@nestjs/swagger';
import type { StaffUserId } from '../../../kernel/ids';
import type { Role } from '../../../platform/context/request-context';
import { EnumField, InstantField, IntField, ObjectField, TextField, UuidField } from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';
import type { ApiKeyView, IssuedApiKeyView } from '../api-key.view';
import type { AuditEventView } from '../audit-events.reader';
import { ROLES } from '../permissions';
import type { StaffUserView } from '../staff-user.view';

const ACTOR_KINDS = ['staff', 'api_key', 'patient_link', 'system', 'anonymous'] as const;

/** A new staff user. */
export class CreateStaffUserDto {
  @TextField({
    min: 3,
    max: 254,
    example: 'dana@clinic.example',
    description: 'Unique over all clinics; case does not matter.',
  })
  email: string;

  @TextField({ max: 120, example: 'Dana Reyes' })
  displayName: string;

  @EnumField(ROLES, { example: 'front_desk' })
  role: Role;

  @TextField({ max: 1024, description: '15 to 128 characters, nothing common, without the e-mail. No other rules.' })
  password: string;
}

export class StaffUserBody implements StaffUserView {
  @UuidField({ readOnly: true })
  id: StaffUserId;

  @TextField({ max: 254, example: 'dana@clinic.example' })
  email: string;

  @TextField({ max: 120, example: 'Dana Reyes' })
  displayName: string;

  @EnumField(ROLES)
  role: Role;

  @EnumField(['active', 'disabled'], { readOnly: true })
  status: 'active' | 'disabled';

  @IntField({ min: 1, readOnly: true })
  version: number;

  @InstantField({ readOnly: true })
  createdAt: string;
}

/** A new API key. */
export class IssueApiKeyDto {
  @TextField({ max: 80, example: 'Scheduler', description: 'What the key is for; shown in the audit trail.' })
  label: string;

  @EnumField(ROLES, { example: 'front_desk' })
  role: Role;

  @UuidField({ optional: true, description: 'The person it belongs to, whose role it must have; it ends with them.' })
  staffUserId?: string;
}

export class ApiKeyBody implements ApiKeyView {
  @UuidField({ readOnly: true })
  id: string;

  @TextField({ readOnly: true, example: '9f86d081884c', description: 'The public part, as in `ckb_<prefix>_…`.' })
  prefix: string;

  @TextField({ max: 80, example: 'Scheduler' })
  label: string;

  @EnumField(ROLES)
  role: Role;

  @UuidField({ nullable: true })
  staffUserId: string | null;

  @InstantField({ readOnly: true })
  createdAt: string;

  @InstantField({ readOnly: true, nullable: true, description: 'Accurate to a minute.' })
  lastUsedAt: string | null;

  @InstantField({ readOnly: true, nullable: true })
  revokedAt: string | null;
}

export class IssuedApiKeyBody extends ApiKeyBody implements IssuedApiKeyView {
  @TextField({ readOnly: true, description: 'The whole key, shown this once.' })
  key: string;
}

/** Filters of the audit trail. */
export class AuditEventsQueryDto extends PageQuery {
  @TextField({ max: 80, optional: true, example: 'patient.read' })
  action?: string;

  @TextField({ max: 40, optional: true, example: 'patient' })
  subjectType?: string;

  @TextField({ max: 80, optional: true })
  subjectId?: string;
}

class AuditActorBody {
  @EnumField(ACTOR_KINDS)
  kind: string;

  @TextField({ nullable: true })
  id: string | null;

  @TextField({ example: 'dana@clinic.example' })
  label: string;

  @EnumField(ROLES, { nullable: true })
  role: Role | null;
}

class AuditSubjectBody {
  @TextField({ example: 'patient' })
  type: string;

  @TextField({ nullable: true, description: 'Null for a list.' })
  id: string | null;
}

export class AuditEventBody implements AuditEventView {
  @UuidField({ readOnly: true })
  id: string;

  @InstantField({ readOnly: true })
  recordedAt: string;

  @ObjectField(() => AuditActorBody, { readOnly: true })
  actor: AuditActorBody;

  @TextField({ readOnly: true, example: 'patient.read' })
  action: string;

  @ObjectField(() => AuditSubjectBody, { readOnly: true, nullable: true })
  subject: AuditSubjectBody | null;

  @TextField({ readOnly: true, nullable: true })
  requestId: string | null;

  @TextField({ readOnly: true, nullable: true })
  ip: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true, readOnly: true, description: 'Numbers and codes only.' })
  facts: AuditEventView['facts'];
}
