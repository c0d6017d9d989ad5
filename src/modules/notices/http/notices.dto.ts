import { NOTICE_KINDS, type NoticeKind } from '../../../domain/notices/notice-kinds';
import { NOTICE_STATES } from '../../../domain/notices/notice-state';
import { BooleanField, EnumField, ListField, TextField, UuidField } from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';

export class NoticesQueryDto extends PageQuery {
  @UuidField({ optional: true }) patientId?: string;
  @EnumField(NOTICE_STATES, { optional: true }) status?: string;
  @EnumField(NOTICE_KINDS, { optional: true }) kind?: string;
}

export class ResendNoticeDto {
  @TextField({
    max: 254,
    pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
    optional: true,
    description: 'Where to; where it went before unless told.',
  })
  address?: string;
}

export class NoticePreferenceDto {
  @EnumField(NOTICE_KINDS) kind: NoticeKind;
  @BooleanField({ description: 'Whether the patient wants to be written to about it.' }) isWanted: boolean;
}

class NoticePreferenceView {
  @EnumField(NOTICE_KINDS) kind: NoticeKind;
  @BooleanField() isWanted: boolean;
  @BooleanField({ description: 'Never about money that is taken without the patient.' }) mayOptOut: boolean;
}

export class NoticePreferencesView {
  @ListField(() => NoticePreferenceView) preferences: NoticePreferenceView[];
}
