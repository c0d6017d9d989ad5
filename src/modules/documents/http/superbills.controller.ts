import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { DocumentId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { DocumentsReader } from '../documents.reader';
import { IssueSuperbill } from '../issue-superbill';
import { SuperbillView } from '../models/superbill.view';
import { pdfAnswer } from './pdf-answer';
import { toSuperbillInput } from './superbill-body';
import { IssueSuperbillBody } from './superbill.dto';

/** /v1/superbills */
@ApiTags('documents')
@Controller('v1/superbills')
export class SuperbillsController {
  constructor(
    private readonly issueSuperbill: IssueSuperbill,
    private readonly documents: DocumentsReader,
  ) {}

  @Post()
  @Permit('documents.issue')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: SuperbillView,
    description: 'Issues a superbill, its next version, or the same again when nothing changed.',
    problems: [
      'patient_unknown',
      'visit_unknown',
      'superbill_incomplete',
      'superbill_nothing_to_bill',
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'idempotency_key_reused',
      'idempotency_in_progress',
    ],
  })
  issue(@Body() body: IssueSuperbillBody) {
    return this.issueSuperbill.execute(toSuperbillInput(body));
  }

  @Get(':id')
  @Permit('documents.read')
  @AuditRead('superbill')
  @Answers({ type: SuperbillView, description: 'One issued superbill.', problems: ['not_found', 'document_unknown'] })
  get(@Param('id', UuidPipe) id: DocumentId) {
    return this.documents.superbill(id);
  }

  @Get(':id.pdf')
  @Permit('documents.read')
  @AuditRead('superbill')
  @Answers({
    contentType: 'application/pdf',
    description: 'The superbill as it was issued, the same bytes every time.',
    problems: ['not_found', 'document_unknown'],
  })
  async pdf(@Param('id', UuidPipe) id: DocumentId, @Res({ passthrough: true }) reply: FastifyReply) {
    return pdfAnswer(reply, await this.documents.file(id, 'superbill'));
  }
}
