import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers } from '../../../platform/http/answers';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { IssueEstimatePaper } from '../issuing/issue-estimate-paper';
import { pdfAnswer } from './pdf-answer';

/** /v1/estimates/:id.pdf */
@ApiTags('documents')
@Controller('v1/estimates')
export class EstimatePapersController {
  constructor(private readonly issue: IssueEstimatePaper) {}

  @Get(':id.pdf')
  @Permit('estimates.read')
  @AuditRead('estimate')
  @Answers({
    contentType: 'application/pdf',
    description: 'The paper of an issued estimate; the same bytes every time.',
    problems: ['not_found', 'estimate_unknown', 'estimate_not_issued'],
  })
  async pdf(@Param('id', UuidPipe) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return pdfAnswer(reply, await this.issue.execute(id));
  }
}
