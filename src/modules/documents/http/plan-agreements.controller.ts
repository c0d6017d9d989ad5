import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers } from '../../../platform/http/answers';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { IssuePlanAgreement } from '../issuing/issue-plan-agreement';
import { pdfAnswer } from './pdf-answer';

/** /v1/payment-plans/:id/agreement.pdf */
@ApiTags('documents')
@Controller('v1/payment-plans')
export class PlanAgreementsController {
  constructor(private readonly issue: IssuePlanAgreement) {}

  @Get(':id/agreement.pdf')
  @Permit('plans.work')
  @AuditRead('payment_plan')
  @Answers({
    contentType: 'application/pdf',
    description: 'The agreement of a plan, to sign or as it was signed; the same bytes until it changes.',
    problems: ['not_found', 'plan_unknown'],
  })
  async pdf(@Param('id', UuidPipe) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return pdfAnswer(reply, await this.issue.execute(id));
  }
}
