import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import type { Page } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import type { PatientId } from '../../../kernel/ids';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { NoticePreferences } from '../notice-preferences';
import { NoticeView } from '../notice.view';
import { NoticesReader } from '../notices.reader';
import { ResendNotice } from '../resend-notice';
import { NoticePreferenceDto, NoticePreferencesView, NoticesQueryDto, ResendNoticeDto } from './notices.dto';

/** Messages to patients: what was sent, and what they want to be sent. */
@ApiTags('notices')
@Controller('v1')
export class NoticesController {
  constructor(
    private readonly notices: NoticesReader,
    private readonly resend: ResendNotice,
    private readonly preferences: NoticePreferences,
  ) {}

  @Get('notices')
  @Permit('notices.read')
  @AuditRead('notice')
  @Answers({ type: NoticeView, list: true, description: 'Notices, the newest first.', problems: ['cursor_invalid'] })
  list(@Query() query: NoticesQueryDto): Promise<Page<NoticeView>> {
    return this.notices.list(query);
  }

  @Get('notices/:id')
  @Permit('notices.read')
  @AuditRead('notice')
  @Answers({ type: NoticeView, description: 'One notice.', problems: ['not_found', 'notice_unknown'] })
  get(@Param('id', UuidPipe) id: string): Promise<NoticeView> {
    return this.notices.get(id);
  }

  @Post('notices/:id/resend')
  @Permit('notices.send')
  @Answers({
    status: 201,
    type: NoticeView,
    description: 'Send it again: the copy that goes out now.',
    problems: ['not_found', 'notice_unknown', 'notice_not_resendable'],
  })
  async again(@Param('id', UuidPipe) id: string, @Body() body?: ResendNoticeDto): Promise<NoticeView> {
    return this.notices.get(await this.resend.execute({ noticeId: id, address: body?.address }));
  }

  @Get('patients/:id/notice-preferences')
  @Permit('notices.read')
  @AuditRead('patient')
  @Answers({
    type: NoticePreferencesView,
    description: 'What the patient wants to be written to about.',
    problems: ['not_found'],
  })
  async wanted(@Param('id', UuidPipe) id: string): Promise<NoticePreferencesView> {
    return { preferences: await this.preferences.of(id as PatientId) };
  }

  @Post('patients/:id/notice-preferences')
  @HttpCode(200)
  @Permit('notices.send')
  @Answers({
    type: NoticePreferencesView,
    description: 'Write down that the patient wants a kind of notice, or does not.',
    problems: ['not_found', 'patient_unknown', 'notice_kind_required'],
  })
  async prefer(@Param('id', UuidPipe) id: string, @Body() body: NoticePreferenceDto): Promise<NoticePreferencesView> {
    await this.preferences.set(id as PatientId, body.kind, body.isWanted);
    return { preferences: await this.preferences.of(id as PatientId) };
  }
}
