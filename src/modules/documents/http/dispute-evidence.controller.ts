import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers } from '../../../platform/http/answers';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { PrepareDisputeEvidence } from '../issuing/prepare-dispute-evidence';
import { pdfAnswer } from './pdf-answer';

/** /v1/disputes/:id/evidence.pdf */
@ApiTags('documents')
@Controller('v1/disputes')
export class DisputeEvidenceController {
  constructor(private readonly prepare: PrepareDisputeEvidence) {}

  @Get(':id/evidence.pdf')
  @Permit('disputes.read')
  @AuditRead('dispute_evidence')
  @Answers({
    contentType: 'application/pdf',
    description: 'What proves the payment to the bank, without anything about whom it was for or why.',
    problems: ['not_found', 'dispute_unknown'],
  })
  async pdf(@Param('id', UuidPipe) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return pdfAnswer(reply, await this.prepare.execute(id));
  }
}
