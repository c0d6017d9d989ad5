import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { ClaimId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { EnumField } from '../../../platform/http/fields';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { CMS1500_PAPERS, PrintCms1500 } from '../issuing/print-cms1500';
import { pdfAnswer } from './pdf-answer';

/** GET /v1/claims/:id/cms-1500.pdf */
export class Cms1500Query {
  @EnumField(CMS1500_PAPERS, {
    optional: true,
    description: 'A blank sheet, boxes with it (plain, unless told), or the values alone for a pre-printed form.',
  })
  paper?: (typeof CMS1500_PAPERS)[number];
}

/** /v1/claims/:id/cms-1500.pdf */
@ApiTags('documents')
@Controller('v1/claims')
export class Cms1500Controller {
  constructor(private readonly print: PrintCms1500) {}

  @Get(':id/cms-1500.pdf')
  @Permit('claims.read')
  @AuditRead('claim_form')
  @Answers({
    contentType: 'application/pdf',
    description: 'The claim on the paper form CMS-1500 (02/12).',
    problems: ['not_found', 'claim_unknown', 'disclosure_restricted'],
  })
  async pdf(
    @Param('id', UuidPipe) id: ClaimId,
    @Query() { paper }: Cms1500Query,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return pdfAnswer(reply, await this.print.execute(id, paper));
  }
}
