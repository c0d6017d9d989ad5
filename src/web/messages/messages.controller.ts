import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isUuid } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { ResendNotice } from '../../modules/notices/resend-notice';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { MessageDesk } from './message-desk';
import { MessagePage } from './message.page';
import { MessagesPage } from './messages.page';

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** /messages: what was written to patients. */
@PageController('messages')
export class MessagesController {
  constructor(
    private readonly desk: MessageDesk,
    private readonly resend: ResendNotice,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @Permit('notices.read')
  @AuditRead('notice')
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const patientId = isUuid(query['patientId']) ? query['patientId'] : undefined;
    const asked = { patientId, status: textOf(query['status']), cursor: textOf(query['cursor']) };
    return page(MessagesPage, { ...(await this.desk.list(asked)), shell: await this.shell.of(request) });
  }

  @Get(':id')
  @Permit('notices.read')
  @AuditRead('notice')
  async show(@Param('id', UuidPipe) id: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return page(MessagePage, { ...(await this.desk.one(id)), shell: await this.shell.of(request) });
  }

  /** A second press finds the copy still waiting: no key is needed. */
  @Post(':id/resend')
  @Permit('notices.send')
  async again(
    @Param('id', UuidPipe) id: string,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const address = typed.text('address', { needed: 'Enter the address it goes to.' });
    if (address !== undefined && !ADDRESS.test(address)) typed.reject('address', 'This is not an e-mail address.');
    if (address === undefined || !typed.isRight) {
      const shell = await this.shell.of(request);
      return page(MessagePage, { ...(await this.desk.one(id)), shell, form: typed.state }, { status: 422 });
    }
    return goTo(`/messages/${await this.resend.execute({ noticeId: id, address })}`);
  }
}
